# Drivers: what the tests of the drivers share: a filled database on a port of the loopback address, a reader with a
# password and no more rights than he needs, the questions, and the answers that psql gives.
#
# A driver is a program that reads questions, one a line, and writes answers: lines of the name of the question and
# cells as COPY writes them.
#   query NAME SQL           the rows, every cell from the type of its own language that the driver made of it
#   value NAME TYPE TEXT     the value passed as a parameter and read back, a line for each way that the driver has
#   number NAME DIGITS       the same for a numeric, passed as the exact number type of the language
#   error NAME SQL           what is left of SQLSTATE, message, DETAIL and HINT
package Drivers;
use strict;
use warnings;
use Carp qw(croak);
use Cwd qw(abs_path);
use Exporter qw(import);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use IO::Socket::INET;
use IPC::Run ();

our @EXPORT_OK = qw($top $scratch sql answers questions views);

our $top = abs_path(dirname(__FILE__) . '/../..');
our $scratch = tempdir('sei-drivers-XXXXXX', DIR => $ENV{TMPDIR} || '/var/tmp', CLEANUP => 1);
my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my $bin = `$pg_config --bindir`);
my $owner = $$;
my $folder;

END
{
    if ($folder && $$ == $owner)
    {
        my $code = $?;
        system('sh', "$top/tests/lib/cluster", 'stop', $folder);
        $? = $code;
    }
}

# As the superuser, over the socket: the lines that psql prints.
sub sql
{
    my ($text, @options) = @_;
    local $ENV{PGHOST} = $folder;
    local $ENV{PGUSER} = 'postgres';
    my ($out, $err) = ('', '');
    IPC::Run::run(["$bin/psql", '-XqAt', '-v', 'ON_ERROR_STOP=1', @options, '-f', '-'], '<', \$text, '>', \$out, '2>', \$err)
      or croak "psql: $err";
    return split /\n/, $out;
}

sub start
{
    my $port = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1')->sockport;
    chomp($folder = `LISTEN_PORT=$port sh "$top/tests/lib/cluster" start`);
    croak 'the cluster did not start' if $? != 0 || !$folder;
    @ENV{qw(PGPORT PGDATABASE TZ PGTZ)} = ($port, 'postgres', 'UTC', 'UTC');
    sql('CREATE DATABASE sei');
    sql('ALTER DATABASE sei SET search_path = sei_ext, public');
    $ENV{PGDATABASE} = 'sei';
    sql('CREATE SCHEMA sei_ext; GRANT USAGE ON SCHEMA sei_ext TO PUBLIC; CREATE EXTENSION sei SCHEMA sei_ext');
    my ($out, $err) = ('', '');
    {
        local $ENV{PGHOST} = $folder;
        local $ENV{PGUSER} = 'postgres';
        IPC::Run::run(["$top/ingestd/sei-ingestd", 'migrate', '--roles', '--sql-dir', "$top/sql"], '<', \undef, '>', \$out, '2>', \$err)
          or croak "migrate: $out$err";
    }
    # A copy with something of everything in it; its name is the last line.
    my @said = sql(sprintf '\ir %s/tests/schema/upgrade/fill.psql', $top);
    $ENV{PGDATABASE} = $said[-1];
    sql("ALTER DATABASE $said[-1] SET search_path = sei_ext, public");
    sql("CREATE ROLE sei_reader LOGIN PASSWORD 'synthetic' IN ROLE sei_analyst");
    @ENV{qw(PGHOST PGUSER PGPASSWORD)} = ('127.0.0.1', 'sei_reader', 'synthetic');
    return;
}

# Every view of the schema, from the catalogue: what is added later is read too.
sub views
{
    return sql(q{SELECT relname FROM pg_class WHERE relnamespace = 'sei'::regnamespace AND relkind = 'v' ORDER BY 1});
}

# Write questions to a file; returns its name.
sub questions
{
    my (@asked) = @_;
    my $name = "$scratch/questions";
    open my $out, '>:raw', $name or croak "$name: $!";
    print {$out} join("\t", map { s/\\/\\\\/gr =~ s/\t/\\t/gr =~ s/\n/\\n/gr } @$_), "\n" foreach @asked;
    close $out or croak "$name: $!";
    return $name;
}

# Run a driver: its answers by name of the question, each a list of lines; and what it complained about.
sub answers
{
    my (@command) = @_;
    my ($out, $err) = ('', '');
    IPC::Run::run([@command], '<', \undef, '>', \$out, '2>', \$err, IPC::Run::timeout(120));
    my %given;
    foreach my $line (split /\n/, $out)
    {
        my ($name, $rest) = $line =~ /^([^\t]*)\t?(.*)$/s;
        push @{$given{$name}}, $rest;
    }
    return (\%given, $? == 0 ? '' : "$err(exit $?)");
}

start();
1;
