# measure_outsiders: the same rows in DuckDB and ClickHouse, column stores that keep no exact mergeable state.
#
# Not a bar: it shows what a different kind of engine takes for the same question, and the digits of its floats. Run by
# `make bench-outsiders` only, for it fetches @duckdb/node-api from npm into build/outsiders; ClickHouse is used where
# Debian's clickhouse-server and clickhouse-client are installed.
use strict;
use warnings;
use File::Temp qw(tempdir);
use IO::Socket::INET;
use IPC::Run ();
use JSON::PP qw(decode_json);
use Bench qw($times timed taken heading row note);
use SeiTest qw($top sql write_file);
use TallyData qw($rows $groups tally_data);

my $scratch = tempdir(CLEANUP => 1);
my $owner = $$;
my $server;

END { if ($server && $$ == $owner) { my $code = $?; $server->signal('TERM'); eval { $server->finish }; $? = $code; } }

# What is asked, in our words and in theirs.
my @questions = (
    ['every sector at once', 'SELECT sector_tally(v, s) FROM synthetic_fact', 'SELECT s, sum(v), count(*) FROM fact GROUP BY s'],
    ['a share by 11 regions', q{SELECT region, sector_share(v, s, 'sx.it') FROM synthetic_fact GROUP BY region},
        q{SELECT region, sum(CASE WHEN s = 'sx.it' THEN v END) / sum(v) FROM fact GROUP BY region}],
    ["a share by $groups groups", q{SELECT most, sector_share(v, s, 'sx.it') FROM synthetic_fact GROUP BY most},
        q{SELECT most, sum(CASE WHEN s = 'sx.it' THEN v END) / sum(v) FROM fact GROUP BY most}],
);
my @sums = ('SELECT sum(f) FROM fact', 'SELECT sum(v) FROM fact');

tally_data();
my @ours = timed("SET work_mem = '2GB';", map { $_->[1] } @questions);
sql("\\copy (SELECT s, v, region, most FROM synthetic_fact) TO '$scratch/fact.csv' (FORMAT csv)");
my $exact = sql('SELECT tally_total(sector_tally(v, s)) FROM synthetic_fact');

sub show
{
    my ($who, @answers) = @_;
    heading("$rows rows, one thread each: sei in PostgreSQL against $who");
    row("$questions[$_][0]: sei : $who", $ours[$_], $answers[$_]{taken}) foreach 0 .. $#questions;
    note(sprintf '%-54s %s', 'exact sum (sei)', $exact);
    note(sprintf '%-54s %s', "$who, as float", $answers[@questions]{answer});
    note(sprintf '%-54s %s', "$who, as decimal", $answers[@questions + 1]{answer});
    return;
}

sub duckdb
{
    my $modules = "$top/build/outsiders";
    if (!-d "$modules/node_modules/\@duckdb/node-api")
    {
        system('mkdir', '-p', $modules);
        system("npm install --silent --prefix '$modules' \@duckdb/node-api >&2") == 0 or return note('DuckDB: skipped, npm could not install @duckdb/node-api');
    }
    my ($out, $err) = ('', '');
    IPC::Run::run(['node', "$top/tests/bench/duckdb.mjs", $modules, "$scratch/fact.csv", $times, 1, (map { $_->[2] } @questions), @sums],
        '<', \undef, '>', \$out, '2>', \$err)
      or return note("DuckDB: $err");
    my @answers = map { decode_json($_) } split /\n/, $out;
    $_->{taken} = taken(@{$_->{ms}}) foreach @answers;
    show('DuckDB', @answers);
    return;
}

sub clickhouse
{
    return note('ClickHouse: skipped, clickhouse-server and clickhouse-client are not installed') if !-x '/usr/sbin/clickhouse-server' && !-x '/usr/bin/clickhouse-server';
    my ($tcp, $http, $inter) = map { IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1')->sockport } 1 .. 3;
    write_file("$scratch/config.xml", <<"XML");
<yandex>
  <logger><level>warning</level><log>$scratch/log</log><errorlog>$scratch/error</errorlog></logger>
  <http_port>$http</http_port><tcp_port>$tcp</tcp_port><interserver_http_port>$inter</interserver_http_port>
  <listen_host>127.0.0.1</listen_host>
  <path>$scratch/data/</path><tmp_path>$scratch/tmp/</tmp_path><mark_cache_size>1000000000</mark_cache_size>
  <users_config>$scratch/users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database>
</yandex>
XML
    write_file("$scratch/users.xml", <<'XML');
<yandex>
  <profiles><default><max_threads>1</max_threads></default></profiles>
  <users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>
  <quotas><default></default></quotas>
</yandex>
XML
    mkdir "$scratch/$_" foreach qw(data tmp);
    my ($binary) = grep { -x } '/usr/sbin/clickhouse-server', '/usr/bin/clickhouse-server';
    $server = IPC::Run::start([$binary, "--config-file=$scratch/config.xml"], '<', \undef, '>', '/dev/null', '2>', '/dev/null');
    my $ask = sub {
        my ($query, $input) = @_;
        my ($out, $err) = ('', '');
        my $good = IPC::Run::run(['clickhouse-client', '--host', '127.0.0.1', '--port', $tcp, '--time', '--query', $query],
            '<', $input // \undef, '>', \$out, '2>', \$err);
        chomp $out;
        return ($good, $out, $err);
    };
    my $end = time + 30;
    sleep 1 while time < $end && !($ask->('SELECT 1'))[0];
    my ($good, undef, $err) = $ask->('CREATE TABLE fact (s String, v Decimal(18, 2), region Int32, most Int32, f Float64 DEFAULT toFloat64(v)) ENGINE = MergeTree ORDER BY tuple()');
    ($good, undef, $err) = $ask->('INSERT INTO fact (s, v, region, most) FORMAT CSV', "$scratch/fact.csv") if $good;
    return note("ClickHouse: $err") if !$good;
    my @answers;
    foreach my $query ((map { $_->[2] =~ s/ END\)/ ELSE 0 END)/r } @questions), @sums)
    {
        my (@ms, $out);
        foreach my $turn (0 .. $times)
        {
            ($good, $out, $err) = $ask->($query);
            return note("ClickHouse: $err") if !$good;
            push @ms, $1 * 1000 if $turn > 0 && $err =~ /^([\d.]+)\s*$/m;
        }
        push @answers, {taken => taken(@ms), answer => $out};
    }
    show('ClickHouse ' . ($ask->('SELECT version()'))[1], @answers);
    return;
}

duckdb();
clickhouse();
