# Every driver reads every view, passes every type and is told of every error, digit for digit as psql prints it.
use strict;
use warnings;
use POSIX qw(strftime);
use Drivers qw($top sql answers questions views);
use Test::More;
use Time::HiRes qw(time);

binmode Test::More->builder->$_, ':raw' foreach qw(output failure_output todo_output);
my $own = "$top/tests/drivers";
my $jdbc = '/usr/share/java/postgresql.jar';
$ENV{NODE_PATH} = "/usr/share/nodejs:$top/build/node/usr/share/nodejs";
$ENV{PYTHONDONTWRITEBYTECODE} = 1;
my %driver = (
    JDBC => ['java', '-XX:TieredStopAtLevel=1', '-cp', $jdbc, "$own/Jdbc.java", "jdbc:postgresql://$ENV{PGHOST}:$ENV{PGPORT}/$ENV{PGDATABASE}"],
    psqlODBC => ['/usr/bin/python3', "$own/odbc.py"],
    'psycopg 3' => ['/usr/bin/python3', "$own/psycopg3.py"],
    'node-postgres' => ['node', "$own/node.cjs"],
);
# ODBC has one text for an error, and SQLSTATEs of its own.
my %rewritten = (psqlODBC => 1);
# It makes today of a day that is infinite, and the last second of 9999 of a moment that is (sql/drivers.md warns).
my $today = strftime('%Y-%m-%d', gmtime);
my %endless = (psqlODBC => qr/-?infinity|$today|9999-12-31 23:59:59[+]00/);

# Values of each type: short ones, ones with everything in them that a driver could trip over, and long ones.
my $long = join '.', 'sx', map { 'x' x 60 } 1 .. 4;
my ($big) = sql(q{SELECT sector_tally(n * 1.000000000001, format('sx.s%s.%s', n % 40, n)::sector) FROM generate_series(1, 2000) n});
my @values = (
    (map { ['sector', $_] } 'sx', 'sx.new_energy.wind', 'cn18.1.1.2', 'sx.新能源.风电', $long),
    (map { ['industry', $_] } 'C', 'C3511', 'gb11:C3511'),
    (map { ['stat_period', $_] } '2015', '2015-Q3', '2015-01..09', '2011..2015', '2015-07..2016-06'),
    (map { ['target', $_] } '7%..8%', '~15%', '>=50 个', '>2500000000000 元', '>=20% pa', 'x2', '+5pp', '-16%'),
    (map { ['tally', $_] } $big, sql(q{SELECT sector_tally(v, s) FROM (VALUES (30.25, 'sx.it'::sector), (-90, 'sx.nev'), (0.1, NULL)) t (v, s)})),
);
# the canonical text is what comes back
my $known = sub { my ($type, $text) = @_; $text =~ s/'/''/g; return (sql("SELECT '$text'::$type"))[0]; };
my @numbers = ('0', '1.10', '-0.000000000000000000000000000001', '12345678901234567890123456789.0123456789', '9007199254740993', '100000000000000000000');
my %query = (
    numbers => q{SELECT * FROM (VALUES (1, 1.10), (2, -0.00), (3, 1e-30), (4, 12345678901234567890123456789.012345678901234567890), (5, NULL), (6, 1e40)) AS t (i, n) ORDER BY i},
    integers => q{SELECT 9223372036854775807::bigint, (-9223372036854775808)::bigint, 2147483647, NULL::bigint, true, false, NULL::boolean},
    texts => q{SELECT E'tab\there', E'line\nnext', E'back\\\\slash \\N', '{"a"}', '', '万元 🙂', NULL::text},
    'moments and days' => q{SELECT '2015-12-31 23:59:59.123456+00'::timestamptz, '2015-06-30 00:00:00+00'::timestamptz, NULL::timestamptz, date '2016-02-29', date '-infinity', date 'infinity', NULL::date},
    'ranges' => q{SELECT period_range('2015-Q3')::text, period_start('2015-Q3'), period_end('2015-Q3')},
    'arrays' => q{SELECT ARRAY['a', NULL, 'b c', '', 'null', E'q"\\\\'], ARRAY[]::text[], NULL::text[]},
    'types' => q{SELECT 'sx.it'::sector, 'C3511'::industry, '2015-Q3'::stat_period, '7%..8%'::target, NULL::tally, sector_tally(1.50, 'sx.it'::sector)},
    'a set' => q{SELECT s.* FROM tally_shares((SELECT sector_tally(v, s) FROM (VALUES (30.25, 'sx.it'::sector), (90, 'sx.nev'), (9.75, NULL)) t (v, s))) s ORDER BY value},
    'a scan' => q{SELECT ordinal, subject, target, due FROM target_scan('到2015年，培育50个左右龙头企业，力争增加值占地区生产总值的比重达到7%～8%。') ORDER BY ordinal},
);
$query{"view $_"} = "SELECT * FROM sei.$_ AS v ORDER BY v::text COLLATE \"C\"" foreach views();
my %error = (
    'an invalid target' => q{SELECT '8%..7%'::target},
    'another classification' => q{SELECT sector_share(1, s, 'sx') FROM (VALUES ('cn18.1'::sector), ('sx.it')) t (s)},
    'a respondent table' => q{SELECT * FROM sei.enterprise_return},
    'a change' => q{DELETE FROM sei.plan_target_version},
);

my @asked = map { ['error', $_, $error{$_}] } sort keys %error;
push @asked, map { ['query', $_, $query{$_}] } sort keys %query;
push @asked, map { ['value', "$values[$_][0] $_", @{$values[$_]}] } 0 .. $#values;
push @asked, map { ['number', "numeric $_", $_] } @numbers;
my $file = questions(@asked);

# What psql says, as the same reader: rows as COPY writes them, and the parts of an error.
my %right_error = map { my $sql = $error{$_}; ($_ => [error_of($sql)]) } keys %error;
is($right_error{'a respondent table'}[0], '42501', 'the reader may not read respondents');
is($right_error{'a change'}[0], '42501', 'nor change anything');
# Views of micro data and of the inside are not his either; he is granted them, and no table, to read every view.
sql("GRANT SELECT ON sei.$_ TO sei_reader") foreach views();
sql("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA sei TO sei_reader");
my %right = map { ($_ => [rows_of($query{$_})]) } keys %query;
cmp_ok(scalar(grep { /^view / && @{$right{$_}} } keys %right), '>=', 20, 'most views have rows to compare');

my (%answered, %complaint);
foreach my $name (sort keys %driver)
{
    my $begun = time;
    ($answered{$name}, $complaint{$name}) = answers(@{$driver{$name}}, $file);
    note(sprintf '%s: %.1f s', $name, time - $begun);
}
# What has moved with the clock meanwhile, such as the age of a feed, is not compared.
my %again = map { ($_ => [rows_of($query{$_})]) } keys %query;
my %moves = map { ($_ => {moving($right{$_}, $again{$_})}) } keys %query;
cmp_ok(scalar(grep { %$_ } values %moves), '<=', 1, 'at most one view moves with the clock');

foreach my $name (sort keys %driver)
{
    my $given = $answered{$name};
    is($complaint{$name}, '', "$name runs to its end");
    foreach my $question (sort keys %query)
    {
        my ($got, $right) = map { still($_, $moves{$question}) } $given->{$question} // [], $right{$question};
        if ($endless{$name}) { $_ = [map { s/(?<![^\t])$endless{$name}(?![^\t])/endless/gr } @$_] foreach $got, $right; }
        is_deeply($got, $right, "$name: $question: " . @{$right{$question}} . ' rows as psql prints them');
    }
    foreach my $i (0 .. $#values)
    {
        my ($type, $text) = @{$values[$i]};
        my $right = escaped($known->($type, $text));
        my $short = length $text > 40 ? 'of ' . length($text) . ' bytes' : $text;
        my %way = map { split /\t/, $_, 2 } @{$given->{"$type $i"} // []};
        is($way{array}, array_of($type, $text), "$name: $type $short in an array");
        is($way{NULL}, '\N', "$name: NULL of $type");
        my @ways = grep { $_ ne 'NULL' && $_ ne 'array' } sort keys %way;
        is_deeply([@way{@ways}], [($right) x @ways], "$name: $type $short as a parameter and back: @ways");
        cmp_ok(scalar @ways, '>=', $name eq 'psqlODBC' ? 2 : 3, "$name: in every way");
    }
    foreach my $digits (@numbers)
    {
        my %way = map { split /\t/, $_, 2 } @{$given->{"numeric $digits"} // []};
        my ($sum) = sql("SELECT trim_scale($digits)");
        is(delete $way{sum}, $sum, "$name: $digits is summed exactly");
        is_deeply([values %way], [($digits) x keys %way], "$name: $digits as a parameter and back: @{[sort keys %way]}");
    }
    foreach my $question (sort keys %error)
    {
        my @parts = map { $_ eq '\N' ? undef : $_ } split /\t/, $given->{$question}[0] // '', -1;
        if ($rewritten{$name})
        {
            like($parts[1] // '', qr/\Q$right_error{$question}[1]\E/, "$name: $question: the message arrives");
        }
        else { is_deeply(\@parts, $right_error{$question}, "$name: $question: SQLSTATE, message, DETAIL and HINT arrive"); }
    }
}
done_testing();

# As the reader, rows as COPY writes them.
sub rows_of { my ($sql) = @_; return sql("SET ROLE sei_reader; COPY ($sql) TO STDOUT"); }

# The columns in which two readings differ.
sub moving
{
    my ($one, $other) = @_;
    my %moves;
    foreach my $row (0 .. $#$one)
    {
        my @first = split /\t/, $one->[$row], -1;
        my @second = split /\t/, $other->[$row] // '', -1;
        $moves{$_} = 1 foreach grep { $first[$_] ne ($second[$_] // '') } 0 .. $#first;
    }
    return %moves;
}

# Rows without those columns.
sub still
{
    my ($rows, $moves) = @_;
    return $rows if !%$moves;
    return [map { my @cells = split /\t/, $_, -1; join "\t", @cells[grep { !$moves->{$_} } 0 .. $#cells] } @$rows];
}

sub escaped { my ($text) = @_; return $text =~ s/\\/\\\\/gr; }

# As psql shows the array of the value and NULL.
sub array_of
{
    my ($type, $text) = @_;
    $text =~ s/'/''/g;
    return (sql("COPY (SELECT ARRAY['$text', NULL]::$type\[]) TO STDOUT"))[0];
}

# SQLSTATE, message, DETAIL and HINT of an error, as the reader gets them.
sub error_of
{
    my ($sql) = @_;
    my ($parts) = join "\n", sql(<<"SQL");
SET ROLE sei_reader;
DO \$do\$
DECLARE state text; said text; detail text; hint text;
BEGIN
    BEGIN
        EXECUTE \$sql\$$sql\$sql\$;
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, said = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
        PERFORM set_config('sei_test.said', concat_ws(E'\\t', state, said, COALESCE(NULLIF(detail, ''), '-'), COALESCE(NULLIF(hint, ''), '-')), false);
    END;
END
\$do\$;
SELECT current_setting('sei_test.said');
SQL
    return map { $_ eq '-' ? undef : $_ } split /\t/, $parts;
}
