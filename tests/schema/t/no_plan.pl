#!/usr/bin/perl
# Nothing but rows knows a plan: no name, code, place, sector or figure of a plan that ships is in code or definitions.
#
# The words are taken from the reference data themselves, so a plan that ships later is looked for too. Comments and messages
# may give an example of a path, a sector or a figure; a plan, a place or a clause is in no comment either.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use File::Basename qw(dirname);
use Test::More;

my $top = dirname(__FILE__) . '/../../..';
chdir $top or die "chdir $top: $!\n";
my $database = $ENV{PGDATABASE} or plan skip_all => 'no database';

sub rows { my ($sql) = @_; open my $out, '-|', 'psql', '-XqAt', '-d', $database, '-c', $sql or die "psql: $!\n"; my @rows = map { chomp; $_ } <$out>; close $out or die "psql failed\n"; return @rows; }
sub text_of { my ($file) = @_; open my $in, '<', $file or die "$file: $!\n"; local $/; return scalar <$in>; }

chomp(my @files = `find extension ingestd sql -type f`);
@files = grep { m{\.(?:c|h|sql|psql|sh|mk)$|Makefile$|\.control$} && !m{^sql/data/} } @files;
cmp_ok(scalar @files, '>', 100, 'there is code to look at');
my %code = map { $_ => text_of($_) } @files;

# Without what is for people: comments of C and SQL, COMMENT ON, sentences in messages.
sub bare
{
    my ($file, $text) = @_;
    if ($file =~ /\.[ch]$/)
    {
        $text =~ s{/\*.*?\*/}{}gs;
        $text =~ s{//[^\n]*}{}g;
        $text =~ s{"((?:[^"\\\n]|\\.)*)"}{($1 =~ tr/ //) >= 2 ? '""' : "\"$1\""}ge;
    }
    elsif ($file =~ /\.(?:sql|psql)$/) { $text =~ s{--[^\n]*}{}g; $text =~ s{\bCOMMENT ON\b.*?'(?:[^']|'')*'\s*;}{}gs; }
    else { $text =~ s{^\s*#[^\n]*}{}gm; }
    return $text;
}

sub found
{
    my ($texts, @words) = @_;
    my $any = join '|', map { quotemeta } sort { length $b <=> length $a } grep { length } @words;
    my @hits;
    foreach my $file (sort keys %$texts)
    {
        while ($texts->{$file} =~ /(?<![0-9A-Za-z_.])($any)(?![0-9A-Za-z_])/g) { push @hits, "$file: $1"; }
    }
    return join "\n", @hits;
}

# Plans, who issued them, places below a nation, groups of places: nowhere, not even in a comment.
my @named = rows(q{
    SELECT plan FROM sei.plan_current UNION SELECT title FROM sei.plan_current UNION SELECT issuer FROM sei.plan_current
    UNION SELECT target_id FROM sei.plan_target UNION SELECT text_zh FROM sei.plan_target_current UNION SELECT text_zh FROM sei.plan_measure_current
    UNION SELECT lead_body FROM sei.plan_measure_current UNION SELECT region FROM sei.region WHERE region_scheme = 'gb2260' AND region <> '000000'
    UNION SELECT name FROM sei.region_current WHERE region_scheme = 'gb2260' AND level <> 'nation'
    UNION SELECT left(name, 2) FROM sei.region_current WHERE region_scheme = 'gb2260' AND level = 'province'
    UNION SELECT left(name, 2) FROM sei.region_current c WHERE region_scheme = 'gb2260' AND level = 'prefecture'
    UNION SELECT region_group FROM sei.region_group UNION SELECT name_zh FROM sei.region_group_current});
cmp_ok(scalar @named, '>', 200, 'there are plans and places to look for');
my $hits = found(\%code, @named);
# A version of a server looks like the code of a province.
$hits = join "\n", grep { !m{^extension/src/compat\.h: 1[0-9]0000$} } split /\n/, $hits;
is($hits, '', 'no plan and no place');

# Sectors and the plans' figures: as an example for people at most. GB/T 4754 is no plan's: the type industry reads it.
my $planned = q{NOT IN ('gb11', 'gb17')};
my %bare = map { $_ => bare($_, $code{$_}) } @files;
is(found(\%bare, rows(qq{SELECT sector::text FROM sei.sector_def WHERE sector_level(sector) > 0 AND sector_root(sector)::text $planned UNION SELECT root FROM sei.classification WHERE root $planned UNION
    SELECT name_zh FROM sei.sector_def_current WHERE length(name_zh) > 1 AND sector_root(sector)::text $planned UNION SELECT t FROM sei.sector_def_current CROSS JOIN LATERAL unnest(product_terms) t WHERE length(t) > 2})), '', 'no sector');
is(found(\%bare, rows(q{SELECT target::text FROM sei.plan_target_current UNION SELECT (target_lower(target) * f)::text FROM sei.plan_target_current CROSS JOIN (VALUES (1), (100)) x (f)
    WHERE target_is_percent(target) AND (target_lower(target) * f)::text ~ '[.][0-9]*[1-9]'})), '', 'no figure of a target');

# Not as a clause in what a user reads of a table either.
is(join("\n", rows(q{SELECT d.description FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
    WHERE c.relnamespace = 'sei'::regnamespace AND d.description ~ 'clause [一二三四五六七八九十]'})), '', 'no clause of a plan explains a table');
like(found({one => 'x 140000 y'}, '140000'), qr/one: 140000/, 'what is there would be found');
unlike(bare('a.sql', "-- sx.it\nCOMMENT ON TABLE a IS 'it''s sx.it';\nSELECT 1"), qr/sx/, 'comments are left out');
unlike(bare('a.c', 'f("write 7%..8%, or one bound, \"sx.it\" too")'), qr/sx|7%/, 'and sentences');
like(bare('a.c', 'strcmp(s, "7%..8%")'), qr/7%/, 'a value is not');
like(bare('a.sql', "SELECT 'sx.it'"), qr/sx/, 'code is not');
done_testing();
