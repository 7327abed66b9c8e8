#!/usr/bin/perl
# Files that were applied are history: none changes, both runners agree, and an upgrade keeps all that was known.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

my $source = $ENV{PGDATABASE} or plan skip_all => 'no database';
my $top = abs_path(dirname(__FILE__) . '/../../..');
my $scratch = tempdir('sei-migrate-XXXXXX', DIR => $ENV{TMPDIR} || '/var/tmp', CLEANUP => 1);
$ENV{PGOPTIONS} = '-c client_min_messages=warning';
my @made;

sub run
{
    my ($command) = @_;
    my $out = `$command 2>&1`;
    return ($? >> 8, $out);
}

sub sql
{
    my ($database, $text) = @_;
    open my $out, '>', "$scratch/in.sql" or die "in.sql: $!\n";
    print {$out} $text;
    close $out;
    my ($code, $said) = run("psql -X -q -A -t -v ON_ERROR_STOP=1 -d $database -f $scratch/in.sql");
    chomp $said;
    return $code == 0 ? $said : "failed: $said";
}

sub database
{
    my ($name) = @_;
    $name = "sei_${name}_$$";
    sql('postgres', "CREATE DATABASE $name; ALTER DATABASE $name SET search_path = sei_ext, public");
    sql($name, 'CREATE SCHEMA sei_ext; GRANT USAGE ON SCHEMA sei_ext TO PUBLIC; CREATE EXTENSION sei SCHEMA sei_ext');
    push @made, $name;
    return $name;
}

sub glob_in { my @patterns = @_; return map { s{^\Q$top\E/sql/}{}r } map { glob "$top/sql/$_" } @patterns; }

# A copy of the sql files, to be changed.
my $copies = 0;
sub copy
{
    my $to = "$scratch/sql" . ++$copies;
    system('cp', '-r', "$top/sql", $to) == 0 or die "cp\n";
    return $to;
}

sub append
{
    my ($file, $text) = @_;
    open my $out, '>>', $file or die "$file: $!\n";
    print {$out} $text;
    close $out;
    return;
}

sub by_daemon { my ($db, $sql) = @_; return run("$top/ingestd/sei-ingestd migrate --database dbname=$db --sql-dir $sql"); }
sub by_psql { my ($db, $sql) = @_; return run("cd $sql && psql -X -d $db -f migrate.psql"); }
sub log_of { my ($db) = @_; return sql($db, 'SELECT part, number, name, sha256, least_extension, extension_schema FROM sei.schema_version ORDER BY 1, 2'); }
sub dump_of
{
    my ($db) = @_;
    my ($code, $text) = run("pg_dump -s -n sei $db");
    $text =~ s/^\\(un)?restrict.*$//gm;
    # A restored UNION names its columns in every branch.
    $text =~ s/ AS "?\w+"?(?=,?$)//gm;
    return $text;
}
sub moments { my ($db) = @_; return sql($db, "SELECT md5(string_agg(v::text, ',' ORDER BY part, number)) FROM sei.schema_version v"); }

# Released files are frozen: this list only grows.
my ($changed, $said) = run("cd $top/sql && sha256sum -c --quiet ../tests/schema/frozen.sha256");
is($said, '', 'no frozen migration, data file or CSV of one has changed');
open my $list, '<', "$top/tests/schema/frozen.sha256" or die "frozen.sha256: $!\n";
my %frozen = map { (split ' ')[1] => 1 } <$list>;
cmp_ok(scalar(grep { !$frozen{$_} } glob_in('migrations/*.sql', 'data/*.sql')), '==', 0, 'every migration and data file is frozen')
  or diag 'add it: cd sql && sha256sum FILE >> ../tests/schema/frozen.sha256';

# Two runners, one schema.
my ($d, $p) = (database('daemon'), database('psql'));
my ($code, $out) = by_daemon($d, "$top/sql");
is($code, 0, 'the daemon migrates an empty database') or diag $out;
($code, $out) = by_psql($p, "$top/sql");
is($code, 0, 'so does psql') or diag $out;
is(log_of($p), log_of($d), 'with the same log');
ok(dump_of($p) eq dump_of($d), 'and the same schema, comments and grants');
foreach my $runner ([psql => \&by_psql, $d], [daemon => \&by_daemon, $p])
{
    my ($name, $run, $db) = @$runner;
    my ($before, $dump) = (moments($db), dump_of($db));
    ($code, $out) = $run->($db, "$top/sql");
    is($code, 0, "$name: a database of the other runner is taken as it is") or diag $out;
    is(moments($db), $before, "$name: running again writes nothing");
    ok(dump_of($db) eq $dump, "$name: and changes nothing");
}

# The past is not rewritten, by either runner.
foreach my $runner ([psql => \&by_psql], [daemon => \&by_daemon])
{
    my ($name, $run) = @$runner;
    my $before = moments($p);

    my $sql = copy();
    append("$sql/migrations/020-plan-side.sql", "-- synthetic\n");
    ($code, $out) = $run->($p, $sql);
    isnt($code, 0, "$name: a changed migration is refused");
    like($out, qr{020-plan-side\.sql: changed since it was applied}, "$name: by name");

    $sql = copy();
    append("$sql/reference/region.csv", "gb2260,999999,synthetic,,county,140000,,\n");
    ($code, $out) = $run->($p, $sql);
    like($out, qr{010-reference\.sql: changed since it was applied}, "$name: so is a changed CSV of a data file");

    $sql = copy();
    unlink "$sql/migrations/030-subject-side.sql";
    ($code, $out) = $run->($p, $sql);
    like($out, qr{030-subject-side.* was applied to this database, but }, "$name: a missing file is refused");

    $sql = copy();
    append("$sql/migrations/031-late.sql", "-- least extension version: 0.1\nCREATE TABLE sei.late ();\n");
    ($code, $out) = $run->($p, $sql);
    like($out, qr{031-late\.sql: not applied, but}, "$name: a new file below the last applied one is refused");

    $sql = copy();
    append("$sql/migrations/990-new.sql", "-- least extension version: 99.1\nCREATE TABLE sei.new ();\n");
    ($code, $out) = $run->($p, $sql);
    like($out, qr{990-new\.sql needs version 99\.1 of the extension}, "$name: an extension that is too old is told");

    $sql = copy();
    append("$sql/migrations/990-new.sql", "-- least extension version: 0.1\nCREATE TABLE sei.half ();\nSELECT 1 / 0;\n");
    ($code, $out) = $run->($p, $sql);
    isnt($code, 0, "$name: a migration that fails");
    is(sql($p, "SELECT to_regclass('sei.half') IS NULL"), 't', "$name: leaves nothing half done");

    $sql = copy();
    append("$sql/definitions/083-lineage.sql", "CREATE OR REPLACE VIEW sei.half AS SELECT 1 AS one;\nSELECT 1 / 0;\n");
    ($code, $out) = $run->($p, $sql);
    isnt($code, 0, "$name: definitions that fail");
    is(sql($p, "SELECT to_regclass('sei.half') IS NULL"), 't', "$name: are not applied by half either");
    is(moments($p), $before, "$name: and the log is as it was");
    sql($p, 'ALTER EXTENSION sei SET SCHEMA public');
    ($code, $out) = $run->($p, "$top/sql");
    like($out, qr{ALTER EXTENSION sei SET SCHEMA "?sei_ext"?;}, "$name: a moved extension is refused with the way back");
    sql($p, 'ALTER EXTENSION sei SET SCHEMA sei_ext');
}

# A changed definition is applied, all of them in one transaction; what it no longer grants is gone.
my $sql = copy();
append("$sql/definitions/083-lineage.sql", "COMMENT ON VIEW sei.lineage IS 'synthetic';\n");
sql($d, 'SET ROLE sei_owner; GRANT SELECT ON sei.enterprise_return TO sei_public');
($code, $out) = by_daemon($d, $sql);
is($code, 0, 'a changed definition is applied') or diag $out;
is(sql($d, "SELECT obj_description('sei.lineage'::regclass)"), 'synthetic', 'as it says');
is(sql($d, "SELECT count(DISTINCT xmin::text) FROM sei.schema_version WHERE part = 'definitions'"), 1, 'in one transaction with the others');
is(sql($d, "SELECT has_table_privilege('sei_public', 'sei.enterprise_return', 'SELECT')"), 'f', 'a grant that no file makes is gone');
append("$sql/migrations/990-drop.sql", "-- least extension version: 0.1\nDROP FUNCTION sei.lineage_of(bigint);\n");
($code, $out) = by_psql($d, $sql);
is($code, 0, 'a migration may drop what the definitions make') or diag $out;
is(sql($d, "SELECT count(*) FROM pg_proc WHERE proname = 'lineage_of'"), 1, 'and they make it anew, with psql too');

# A database of the first version, filled: what it knew before, it knows after.
my $u = database('upgrade');
($code, $out) = run("gzip -dc $top/tests/schema/upgrade/first-version.sql.gz | psql -X -q -v ON_ERROR_STOP=1 -d $u");
is($code, 0, 'a dump of the first version is restored') or diag $out;
my $tables = "SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = '%s'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('schema_version', 'dirty_cell', 'load_gate') GROUP BY 1";
sql($u, sprintf("CREATE SCHEMA before; DO \$\$ DECLARE t record; BEGIN FOR t IN $tables LOOP
    EXECUTE format('CREATE TABLE before.%%I AS SELECT %%s FROM sei.%%I', t.relname, t.columns, t.relname); END LOOP; END \$\$", 'sei'));
my $board = "SELECT plan, target_id, target, actual, is_met FROM sei.scoreboard WHERE plan = 'shanxi2011' ORDER BY 1, 2";
my $shown = sql($u, $board);
($code, $out) = by_daemon($u, "$top/sql");
is($code, 0, 'and migrated to the newest') or diag $out;
my $lost = sql($u, sprintf("CREATE TEMPORARY TABLE lost (name text, n bigint); DO \$\$ DECLARE t record; BEGIN FOR t IN $tables LOOP
    EXECUTE format('INSERT INTO pg_temp.lost SELECT %%L, count(*) FROM (SELECT %%s FROM before.%%I EXCEPT ALL SELECT %%s FROM sei.%%I) d', t.relname, t.columns, t.relname, t.columns, t.relname); END LOOP; END \$\$;
    SELECT count(*) FROM pg_temp.lost; SELECT name, n FROM pg_temp.lost WHERE n > 0 ORDER BY 1", 'before'));
like($lost, qr/^[0-9]+$/, 'no figure, cell, target or row of history is lost or changed');
cmp_ok($lost, '>', 30, 'of any table');
cmp_ok(sql($u, "SELECT count(*) FROM before.enterprise_return WHERE known_to <> 'infinity'"), '>', 0, 'history was there to lose');
is(sql($u, 'SELECT count(*) FROM sei.verify_cells()'), 0, 'the cells equal a rescan');
is(sql($u, $board), $shown, 'the scoreboard says the same');
is(log_of($u), log_of($p), 'the log is that of a new database');
ok(dump_of($u) eq dump_of($p), 'and so is the schema');

# A dump is restored as it was: ruleutils does not qualify what IS DISTINCT FROM, NULLIF and USING compare with.
my $r = database('restored');
($code, $out) = run("pg_dump -n sei $u | psql -X -q -v ON_ERROR_STOP=1 -d $r");
is($code, 0, 'the newest schema with data is dumped and restored') or diag $out;
ok(dump_of($r) eq dump_of($u), 'and is the same');
is(sql($r, 'SELECT count(*) FROM sei.verify_cells()'), 0, 'its cells equal a rescan');
is(sql($r, $board), $shown, 'its scoreboard says the same');

sql('postgres', "DROP DATABASE $_ WITH (FORCE)") foreach @made;
done_testing();
