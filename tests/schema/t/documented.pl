#!/usr/bin/perl
# sql/README.md and sql/objects.md say, column by column, what the COMMENTs of this schema say, and leave out nothing.
#
# Both are written from the COMMENTs: SEI_WRITE=1 perl tests/run tests/schema/t/documented.pl writes them anew.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use File::Basename qw(dirname);
use Test::More;

my $sql = dirname(__FILE__) . '/../../../sql';
my $database = $ENV{PGDATABASE} or plan skip_all => 'no database';
my $mark = "<!-- From here on written from the COMMENTs of the schema by tests/schema/t/documented.pl. -->\n";

# Fields split by a tabulator; a line break in a COMMENT would break a table, so there is none.
sub rows
{
    my ($text) = @_;
    open my $out, '-|', 'psql', '-XqAt', '-F', "\t", '-d', $database, '-c', $text or die "psql: $!\n";
    my @rows = map { chomp; s/\|/\\|/g; [split /\t/, $_, -1] } <$out>;
    close $out or die "psql failed\n";
    return @rows;
}

my $columns = q{
    SELECT c.relname, obj_description(c.oid, 'pg_class'), a.attname, format_type(a.atttypid, a.atttypmod), col_description(c.oid, a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'sei'::regnamespace AND NOT c.relispartition AND %s
    ORDER BY COALESCE(array_position('{scoreboard,sector_structure,region_structure,layout_fit,project_progress,park_progress,leader_roster,funding_by_instrument,
        measure_status,coverage,growth_decomposition,statistic_growth,growth_chain,monthly_statistic,monthly_structure,revision,check_result,lineage,feed_health}'::name[], c.relname), 99),
        c.relname COLLATE "C", a.attnum};

sub described
{
    my ($word, $which) = @_;
    my ($text, $last) = ('', '');
    foreach (rows(sprintf $columns, $which))
    {
        my ($relation, $about, $column, $type, $meaning) = @$_;
        $text .= "\n## $word `sei.$relation`\n\n$about\n\n| column | type | meaning |\n|---|---|---|\n" if $relation ne $last;
        $text .= "| $column | $type | $meaning |\n";
        $last = $relation;
    }
    return $text;
}

sub functions
{
    return join '', map { "| `$_->[0]($_->[1])` | $_->[2] | $_->[3] |\n" } rows(q{
        SELECT p.proname, pg_get_function_arguments(p.oid), CASE WHEN pg_get_function_result(p.oid) LIKE 'TABLE%' THEN 'rows' ELSE pg_get_function_result(p.oid) END, obj_description(p.oid, 'pg_proc')
        FROM pg_proc p WHERE p.pronamespace = 'sei'::regnamespace AND p.prorettype <> 'trigger'::regtype
          AND (has_function_privilege('sei_analyst', p.oid, 'EXECUTE') OR has_function_privilege('sei_admin', p.oid, 'EXECUTE'))
          AND obj_description(p.oid, 'pg_proc') !~ 'Internal'
        ORDER BY p.proname COLLATE "C", pg_get_function_arguments(p.oid) COLLATE "C"});
}

my $readers = q{c.relkind = 'v' AND %s has_table_privilege('sei_analyst', c.oid, 'SELECT')};
my $views = described('View', sprintf $readers, '');
my $objects = "# Tables, functions, and views of micro data\n\nThe views for readers are in [README.md](README.md). A table `X_version` holds what is known of `X` over time; `X_as_of(moment)` gives its rows as of a\nmoment.\n$mark"
  . described('Table', q{c.relkind IN ('r', 'p')}) . described('View', sprintf $readers, 'NOT')
  . "\n## Functions\n\nFor readers and administrators. What feeds call is the load contract (`sei.load_contract`).\n\n| function | gives | meaning |\n|---|---|---|\n" . functions();

sub text_of { my ($file) = @_; open my $in, '<', $file or return ''; local $/; return scalar <$in>; }
sub write_to { my ($file, $text) = @_; open my $out, '>', $file or die "$file: $!\n"; print {$out} $text; close $out or die "$file: $!\n"; return; }

my $page = text_of("$sql/README.md");
my ($hand) = split /^\Q$mark\E/m, $page;
if ($ENV{SEI_WRITE})
{
    write_to("$sql/README.md", "$hand$mark$views");
    write_to("$sql/objects.md", $objects);
    $page = text_of("$sql/README.md");
}
ok($page eq "$hand$mark$views", 'README.md has every view for readers, column by column, as its COMMENTs say') or diag 'write it: SEI_WRITE=1 perl tests/run tests/schema/t/documented.pl';
ok(text_of("$sql/objects.md") eq $objects, 'objects.md has every table, every other view and every function') or diag 'write it: SEI_WRITE=1 perl tests/run tests/schema/t/documented.pl';

# What the design promises by name is there, and in the README.
foreach my $name (qw(scoreboard sector_structure layout_fit project_progress park_progress leader_roster funding_by_instrument measure_status coverage revision lineage feed_health))
{
    like($views, qr/^## View `sei\.$name`$/m, "$name is documented");
}
my $rules = join ' ', map { $_->[0] } rows(q{SELECT regexp_replace(col_description('sei.check_result'::regclass, 1), '[^a-z_ ]', '', 'g')});
like($hand, qr/^\| $_ \|/m, "what $_ looks for") foreach split ' ', $rules;
done_testing();
