# measure_load: a feed of JSON into the schema, new rows and then the same again (design section 7).
use strict;
use warnings;
use File::Temp qw(tempdir);
use Bench qw(heading row note finish taken);
use SeiTest qw(database sql daemon web demo_feeds);
use Time::HiRes qw(time);

database('sei_bench_load');
my $feeds = demo_feeds(web(), qw(synthetic_enterprises synthetic_enterprise_sectors synthetic_enterprise_returns));
my $spool = tempdir(CLEANUP => 1);

sub once
{
    my (@names) = @_;
    my $begun = time;
    my ($code, $out, $err) = daemon('once', @names, '--spool', $spool);
    die "once: $out$err" if $code != 0;
    return taken((time - $begun) * 1000);
}

daemon('apply', $feeds);
once('synthetic_enterprises', 'synthetic_enterprise_sectors');
my $new = once('synthetic_enterprise_returns');
my $again = once('synthetic_enterprise_returns');
my $loaded = sql('SELECT count(*) FROM sei.enterprise_return');
heading('load of JSON into the schema, fetch to commit, tallies included');
row('new rows : the same feed unchanged', $new, $again, at_least => 5);
note(sprintf '%d rows, %d rows a second', $loaded, $loaded / $new->{median} * 1000);
finish();
