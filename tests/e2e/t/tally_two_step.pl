# Every example of extension/two-step.md runs as printed, in order, and gives the output printed below it.
use strict;
use warnings;
use SeiTest qw($top $dir);
use IPC::Run ();
use Test::More;

my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my $bin = `$pg_config --bindir`);

# What psql prints, as a reader of the page would see it.
sub printed
{
    my ($database, $text) = @_;
    my $out = '';
    IPC::Run::run(["$bin/psql", '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', '-'], '<', \$text, '>', \$out, '2>&1');
    $out =~ s/ +$//mg;
    $out =~ s/\s+\z/\n/;
    return $out;
}

printed('postgres', "DROP DATABASE IF EXISTS sei_two_step;\nCREATE DATABASE sei_two_step;\nALTER DATABASE sei_two_step SET search_path = sei_ext, public;");
printed('sei_two_step', 'CREATE SCHEMA sei_ext; CREATE EXTENSION sei SCHEMA sei_ext');

open my $in, '<:raw', "$top/extension/two-step.md" or die "two-step.md: $!\n";
my $page = do { local $/; <$in> };
close $in;
my $examples = 0;
while ($page =~ /^```sql\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?/msg)
{
    my ($example, $promised) = ($1, $2);
    my ($name) = $example =~ /(.*)/;
    my $got = printed('sei_two_step', $example);
    if (defined $promised) { is($got, $promised, $name); $examples++; }
    else { is($got, '', "$name (prints nothing)"); }
}
cmp_ok($examples, '>', 10, 'there are examples');
is($examples, scalar(() = $page =~ /^```text$/mg), 'no output stands without its example');

# What it lists as callable is callable, by that name and number of arguments.
my ($table) = $page =~ /(\| question \| expression \|.*?)\n\n/s;
my @calls = $table =~ /\b([a-z_]+)\(([^()]*)\)/g;
cmp_ok(scalar @calls, '>', 20, 'the table of questions');
while (my ($name, $arguments) = splice @calls, 0, 2)
{
    my $n = () = $arguments =~ /,/g;
    my $query = "SELECT count(*) > 0 AS found FROM pg_proc WHERE proname = '$name' AND $n + 1 BETWEEN pronargs - pronargdefaults AND pronargs";
    like(printed('sei_two_step', $query), qr/^ t$/m, "$name with " . ($n + 1) . ' arguments');
}
printed('postgres', 'DROP DATABASE sei_two_step');
done_testing();
