# SeiTest: what the end to end tests share: databases, the daemon as a child, the two feed servers.
#
# Runs on the cluster that tests/run started (PGHOST is its folder). Nothing here waits for a fixed time: it waits for
# a condition, with a limit.
package SeiTest;
use strict;
use warnings;
use Carp qw(croak);
use Cwd qw(abs_path);
use Exporter qw(import);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use IO::Socket::INET;
use IPC::Run ();
use POSIX qw(setsid _exit);
use Time::HiRes ();

our @EXPORT_OK = qw($top $dir database sql try_sql daemon start_daemon kill_daemon end_daemon said session wait_for web front free_port
  faultd script write_file demo_feeds facts);

our $top = abs_path(dirname(__FILE__) . '/../..');
our $dir = $ENV{PGHOST} || croak 'PGHOST: run this through make check';
my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my $bin = `$pg_config --bindir`);
my $psql = "$bin/psql";
my $scratch = tempdir('sei-test-XXXXXX', DIR => $ENV{TMPDIR} || '/var/tmp', CLEANUP => 1);
my ($web_running, $front_running, @children);
my $owner = $$;

END
{
    if ($$ == $owner)
    {
        my $code = $?;
        kill 'TERM', @children if @children;
        waitpid $_, 0 foreach @children;
        system('sh', "$top/tests/demo/web", 'stop', $dir) if $web_running;
        stop_front() if $front_running;
        $? = $code;
    }
}

# A new database with the schema, in which later calls work.
sub database
{
    my ($name) = @_;
    $ENV{PGDATABASE} = 'postgres';
    sql("DROP DATABASE IF EXISTS $name");
    sql("CREATE DATABASE $name");
    sql("ALTER DATABASE $name SET search_path = sei_ext, public");
    $ENV{PGDATABASE} = $name;
    sql('CREATE SCHEMA sei_ext; GRANT USAGE ON SCHEMA sei_ext TO PUBLIC; CREATE EXTENSION sei SCHEMA sei_ext');
    my ($code, $out, $err) = daemon('migrate', '--roles', '--sql-dir', "$top/sql");
    croak "migrate: $out$err" if $code != 0;
    return;
}

# The result without alignment, columns split by |; dies on an error.
sub sql
{
    my ($text) = @_;
    my ($ok, $out, $err) = try_sql($text);
    croak "psql: $err" if !$ok;
    return $out;
}

sub try_sql
{
    my ($text) = @_;
    my ($out, $err) = ('', '');
    my $ok = IPC::Run::run([$psql, '-XqAt', '-v', 'ON_ERROR_STOP=1', '-f', '-'], '<', \$text, '>', \$out, '2>', \$err);
    chomp $out;
    return ($ok, $out, $err);
}

# Run the daemon to its end: exit code, standard output, standard error.
sub daemon
{
    my (@arguments) = @_;
    my ($out, $err) = ('', '');
    IPC::Run::run(["$top/ingestd/sei-ingestd", @arguments], '<', \undef, '>', \$out, '2>', \$err,
        IPC::Run::timeout(300));
    return ($? >> 8, $out, $err);
}

# Start the daemon in a process group of its own; returns the group.
sub start_daemon
{
    my (@arguments) = @_;
    my $pid = fork // croak "fork: $!";
    if ($pid == 0)
    {
        setsid();
        open STDOUT, '>', "$scratch/daemon.out" or _exit(9);
        open STDERR, '>&', \*STDOUT or _exit(9);
        exec "$top/ingestd/sei-ingestd", @arguments or _exit(9);
    }
    return $pid;
}

# kill -9: the daemon and its workers, at once.
sub kill_daemon
{
    my ($pid) = @_;
    kill 'KILL', -$pid;
    waitpid $pid, 0;
    return;
}

# Wait for its end: its exit code.
sub end_daemon
{
    my ($pid) = @_;
    waitpid $pid, 0;
    return $? >> 8;
}

# What a started daemon has said so far; with a pattern, waits for it, a minute at most.
sub said
{
    my ($pattern) = @_;
    my $end = Time::HiRes::time() + 60;
    while (1)
    {
        open my $in, '<', "$scratch/daemon.out" or croak "daemon.out: $!";
        my $text = do { local $/; <$in> } // '';
        return $text if !defined $pattern || $text =~ $pattern || Time::HiRes::time() > $end;
        Time::HiRes::sleep(0.05);
    }
}

# A psql that stays open, to hold locks: returns a handle for say_to.
sub session
{
    my ($first) = @_;
    my $self = {in => '', out => '', err => ''};
    $self->{run} = IPC::Run::start([$psql, '-XqAt', '-v', 'ON_ERROR_STOP=1'], '<', \$self->{in}, '>', \$self->{out},
        '2>', \$self->{err}, IPC::Run::timeout(120));
    $self->{in} = "$first\n\\echo done\n";
    $self->{run}->pump until $self->{out} =~ /done/;
    return $self->{run};
}

# Until the query gives t, or a minute is over: then false.
sub wait_for
{
    my ($query) = @_;
    my $end = Time::HiRes::time() + 60;
    while (Time::HiRes::time() < $end)
    {
        return 1 if sql($query) eq 't';
        Time::HiRes::sleep(0.05);
    }
    return 0;
}

sub write_file
{
    my ($name, $text) = @_;
    open my $out, '>:raw', $name or croak "$name: $!";
    print {$out} $text;
    close $out or croak "$name: $!";
    return;
}

sub free_port
{
    my $socket = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or croak "no port: $!";
    return $socket->sockport;
}

# nginx with the demo's data; returns its address. Its folder is $dir/web/root.
sub web
{
    my $port = free_port();
    system('sh', "$top/tests/demo/web", 'fill', $dir) == 0 or croak 'web fill';
    system('sh', "$top/tests/demo/web", 'start', $dir, $port) == 0 or croak 'web start';
    $web_running = 1;
    return "http://127.0.0.1:$port";
}

# nginx with servers of the test's own, each the text within server { }; its files are in $dir/front. Runs as whoever owns $dir.
sub front
{
    my (@servers) = @_;
    my $servers = join "\n", map { "server { $_ }" } @servers;
    my @temporary = map { "${_}_temp_path $dir/front/tmp;" } qw(client_body proxy fastcgi uwsgi scgi);
    my $owner = getpwuid((stat $dir)[4]);
    mkdir "$dir/front";
    write_file("$dir/front/nginx.conf", <<"CONF");
worker_processes 1;
pid $dir/front/nginx.pid;
error_log $dir/front/error.log;
events { worker_connections 64; }
http { access_log off; @temporary $servers }
CONF
    my @as = $> == 0 ? ('runuser', '-u', $owner, '--') : ();
    system('chown', '-R', $owner, "$dir/front") == 0 or croak 'chown' if $> == 0;
    system(@as, '/usr/sbin/nginx', '-c', "$dir/front/nginx.conf", '-p', "$dir/front", '-e', "$dir/front/error.log") == 0
      or croak 'nginx does not start';
    $front_running = 1;
    return;
}

sub stop_front
{
    open my $in, '<', "$dir/front/nginx.pid" or return;
    chomp(my $pid = <$in>);
    kill 'TERM', $pid;
    for (1 .. 100)
    {
        last if !kill 0, $pid;
        Time::HiRes::sleep(0.05);
    }
    return;
}

# The demo's definitions for that address, only the named ones when names are given; returns their folder.
sub demo_feeds
{
    my ($base, @names) = @_;
    my $folder = tempdir('feeds-XXXXXX', DIR => $scratch);
    foreach my $file (glob "$top/tests/demo/feeds/*.json")
    {
        my ($name) = $file =~ m{([^/]+)\.json$};
        next if @names && !grep { $_ eq $name } @names;
        open my $in, '<:raw', $file or croak "$file: $!";
        my $text = do { local $/; <$in> };
        $text =~ s/\@BASE\@/$base/g;
        write_file("$folder/$name.json", $text);
    }
    return $folder;
}

# The fault server; returns its folder and address.
sub faultd
{
    my $folder = tempdir('faults-XXXXXX', DIR => $scratch);
    my $pid = fork // croak "fork: $!";
    if ($pid == 0)
    {
        open STDOUT, '>', '/dev/null' or _exit(9);
        exec "$top/build/faultd", $folder or _exit(9);
    }
    push @children, $pid;
    my $end = time + 30;
    while (!-e "$folder/port")
    {
        croak 'faultd did not start' if time > $end;
        Time::HiRes::sleep(0.02);
    }
    open my $in, '<', "$folder/port" or croak "port: $!";
    chomp(my $port = <$in>);
    return ($folder, "http://127.0.0.1:$port");
}

# A script for the fault server: a plain answer of a body, with further headers; honest unless length says otherwise.
sub script
{
    my ($folder, $name, %answer) = @_;
    my $status = $answer{status} // '200 OK';
    my $type = $answer{type} // 'text/csv';
    my $length = $answer{length} // length $answer{body};
    my $headers = join '', map { "$_\\r\\n" } @{$answer{headers} // []};
    write_file("$folder/$name.body", $answer{body});
    write_file("$folder/$name.new", "send HTTP/1.1 $status\\r\\nContent-Type: $type\\r\\nContent-Length: $length\\r\\n$headers"
          . "Connection: close\\r\\n\\r\\n\nfile $name.body\n");
    rename "$folder/$name.new", "$folder/$name" or croak "rename: $!";
    return;
}

# A checksum over all that a reader can see of current figures and subjects, without keys and times of this database.
sub facts
{
    return sql(<<'SQL');
SELECT md5(string_agg(line, E'\n' ORDER BY line)) FROM (
    SELECT concat_ws('|', 's', region_scheme, region, sector, indicator, period, breakdown, measure, price_basis,
                     COALESCE(value::text, 'none'), status, status_raw, published_total, vintage)
    FROM sei.statistic WHERE known_to = 'infinity'
    UNION ALL
    SELECT concat_ws('|', 'r', e.code, region_scheme, region, indicator, period, COALESCE(value::text, 'none'), status)
    FROM sei.enterprise_return JOIN sei.enterprise e USING (enterprise_id) WHERE known_to = 'infinity'
    UNION ALL
    SELECT concat_ws('|', 'c', root, scope, region_scheme, region, indicator, period, tally) FROM sei.tally_cell) AS l (line)
SQL
}

1;
