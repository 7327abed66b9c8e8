# measure_schema: the views read cells, whatever the history; a release costs what the release is, not what was before it.
#
# The history grows fourfold between the two releases; what they may differ by is pages that are no longer in memory.
# Both revise September, in years whose December is there: its coverage is counted anew, too.
#
#   SIZE=12000000   current returns in the end: enterprises × 60 months × 4 indicators
use strict;
use warnings;
use Bench qw($times timed heading row figure note finish taken);
use MonthlyData qw(base months cells release loaded);
use SeiTest qw(sql);

my $size = $ENV{SIZE} || 12_000_000;
my $enterprises = int($size / 240);
my ($early, $late) = (14, 59);    # the month to which a quarter of the history goes, and all of it
my $releases = 3;
# What a reader has who has set nothing.
my $plain = q{SET jit = on; SET work_mem = '4MB'; SET max_parallel_workers_per_gather = 2;};

sub turns { my ($month) = @_; return taken(map { release($month, $_) } 1 .. $releases); }

sub grow
{
    my ($from, $to) = @_;
    my $seconds = months($from, $to);
    my $rows = 4 * $enterprises * ($to - $from + 1);
    note(sprintf '%d rows made in %.0f s, %.1f million a minute; their cells in %.0f s', $rows, $seconds, $rows / $seconds * 60 / 1e6, cells());
    return;
}

heading("$enterprises enterprises, four indicators, a release of one month is " . 4 * $enterprises . ' changed rows');
base('sei_bench_schema', $enterprises, $late);
grow(0, $early);
my $small = turns(8);
my $rows = loaded();
grow($early + 1, $late);
my $large = turns($late - 3);
row("finish_load: beside $rows returns with their history : $size", $large, $small, at_most => 1.5);
note(sprintf '%.0f changed rows a second', 4 * $enterprises / $large->{median} * 1000);

heading('views over ' . loaded() . ' returns with their history, as a reader has them who has set nothing');
my $cell = "root = 'sx' AND scope = 'enterprise' AND indicator = 'value_added'";
my @reads = (
    ['scoreboard', q{SELECT * FROM sei.scoreboard WHERE plan = 'shanxi2011'}, 20],
    ['sector_structure, a region', "SELECT * FROM sei.sector_structure WHERE $cell AND region = '140000' AND period = '2015'", 20],
    ['region_structure, the regions of a province', "SELECT * FROM sei.region_structure WHERE $cell AND parent = '140000' AND period = '2015'", 20],
    ['scoreboard_as_of a year ago', q{SELECT * FROM sei.scoreboard_as_of(now() - interval '1 year')}, 200],
);
my @taken = timed($plain, map { $_->[1] } @reads);
row("$reads[$_][0] : $reads[$_][2] ms", $taken[$_], taken(($reads[$_][2]) x $times), at_most => 1.0) foreach 0 .. $#reads;
release(47, 9);
my ($revised) = timed($plain, $reads[3][1]);
figure('the same when the returns of its last year were revised since', $revised, 'summed from the returns');
note('cells that differ from a rescan: ' . sql('SELECT count(*) FROM sei.verify_cells()'));
finish();
