#!/usr/bin/perl
# Promise: who owns a database, and is no superuser, installs the extension in any schema; it moves; it goes only when nothing uses it; hostile objects around it change nothing.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

chomp(my $bin = `$ENV{PG_CONFIG} --bindir`);
my $dir = tempdir('sei-types-XXXX', TMPDIR => 1, CLEANUP => 1);
my $database = "types_i_$$";
my $owner = "types_owner_$$";

sub psql
{
    my ($user, $name, $sql) = @_;
    open my $in, '>', "$dir/in.sql" or die $!;
    print $in $sql;
    close $in;
    my $out = `$bin/psql -X -q -A -t -v ON_ERROR_STOP=1 -U $user -d $name -f $dir/in.sql 2>&1`;
    chomp $out;
    return ($? == 0, $out);
}

psql('postgres', 'postgres', "CREATE ROLE $owner LOGIN; CREATE DATABASE $database OWNER $owner TEMPLATE template0 ENCODING 'UTF8'");

# A schema that others may write to, with traps for every unqualified name of an install script.
my ($ok, $out) = psql('postgres', $database, <<"SQL");
GRANT CREATE ON SCHEMA public TO PUBLIC;
SET SESSION AUTHORIZATION $owner;
CREATE FUNCTION public.int8eq(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT 1 / 0 = 1';
CREATE FUNCTION public.brin_minmax_opcinfo(internal) RETURNS internal LANGUAGE internal AS 'brin_bloom_opcinfo';
SQL
$ok = 1 if $out =~ /permission denied for language internal|only superusers/i;
ok($ok, 'a schema with traps') or diag $out;
($ok, $out) = psql($owner, $database, 'CREATE SCHEMA "Odd Name"; CREATE EXTENSION sei SCHEMA "Odd Name"');
ok($ok, 'the owner of a database installs it, into a schema whose name needs quotes') or diag $out;
($ok, $out) = psql($owner, $database, q{SELECT '7%～8%'::"Odd Name".target, (SELECT count(*) FROM (VALUES ('sx.it'::"Odd Name".sector)) v (s) WHERE s OPERATOR("Odd Name".<@) 'sx')});
is($out, '7%..8%|1', 'and uses it');
is((psql($owner, $database, q{SELECT count(*) FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e' WHERE proowner <> 10}))[1], '0',
    'what is C belongs to the superuser who stands for the trusted extension');
is((psql($owner, $database, q{SELECT (SELECT extowner::regrole::text FROM pg_extension WHERE extname = 'sei')}))[1], $owner, 'the extension belongs to the one who installed it');
# PostgreSQL lets nobody but a superuser move what the trusted installation made for them.
psql($owner, $database, 'CREATE SCHEMA moved');
($ok, $out) = psql('postgres', $database, 'ALTER EXTENSION sei SET SCHEMA moved');
ok($ok, 'a superuser moves it') or diag $out;
($ok, $out) = psql($owner, $database, <<'SQL');
CREATE TABLE public.kept (s moved.sector, p moved.stat_period, c moved.industry, t moved.target);
INSERT INTO public.kept VALUES ('sx.it', '2015', 'C35', '7%');
CREATE INDEX kept_s ON public.kept (s); CREATE INDEX kept_c ON public.kept (c);
ANALYZE public.kept;
SET enable_seqscan = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_generic_plan;
PREPARE q (moved.industry) AS SELECT count(*) FROM public.kept WHERE c OPERATOR(moved.<@) $1;
EXECUTE q('C');
SQL
is($out, '1', 'tables and generic plans find everything there');
($ok, $out) = psql($owner, $database, 'DROP EXTENSION sei');
ok(!$ok, 'DROP EXTENSION refuses while columns use its types');
like($out, qr/column s of table kept depends on type moved\.sector/, 'and names them');
is((psql($owner, $database, 'TABLE public.kept'))[1], 'sx.it|2015|C35|7%', 'nothing is lost');
($ok, $out) = psql($owner, $database, 'DROP TABLE public.kept; DROP EXTENSION sei; CREATE EXTENSION sei SCHEMA public; DROP EXTENSION sei');
ok($ok, 'without them it goes, and comes again') or diag $out;
is((psql($owner, $database, "SELECT count(*) FROM pg_proc WHERE probin LIKE '%sei'"))[1], '0', 'without a trace');

# No symbol that a released install script names may go: pg_upgrade looks for each of them in the new library.
my @released = map { chomp; $_ } <DATA>;
psql('postgres', $database, 'CREATE EXTENSION sei');
my %there = map { $_ => 1 } split /\n/, (psql('postgres', $database, "SELECT DISTINCT prosrc FROM pg_proc WHERE probin LIKE '%sei'"))[1];
is(join(' ', grep { !$there{$_} } @released), '', 'every symbol of version 0.1 is there (' . @released . ')');

psql('postgres', 'postgres', "DROP DATABASE $database");
psql('postgres', 'postgres', "DROP ROLE $owner");
done_testing();
__DATA__
date_in_period
date_is_valid
industry_contained
industry_contained_joinsel
industry_contained_sel
industry_contained_support
industry_containing
industry_containing_joinsel
industry_containing_sel
industry_containing_support
industry_edition
industry_in
industry_is_valid
industry_last_sql
industry_level_sql
industry_out
industry_recv
industry_section
industry_send
industry_typanalyze
numeric_is_valid
period_contained
period_contains
period_contains_date
period_end
period_is_ytd
period_months
period_overlaps
period_previous
period_previous_ytd
period_prior_year
period_range
period_start
sector_ancestor_sql
sector_cmp
sector_contained
sector_contained_joinsel
sector_contained_sel
sector_contained_support
sector_containing
sector_containing_joinsel
sector_containing_sel
sector_containing_support
sector_from_industry
sector_from_text
sector_ge
sector_gt
sector_in
sector_is_valid
sector_le
sector_level_sql
sector_lt
sector_out
sector_parent
sector_recv
sector_root_sql
sector_send
sector_share_add_float4
sector_share_add_float8
sector_share_add_int2
sector_share_add_int4
sector_share_add_int8
sector_share_add_numeric
sector_share_take_float4
sector_share_take_float8
sector_share_take_int2
sector_share_take_int4
sector_share_take_int8
sector_share_take_numeric
sector_sortsupport
sector_tally_add_float4
sector_tally_add_float8
sector_tally_add_int2
sector_tally_add_int4
sector_tally_add_int8
sector_tally_add_numeric
sector_tally_take_float4
sector_tally_take_float8
sector_tally_take_int2
sector_tally_take_int4
sector_tally_take_int8
sector_tally_take_numeric
sector_typanalyze
sector_upper
stat_period_in
stat_period_in_range
stat_period_is_valid
stat_period_out
stat_period_recv
stat_period_send
tally_at
tally_cmp
tally_combine
tally_contribution
tally_count
tally_count_of
tally_cr
tally_entropy
tally_eq
tally_final
tally_ge
tally_growth
tally_gt
tally_hash_32
tally_hash_64
tally_hhi
tally_hhi_normalised
tally_in
tally_is_valid
tally_le
tally_lt
tally_minus
tally_ne
tally_out
tally_plus
tally_pull
tally_recv
tally_root
tally_send
tally_share
tally_shares
tally_sum_add
tally_sum_take
tally_total
tally_value
tally_with_total
target_bound_float8
target_bound_int8
target_bound_numeric
target_in
target_is_approximate_sql
target_is_percent_sql
target_is_valid
target_kind_sql
target_lower_sql
target_out
target_recv
target_send
target_status_float8
target_status_int8
target_status_numeric
target_unit_sql
target_upper_sql
uscc_is_valid
year_to_date
