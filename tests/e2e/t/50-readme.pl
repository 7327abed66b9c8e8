# Every SQL example of the README runs as printed.
use strict;
use warnings;
use SeiTest qw($top database try_sql);
use Test::More;

database('sei_readme');
open my $in, '<:raw', "$top/README.md" or die "README.md: $!\n";
my $text = do { local $/; <$in> };
close $in;
my @shell = $text =~ /^```sh\n(.*?)^```$/msg;
is_deeply(\@shell, ["sh tests/setup demo\n", "sh tests/setup check\n"], 'the two commands are one line each');
my @examples = $text =~ /^```sql\n(.*?)^```$/msg;
cmp_ok(scalar @examples, '>=', 5, 'there are examples');
foreach my $example (@examples)
{
    my ($first) = $example =~ /^(.*)$/m;
    my ($ok, $out, $err) = try_sql($example);
    ok($ok, "runs: $first") or diag $err;
}
done_testing();
