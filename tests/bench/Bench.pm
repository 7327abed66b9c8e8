# Bench: what every measure shares: statements taken in turns, medians with their spread, one table.
#
# A bar is a ratio of two medians of one run, so that the machine's speed cancels out; behind it stands the spread of
# the ratios of the single turns. A missed bar is said, counted, and makes the measure end with status 1.
package Bench;
use strict;
use warnings;
use Exporter qw(import);
use SeiTest qw(sql);
use Time::HiRes qw(time);

our @EXPORT_OK = qw($rows $times timed timed_calls taken heading row figure note finish);

our $rows = $ENV{BENCH_ROWS} || 2_000_000;
our $times = $ENV{BENCH_TIMES} || 7;
my $missed = 0;
my $measured = 0;
$| = 1;

sub median { my @sorted = sort { $a <=> $b } @_; return $sorted[$#sorted / 2]; }

# What was taken, in milliseconds, turn by turn.
sub taken
{
    my (@ms) = @_;
    my @sorted = sort { $a <=> $b } @ms;
    return {all => [@ms], median => median(@ms), min => $sorted[0], max => $sorted[-1]};
}

# Time statements by the server's own clock, in turns so that drift hits all alike; the first turn only warms up.
# One result for each statement.
sub timed
{
    my ($settings, @statements) = @_;
    my @taken;
    my $script = "SET jit = off; SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB'; $settings\n";
    foreach my $turn (0 .. $times)
    {
        foreach my $statement (@statements)
        {
            my ($own, $text) = ref $statement ? @$statement : ('', $statement);
            $script .= "$own\nSELECT clock_timestamp() AS begun \\gset\n$text \\g /dev/null\n"
              . "SELECT extract(epoch FROM clock_timestamp() - :'begun'::timestamptz) * 1000;\n";
        }
    }
    my @all = split /\n/, sql($script);
    splice @all, 0, scalar @statements;
    push @{$taken[$_ % @statements]}, $all[$_] foreach 0 .. $#all;
    return map { taken(@$_) } @taken;
}

# The same for anything that can be called, by this process' clock.
sub timed_calls
{
    my (@calls) = @_;
    my @taken;
    foreach my $turn (0 .. $times)
    {
        foreach my $i (0 .. $#calls)
        {
            my $begun = time;
            $calls[$i]->();
            push @{$taken[$i]}, (time - $begun) * 1000 if $turn > 0;
        }
    }
    return map { taken(@$_) } @taken;
}

sub short
{
    my ($x) = @_;
    return $x >= 1000 ? sprintf('%.0f', $x) : $x >= 10 ? sprintf('%.1f', $x) : sprintf('%.3g', $x);
}

sub spread { my ($t) = @_; return sprintf '%s [%s..%s]', map { short($_) } @{$t}{qw(median min max)}; }

# Begin a part of the table.
sub heading
{
    my ($text) = @_;
    printf "\n%s\n%-54s %24s %24s %8s %15s  %s\n", $text, '', 'ms: median [min..max]', 'against', 'ratio', '[min..max]', 'bar';
    return;
}

# One line: the ratio of two results. A bar is at_most or at_least, each with an optional stretch beside it.
sub row
{
    my ($what, $one, $other, %bar) = @_;
    my $ratio = $one->{median} / $other->{median};
    my $pairs = $#{$one->{all}} < $#{$other->{all}} ? $#{$one->{all}} : $#{$other->{all}};
    my @single = sort { $a <=> $b } map { $one->{all}[$_] / $other->{all}[$_] } 0 .. $pairs;
    my $verdict = '';
    foreach my $kind (qw(at_most at_least))
    {
        next if !defined $bar{$kind};
        my $good = sub { return $kind eq 'at_most' ? $ratio <= $_[0] : $ratio >= $_[0]; };
        my $sign = $kind eq 'at_most' ? '<=' : '>=';
        $measured++;
        $missed++ if !$good->($bar{$kind});
        $verdict = "$sign $bar{$kind} " . ($good->($bar{$kind}) ? 'met' : 'MISSED');
        $verdict .= ", stretch $bar{stretch} " . ($good->($bar{stretch}) ? 'met' : 'missed') if defined $bar{stretch};
    }
    printf "%-54s %24s %24s %8s %15s  %s\n", $what, spread($one), spread($other), short($ratio),
      sprintf('[%s..%s]', short($single[0]), short($single[-1])), $verdict;
    return;
}

# One line: a time alone, with a remark.
sub figure
{
    my ($what, $one, $remark) = @_;
    printf "%-54s %24s  %s\n", $what, spread($one), $remark // '';
    return;
}

# One line of text.
sub note { print "$_[0]\n"; return; }

# The verdict; ends the measure.
sub finish
{
    return if $measured == 0;
    print "\n", $missed ? "$missed of $measured bars missed" : "all $measured bars met", "\n";
    exit($missed ? 1 : 0);
}

1;
