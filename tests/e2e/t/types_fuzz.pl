#!/usr/bin/perl
# Promise: no input breaks a parser of core, and what one accepts it prints and reads again as itself, under ASan and UBSan.
use strict;
use warnings;
use Test::More tests => 2;

is(system("make -s PG_CONFIG=$ENV{PG_CONFIG} build/fuzz/mutate build/fuzz/seeds >&2"), 0, 'the harness builds with both sanitizers');
my @corpus = sort glob 'tests/fuzz/corpus/* build/fuzz/seeds/*';
is(system('build/fuzz/mutate', 3000, @corpus), 0, 'three thousand rounds of mutations over ' . @corpus . ' inputs');
