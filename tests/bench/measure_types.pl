# measure_types: reading, comparing, sorting and indexing the types beside int8 and text, and <@ by index beside a scan.
use strict;
use warnings;
use Bench qw($rows timed heading row note finish);
use SeiTest qw(database sql);

my $many = $ENV{BENCH_ROWS} ? $rows : 5_000_000;
my $few = $many < 1_000_000 ? $many : 1_000_000;

database('sei_bench_types');
sql(<<"SQL");
SELECT setseed(0.5);
CREATE TABLE big AS SELECT t COLLATE "C" AS t, t::sector AS s FROM (
    SELECT 'sx.' || (array['it', 'nev', 'biology', 'equipment', 'new_energy', 'new_materials', 'environment', 'coal_chemical', 'coalbed_methane', 'other'])[1 + (random() * 9)::int]
        || '.p' || (random() * 99)::int || '.' || (random() * 400)::int AS t FROM generate_series(1, $many)) x;
CREATE TABLE few AS
SELECT t, s, lag(t) OVER () COLLATE "C" AS other_t, lag(s) OVER () AS other_s, n, lag(n) OVER () AS other_n, n::text AS n_text,
       p, lag(p) OVER () AS other_p, p::text AS p_text, c, lag(c) OVER () AS other_c, c::text AS c_text, g, lag(g) OVER () AS other_g, g::text AS g_text
FROM (SELECT t, s, (201501 + random() * 1000)::bigint AS n,
             (2000 + (random() * 20)::int || (array['', '-Q1', '-H2', '-03', '-01..09'])[1 + (random() * 4)::int])::text::stat_period AS p,
             (lpad((1 + random() * 94)::int::text, 2, '0') || (random() * 9)::int || (random() * 9)::int)::text::industry AS c,
             ((array['>=', '~', '', '<='])[1 + (random() * 3)::int] || (random() * 100)::int || (array['%', ' 个', '% pa'])[1 + (random() * 2)::int])::text::target AS g
      FROM big LIMIT $few) x;
VACUUM (FREEZE, ANALYZE) big, few;
SQL

heading("text input of $few rows");
my @read = timed('', map { "SELECT count($_) FROM few" } 'int8in(textout(n_text))', 'textin(textout(t))', 'stat_period_in(textout(p_text))',
    'industry_in(textout(c_text))', 'sector_in(textout(t))', 'target_in(textout(g_text))', 'textin(textout(g_text))');
row('stat_period : int8', $read[2], $read[0], at_most => 2);
row('industry : int8', $read[3], $read[0], at_most => 2);
row('sector : text', $read[4], $read[1], at_most => 2);
row('target : text', $read[5], $read[6], at_most => 2);

heading("a < b of $few rows");
my @less = timed('', map { "SELECT count(*) FROM few WHERE $_" } 'n < other_n', 'p < other_p', 'c < other_c', 't COLLATE "C" < other_t', 's < other_s', 'g < other_g',
    's <@ other_s');
row('stat_period : int8', $less[1], $less[0], at_most => 2);
row('industry : int8', $less[2], $less[0], at_most => 2);
row('sector : text COLLATE "C"', $less[4], $less[3], at_most => 2);
row('target : text COLLATE "C"', $less[5], $less[3], at_most => 2);
row('sector <@ sector : text < text', $less[6], $less[3], at_most => 2);

heading("ORDER BY of $few rows");
my @sort = timed('', map { "SELECT count(*) FROM (SELECT $_ FROM few ORDER BY 1 OFFSET 0) x" } 'n', 'p', 'c', 't COLLATE "C"', 's', 'g', 'g_text COLLATE "C"');
row('stat_period : int8', $sort[1], $sort[0], at_most => 2);
row('industry : int8', $sort[2], $sort[0], at_most => 2);
row('sector : text COLLATE "C"', $sort[4], $sort[3], at_most => 2);
row('target : text COLLATE "C"', $sort[5], $sort[6], at_most => 2);

heading("GROUP BY of $few rows");
my @group = timed('', map { "SELECT count(*) FROM (SELECT $_ FROM few GROUP BY 1) x" } 'n', 'p', 't COLLATE "C"', 's');
row('stat_period : int8', $group[1], $group[0], at_most => 2);
row('sector : text COLLATE "C"', $group[3], $group[2], at_most => 2);

# Building an index takes seconds: fewer turns.
local $Bench::times = 3;
my $build = q{SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 0;};
heading("CREATE INDEX on $many rows");
my ($sector, $text) = timed($build, ['DROP INDEX IF EXISTS big_s;', 'CREATE INDEX big_s ON big (s)'], ['DROP INDEX IF EXISTS big_t;', 'CREATE INDEX big_t ON big (t)']);
row('sector : text COLLATE "C"', $sector, $text, at_most => 1.3);

my $of = q{SELECT count(*) FROM big WHERE s <@ 'sx.nev.p42'};
heading('<@ at ' . sql(qq{SELECT round(100.0 * ($of) / $many, 2)}) . " % of $many rows");
sql('ANALYZE big');
my ($scan, $index) = timed('', ['SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off;', $of],
    ['RESET enable_indexscan; RESET enable_indexonlyscan; RESET enable_bitmapscan;', $of]);
row('scan : index', $scan, $index, at_least => 100);

note("\nbytes a value, and beside them those of its text");
note(sql(q{SELECT format('sector %s : %s   stat_period %s : %s   industry %s : %s   target %s : %s   index on sector %s : on text %s',
    round(avg(pg_column_size(s)), 1), round(avg(pg_column_size(t)), 1), round(avg(pg_column_size(p)), 1), round(avg(pg_column_size(p_text)), 1),
    round(avg(pg_column_size(c)), 1), round(avg(pg_column_size(c_text)), 1), round(avg(pg_column_size(g)), 1), round(avg(pg_column_size(g_text)), 1),
    pg_size_pretty(pg_relation_size('big_s')), pg_size_pretty(pg_relation_size('big_t'))) FROM few}));
finish();
