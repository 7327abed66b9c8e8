# Every command says what was wrong and what to do, ends with its documented exit code, and speaks JSON to scripts.
use strict;
use warnings;
use File::Temp qw(tempdir);
use JSON::PP qw(decode_json);
use SeiTest qw($top database sql daemon faultd script write_file demo_feeds);
use Test::More;

my ($folder, $base) = faultd();
my $spool = tempdir(CLEANUP => 1);
my $feeds = demo_feeds($base, 'province_gdp', 'qcew');
script($folder, 'province_gdp.csv', body => "code,province,year,gdp_100m_yuan,vintage\n140000,x,2015,12766.49,final\n140000,x,2016,none,final\n");

# The exit code, and what is said.
sub said_by
{
    my ($expected, $pattern, $name, @arguments) = @_;
    my ($code, $out, $err) = daemon(@arguments);
    is($code, $expected, "$name: exit code $expected") or diag "$out$err";
    like("$out$err", $pattern, "$name: says so");
    return $out;
}

# Command lines.
said_by(2, qr/no command given\n  hint: /,                      'nothing');
said_by(2, qr/unknown command "frobnicate"\n  hint: /,          'an unknown command', 'frobnicate');
said_by(2, qr/unrecognized option.*\n  hint: /,                 'an unknown option',  'once', '--bogus');
said_by(2, qr/--lease 0 is not .*\n  hint: /,                   'a wrong lease',      'once', '--lease', '0');
said_by(2, qr/status does not know what to do with "x"\n  hint: /, 'too many words',  'status', 'x');
said_by(2, qr/apply needs one directory.*\n  hint: /,           'no directory',       'apply');
said_by(0, qr/exit codes: 0 ok, 1 some feed failed, 2/,         'help',               '--help');
said_by(0, qr/^sei-ingestd \d/,                                 'version',            '--version');

# Definitions.
my $wrong = tempdir(CLEANUP => 1);
my $json = said_by(0, qr/province_gdp/, 'check', 'check', $feeds);
said_by(2, qr/cannot be opened/, 'a missing folder', 'check', "$wrong/none");
said_by(2, qr/no \.json files\n  hint: /, 'an empty folder', 'check', $wrong);
write_file("$wrong/a.json", qq({"feed": "a",\n "kind": "statistic" "mode"}));
write_file("$wrong/b.json", qq({"feed": "b",\n "kind": "statistics"}));
my $both = said_by(2, qr{a\.json:2:\d+: .*\n  hint: .*\n.*b\.json:2:/kind: unknown kind "statistics"\n  hint: known kinds: }s,
    'every wrong file is named', 'check', $wrong);
$json = said_by(0, qr/ok/, 'check --json', '--json', 'check', $feeds);
is(join(' ', map { decode_json($_)->{feed} } split /\n/, $json), 'province_gdp qcew', 'one object a definition');

database('sei_commands');
said_by(2, qr/no feed is applied yet\n  hint: /, 'no feed yet', 'once');
said_by(0, qr/no feed is applied/, 'status of nothing', 'status');
said_by(2, qr/nothing was applied/, 'apply of wrong files', 'apply', $wrong);
write_file("$wrong/a.json", do { local (@ARGV, $/) = ("$feeds/qcew.json"); <> });
said_by(2, qr/nothing was applied/, 'apply of one wrong file among good ones', 'apply', $wrong);
is(sql('SELECT count(*) FROM sei.feed'), '0', 'applies none of them');
said_by(0, qr/province_gdp\s+new version/, 'apply', 'apply', $feeds);
said_by(0, qr/province_gdp\s+unchanged/, 'apply again', 'apply', $feeds);
said_by(2, qr/there is no feed "nosuch"\n  hint: /, 'an unknown feed', 'once', 'nosuch');

# Runs: one bad row, one feed that is not there.
my $out = said_by(1, qr/province_gdp\s+ok\s+1 new, 1 in quarantine/, 'once', 'once', '--spool', $spool);
like($out, qr/^qcew\s+failed .*404.*\n\s+hint: \S/m, 'the other feed says why not and what to do');
$out = said_by(1, qr/"feed"/, 'once --json', '--json', 'once', '--spool', $spool);
my %run = map { my $o = decode_json($_); $o->{feed} => $o } split /\n/, $out;
is_deeply([map { $run{province_gdp}{$_} } qw(state new unchanged quarantined)], ['unchanged', 0, 0, 0], 'one object a feed');
is_deeply([$run{qcew}{state}, $run{qcew}{class}, defined $run{qcew}{hint}], ['failed', 'operator', 1], 'with reason, class and hint');
$out = said_by(1, qr/^qcew\s+failed/m, 'status', 'status');
unlike($out, qr/^(?!province_gdp|qcew| {30})/m, 'every line begins with a feed or below one');
$out = said_by(1, qr/"feed"/, 'status --json', '--json', 'status');
is(scalar(map { decode_json($_) } split /\n/, $out), 2, 'one object a feed');
said_by(1, qr/cannot be made.*\n\s+hint: .*--spool/, 'a spool that cannot be', 'once', 'province_gdp', '--spool', "$wrong/none/x");

# A feed runs after those that it names; in a circle each runs all the same.
sub ordered
{
    my ($name, @after) = @_;
    script($folder, $name, body => "code,year\n140000,2015\n");
    my $after = join ',', map { qq("$_") } @after;
    write_file("$wrong/$name.json", <<"JSON");
{"feed": "$name", "kind": "statistic", "mode": "upsert", "after": [$after], "request": {"url": "$base/$name", "allow_private": true},
 "format": {"kind": "csv"}, "constants": {"region_scheme": "gb2260", "indicator": "gdp", "breakdown": "f=$name"},
 "columns": {"region": {"field": "code"}, "period": {"field": "year"}}}
JSON
    return;
}
unlink glob "$wrong/*.json";
ordered('after_b', 'after_z', 'never_applied');
ordered('after_z');
ordered('circle_1', 'circle_2');
ordered('circle_2', 'circle_1');
said_by(0, qr/circle_2\s+new version/, 'apply', 'apply', $wrong);
$out = said_by(0, qr/after_z\s+ok/, 'in order', 'once', 'circle_2', 'after_b', 'circle_1', 'after_z', '--spool', $spool);
is(join(' ', $out =~ /^(\w+)\s+ok/mg), 'after_z after_b circle_1 circle_2', 'each after those that it names');

# Rights and connections.
sql(q{DO $$BEGIN CREATE ROLE commands_analyst LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END$$; GRANT sei_analyst TO commands_analyst});
said_by(2, qr/permission denied.*\n  hint: .*sei_loader/, 'an analyst applies nothing', '--database', 'user=commands_analyst', 'apply', $feeds);
said_by(2, qr/permission denied.*\n  hint: .*sei_loader/, 'and runs nothing', '--database', 'user=commands_analyst', 'once');
said_by(1, qr/qcew\s+failed/, 'but reads the status', '--database', 'user=commands_analyst', 'status');
said_by(3, qr/cannot connect to the database.*\n  hint: /, 'no server', '--database', "host=$wrong", $_) foreach qw(once status);
said_by(3, qr/cannot connect to the database.*\n  hint: /, 'no server', '--database', "host=$wrong", 'migrate', '--sql-dir', "$top/sql");
said_by(2, qr/cannot be listed.*\n  hint: .*--sql-dir/, 'no migrations', 'migrate', '--sql-dir', $wrong);
said_by(3, qr/cannot connect to the database.*"sei_nosuch" does not exist/, 'no database', '--database', 'dbname=sei_nosuch', 'status');
# A target of make that has no rule does nothing and succeeds.
my @makefiles = ("$top/Makefile", glob(q{{ingestd,tests/*}/*.mk}));
my $rules = join '', map { open my $in, '<', $_ or die "$_: $!\n"; local $/; <$in> } @makefiles;
my @phony = map { split ' ' } $rules =~ /^\.PHONY:(.*)$/mg;
is_deeply([grep { $rules !~ /^\Q$_\E:/m } @phony], [], 'every phony target of make has a rule');
open my $readme, '<', "$top/README.md" or die "README.md: $!\n";
is_deeply([grep { $rules !~ /^\Q$_\E:/m } map { /\bmake ([a-z]+(?:-[a-z]+)*)/g } <$readme>], [], 'every target that the README names has a rule');
sql('DROP OWNED BY commands_analyst; DROP ROLE commands_analyst');
done_testing();
