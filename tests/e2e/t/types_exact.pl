#!/usr/bin/perl
# Promise: broken bytes are refused at their place by every type, every industry word and span reads as it prints, a million bytes are refused at once.
use strict;
use warnings;

system("make -s PG_CONFIG=$ENV{PG_CONFIG} build/fuzz/types_exact >&2") == 0 or die "types_exact does not build\n";
exec 'build/fuzz/types_exact' or die "types_exact: $!\n";
