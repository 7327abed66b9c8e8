#!/usr/bin/perl
# Promise: no bytes and no text break a reader of tallies or of p_percent_safe's state, what one accepts has one form, and
# sums depend on no order, split or detour, under ASan and UBSan.
use strict;
use warnings;
use Test::More tests => 2;

my @corpus = sort glob 'tests/fuzz/corpus_tally/*';
is(system("make -s PG_CONFIG=$ENV{PG_CONFIG} build/fuzz/tally_mutate >&2"), 0, 'the harness builds with both sanitizers');
is(system('build/fuzz/tally_mutate', 150, @corpus), 0, 'a hundred and fifty rounds of mutations over ' . @corpus . ' inputs');
