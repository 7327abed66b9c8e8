# Session: a psql of its own that stays open, asked and answered without waiting for a time.
#
# send_sql returns at once, so that one session can wait for another; answer reads up to the mark of the last question.
# An error comes back as its SQLSTATE.
package Session;
use strict;
use warnings;
use IPC::Open2 ();

my $marks = 0;

sub new
{
    my ($class, $database) = @_;
    my $self = bless {}, $class;
    $self->{child} = IPC::Open2::open2($self->{out}, $self->{in}, 'psql', '-X', '-q', '-A', '-t', '-d', $database);
    $self->{pid} = $self->ask('SELECT pg_backend_pid()');
    return $self;
}

sub send_sql
{
    my ($self, $sql) = @_;
    $self->{mark} = 'mark ' . ++$marks;
    print { $self->{in} } "$sql;\n\\if :ERROR\n\\echo :SQLSTATE\n\\endif\n\\echo '$self->{mark}'\n";
    $self->{in}->flush;
    return $self;
}

sub answer
{
    my ($self) = @_;
    my @lines;
    my $out = $self->{out};
    while (defined(my $line = <$out>))
    {
        chomp $line;
        return join("\n", @lines) if $line eq $self->{mark};
        push @lines, $line;
    }
    return 'the session ended';
}

sub ask { my ($self, $sql) = @_; return $self->send_sql($sql)->answer; }

sub quit
{
    my ($self) = @_;
    close $self->{in};
    close $self->{out};
    waitpid $self->{child}, 0;
    return;
}

1;
