# Every snippet of sql/drivers.md runs as printed and gives what psql gives.
use strict;
use warnings;
use Drivers qw($top $scratch sql answers);
use Test::More;

$ENV{NODE_PATH} = "/usr/share/nodejs:$top/build/node/usr/share/nodejs";
open my $in, '<:raw', "$top/sql/drivers.md" or die "sql/drivers.md: $!\n";
my $page = do { local $/; <$in> };
close $in;

my $url = "jdbc:postgresql://$ENV{PGHOST}:$ENV{PGPORT}/$ENV{PGDATABASE}";
my %runs = (
    java => sub { return ('java', '-XX:TieredStopAtLevel=1', '-cp', '/usr/share/java/postgresql.jar', $_[0], $url); },
    python => sub { return ('/usr/bin/python3', $_[0]); },
    js => sub { return ('node', $_[0]); },
    r => sub { return ('Rscript', '--vanilla', $_[0]); },
);
my $right = join "\n", sort(sql(q{SELECT concat_ws(E'\t', target_id, target, COALESCE(actual::text, 'none')) FROM sei.scoreboard
    WHERE plan = 'shanxi2011' AND due::stat_period <@ '2011..2015'}));
like($right, qr/[0-9]\.[0-9]{15}/, 'there is a share with many digits to print');

my %seen;
while ($page =~ /^```(\w+)\n(.*?)^```$/msg)
{
    my ($language, $text) = ($1, $2);
    if ($language eq 'sql')
    {
        ok(eval { sql("BEGIN; $text ROLLBACK;"); 1 }, 'the role can be made as printed') or diag $@;
        next;
    }
    my $name = "$scratch/" . ($language eq 'java' ? 'Scoreboard.java' : "snippet-$language");
    open my $out, '>:raw', $name or die "$name: $!\n";
    print {$out} $text;
    close $out;
    my ($said, $complaint) = answers($runs{$language}->($name));
    my @lines = map { my $id = $_; map { "$id\t$_" =~ s/\t(?:null|None|)$/\tnone/r } @{$said->{$id}} } keys %$said;
    is($complaint, '', "$language runs to its end");
    is(join("\n", sort @lines), $right, "$language prints the scoreboard as psql does");
    $seen{$language}++;
}
is_deeply(\%seen, {java => 1, python => 2, js => 1, r => 1}, 'a snippet for each driver');
done_testing();
