#!/usr/bin/perl
# The page sql/new-plan.md runs as printed, in one psql session, and its answers are those that it prints.
use strict;
use warnings;
use File::Basename qw(dirname);
use IPC::Open3 qw(open3);
use Test::More;

my $source = $ENV{PGDATABASE} or plan skip_all => 'no database';
my $copy = "sei_new_plan_$$";
my $page = dirname(__FILE__) . '/../../../sql/new-plan.md';
$ENV{PGOPTIONS} = '-c client_min_messages=warning';

sub psql
{
    my ($database, $text) = @_;
    my $child = open3(my $in, my $out, undef, 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-P', 'footer=off', '-d', $database, '-f', '-');
    print {$in} $text;
    close $in;
    my $said = do { local $/; <$out> };
    waitpid $child, 0;
    return ($? >> 8, $said);
}

psql('postgres', "CREATE DATABASE $copy TEMPLATE $source");
psql($copy, "DO \$\$ BEGIN EXECUTE format('ALTER DATABASE $copy SET search_path = %s, public', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'sei')); END \$\$");
open my $in, '<:raw', $page or die "$page: $!\n";
my $text = do { local $/; <$in> };
my (@blocks, @answers);
while ($text =~ /^```(sql|text)\n(.*?)^```$/msg)
{
    if ($1 eq 'sql') { push @blocks, $2; push @answers, undef; }
    else { $answers[-1] = $2; }
}
cmp_ok(scalar @blocks, '>=', 7, 'the page has its steps');
cmp_ok(scalar(grep { defined } @answers), '>=', 5, 'and answers');

my $mark = 'end of step';
my ($code, $said) = psql($copy, join '', map { "$_\\echo $mark\n" } @blocks);
is($code, 0, 'it runs in one session') or diag $said;
my @parts = split /^\Q$mark\E\n/m, $said;
is(scalar @parts, scalar @blocks, 'to its end');

# Rows, whatever the width of their columns.
sub plain { my ($t) = @_; return join "\n", grep { length && !/^[-+]+$/ } map { s/\s+/ /gr =~ s/ ?\| ?/|/gr =~ s/^ | $//gr } split /\n/, $t; }
foreach my $n (0 .. $#blocks)
{
    is(plain($parts[$n] // ''), plain($answers[$n]), 'step ' . ($n + 1) . ' answers as printed') if defined $answers[$n];
}
($code, $said) = psql($copy, 'SELECT count(*) AS n FROM sei.verify_cells()');
like($said, qr/^ *0$/m, 'its cells equal a rescan');
psql('postgres', "DROP DATABASE $copy WITH (FORCE)");
done_testing();
