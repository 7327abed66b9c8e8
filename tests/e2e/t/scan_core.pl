#!/usr/bin/perl
# Promise: no text breaks the scanner of plans; what it reads in annotated sentences stays as good as it was.
use strict;
use warnings;
use Test::More tests => 6;

is(system("make -s PG_CONFIG=$ENV{PG_CONFIG} build/fuzz/scan_mutate build/scan/rows >&2"), 0, 'the harnesses build with both sanitizers');
my @corpus = sort glob 'tests/fuzz/scan_corpus/*';
is(system('build/fuzz/scan_mutate', 60, @corpus), 0, 'sixty rounds of mutations over ' . @corpus . ' texts');

my @report = `perl tests/scan/eval tests/scan/corpus/*.gold`;
my ($both, $ours, $gold) = (0, 0, 0);
foreach my $line (@report)
{
    next if $line !~ /precision \S+ \((\d+) of (\d+)\)\s+recall \S+ \(\d+ of (\d+)\)/;
    $both += $1;
    $ours += $2;
    $gold += $3;
}
cmp_ok($gold, '>=', 400, "$gold annotated targets");
cmp_ok($both / ($ours || 1), '>=', 0.97, 'precision');
cmp_ok($both / ($gold || 1), '>=', 0.97, 'recall');
my @low = grep { $_ < 0.95 } map { /(?:target|operator|bounds|unit|kind|due|modality) (\d\.\d+)/g } @report;
is(scalar @low, 0, 'no field below 0.95 in any file');
