#!/usr/bin/perl
# seeds.pl DIR: one file for each form and each wrong input that the tests of the types state, its parser's number in front.
use strict;
use warnings;
use File::Path qw(make_path remove_tree);

my ($dir) = @ARGV or die "usage: seeds.pl DIR\n";
my %parser = (sector => 0, stat_period => 1, target => 2, industry => 5);
my $n = 0;

sub seed
{
    my ($type, $text) = @_;
    foreach my $number ($parser{$type}, $type eq 'target' ? 7 : ())
    {
        open my $out, '>', sprintf('%s/%05d', $dir, $n++) or die "seeds.pl: $dir: $!\n";
        print $out chr($number), $text;
        close $out;
    }
    return;
}

remove_tree($dir);
make_path($dir);
foreach my $type (sort keys %parser)
{
    foreach my $path (glob "tests/extension/sql/${type}_forms.sql tests/extension/sql/wrong_$type.sql")
    {
        next if !-f $path;
        open my $in, '<', $path or die "seeds.pl: $path: $!\n";
        while (my $line = <$in>)
        {
            if ($line =~ / => /)
            {
                $line =~ s/.*regexp_split_to_table\(\$\$//;
                seed($type, $_) for ($line =~ /^(.*?) => (.*?)(?:\$\$.*)?$/);
            }
            elsif ($line =~ /^    (?:E?'|repeat)/)
            {
                seed($type, $_) for ($line =~ /(?<![E\(])'((?:[^']|'')*)'/g);
            }
        }
        close $in;
    }
}
