# measure_judge: what judging a row costs beside reading its arguments: a microsecond at most (issue: judging targets).
use strict;
use warnings;
use Bench qw($rows $times timed heading row finish taken);
use SeiTest qw(database sql);

my $n = $rows < 500_000 ? $rows : 500_000;

database('sei_bench_judge');
sql(<<"SQL");
CREATE TABLE judged AS
SELECT n % 1000 AS g, (50 + n % 100)::numeric / (1 + n % 7) AS actual, (20 + n % 77)::numeric AS baseline, 5::numeric AS years, round(0.1 + (n % 9) / 10.0, 1) AS elapsed,
       (50 + n % 100)::float8 / 7 AS f, (50 + n % 100)::bigint AS i, date '2001-12-31' + n % 5000 AS day, date '2020-12-31' AS due,
       (array['100 个', '~50 个', '7%..8%', '>=20% pa', 'x2', '+5pp', '-16%', '+50%', '<=12', '>2500000000000 元'])[1 + n % 10]::target AS t
FROM generate_series(1, $n) AS n;
VACUUM (FREEZE, ANALYZE) judged;
SQL

# Aggregates beside plain ones over the same columns, functions beside reading them.
my $read = 'count(actual), count(t), count(baseline), count(years)';
my @calls = (
    ['is_met', 'count(is_met(actual, t, baseline, years))'],
    ['attainment', 'count(attainment(actual, t, baseline, years))'],
    ['attainment of float8', 'count(attainment(f, t, f, 5::float8))'],
    ['attainment of bigint', 'count(attainment(i, t, i, 5::bigint))'],
    ['target_status', 'count(target_status(actual, t, baseline, years))'],
    ['target_bound', 'count(target_bound(t, baseline, years))'],
    ['required_growth', 'count(required_growth(actual, t, years, NULL, baseline, years))'],
    ['trajectory', 'count(trajectory(t, baseline, elapsed, years))'],
    ['pace', 'count(pace(actual, t, baseline, elapsed, years))'],
    ['progress_status', 'count(progress_status(actual, t, baseline, elapsed, years))'],
    ['growth_attainment', 'count(growth_attainment(elapsed, t))'],
    ['target_attainment, an aggregate', 'target_attainment(actual, t, baseline, years, NULL)'],
    ['all three aggregates at once', 'target_attainment(actual, t, baseline, years, NULL), targets_met(actual, t, baseline, years, NULL), targets_judged(actual, t, baseline, years, NULL)'],
    ['projection, an aggregate', 'projection(day, actual, due)'],
);
heading("judging $n rows of ten kinds of target, less reading the arguments, against a microsecond a row");
my ($plain, @taken) = timed('', map { "SELECT $_ FROM judged" } $read, map { $_->[1] } @calls);
my $microsecond = taken(($n / 1000) x $times);
foreach my $c (0 .. $#calls)
{
    my $own = taken(map { $taken[$c]{all}[$_] - $plain->{all}[$_] } 0 .. $times - 1);
    row($calls[$c][0], $own, $microsecond, $calls[$c][0] =~ /^projection/ ? () : (at_most => 1.0));    # a trend is no verdict: no bar
}
finish();
