# measure_scan: target_scan over a plan's prose, over sentences that all state targets, over text without any.
use strict;
use warnings;
use utf8;
use Bench qw($times timed taken heading row figure finish);
use SeiTest qw(database sql);

database('sei_bench_scan');
sql(<<'SQL');
CREATE TABLE synthetic_plan AS
SELECT kind, mb, string_agg(piece, '' ORDER BY n) AS body
FROM (VALUES
    ('prose', 1, 2300), ('prose', 10, 23000), ('dense', 10, 56000), ('none', 10, 54000)) AS k (kind, mb, pieces),
  LATERAL generate_series(1, pieces) AS n,
  LATERAL (SELECT CASE kind
    WHEN 'dense' THEN E'到2020年，高新技术企业达到' || n || E'家，增加值占比达到15%左右，研发投入年均增长20%以上。\n'
    WHEN 'none' THEN E'坚持从实际出发贯彻落实国家战略部署，加快转变发展方式，推动产业结构由粗放向集约转变，不断完善政策机制。\n'
    ELSE E'　　（一）加强统筹协调。由省发展改革委牵头成立厅际协调小组，定期协商，协调解决发展中的重大问题，整合各种资源，形成合力推进机制。'
      || E'鼓励产学研结合，加强产业共性技术、关键技术和核心技术研究，推进三网融合，抓好“四个一批”。到2015年，培育' || n || E'个左右龙头企业。\n'
    END AS piece) AS p
GROUP BY kind, mb;
SQL

my %bytes = map { split /\|/ } split /\n/, sql(q{SELECT kind || mb || '|' || octet_length(body) FROM synthetic_plan});
my @kinds = qw(prose1 prose10 dense10 none10);
my @taken = timed('', map { my ($kind, $mb) = /^(\D+)(\d+)$/; "SELECT count(*), count(s.target) FROM synthetic_plan, target_scan(body) AS s WHERE kind = '$kind' AND mb = $mb" } @kinds);
my ($hash) = timed('', q{SELECT md5(body) FROM synthetic_plan WHERE kind = 'prose' AND mb = 10});
heading('target_scan, fetching the text and giving the rows included');
my %what = (prose1 => 'prose, a target in three sentences, 1 MB', prose10 => 'the same, 10 MB', dense10 => 'three targets in every sentence, 10 MB', none10 => 'no figure at all, 10 MB');
foreach my $i (0 .. $#kinds)
{
    figure($what{$kinds[$i]}, $taken[$i], sprintf '%.1f MB/s', $bytes{$kinds[$i]} / 1e6 / $taken[$i]{median} * 1000);
}
row('prose, 10 MB : 1 MB (linear is 10)', $taken[1], $taken[0], at_most => 13);
row('prose, 10 MB : md5 of the same text', $taken[1], $hash);
# The bar is a speed, so it is held against the time that 20 MB/s take.
row('prose, 10 MB : at 20 MB/s', $taken[1], taken(($bytes{prose10} / 20e6 * 1000) x $times), at_most => 1);
finish();
