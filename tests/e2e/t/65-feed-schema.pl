# The published JSON Schema knows the keys that the daemon knows, no more and no fewer: editors and `check` agree.
use strict;
use warnings;
use File::Temp qw(tempdir);
use JSON::PP ();
use SeiTest qw($top daemon write_file);
use Test::More;

my $json = JSON::PP->new;
open my $in, '<:raw', "$top/ingestd/feed.schema.json" or die "schema: $!\n";
my $schema = $json->decode(do { local $/; <$in> });
my $folder = tempdir(CLEANUP => 1);

# Follow a reference.
sub at
{
    my ($node) = @_;
    while (ref $node eq 'HASH' && defined $node->{'$ref'})
    {
        my ($name) = $node->{'$ref'} =~ m{^#/definitions/(\w+)$};
        $node = $schema->{definitions}{$name};
    }
    return $node;
}

# A definition that is right, with an object put in at a place of its request, mapping or top.
sub with
{
    my (@path) = @_;
    my $value = pop @path;
    my $definition = {feed => 'a', kind => 'statistic', mode => 'upsert', request => {url => 'https://h/'}, format => {kind => 'json', rows => ''},
        constants => {region_scheme => 'x', indicator => 'y', period => '2015'}, columns => {region => {field => 'x'}}};
    my $node = $definition;
    while (@path > 1) { my $key = shift @path; $node->{$key} //= {}; $node = $node->{$key}; }
    if (@path) { $node->{$path[0]} = $value; }
    else { $definition = {%$definition, %$value}; }
    return $json->encode($definition);
}

# The keys that the daemon names when it meets one that it does not know.
sub known
{
    my (@path) = @_;
    write_file("$folder/a.json", with(@path));
    my ($code, $out, $err) = daemon('check', $folder);
    my ($list) = "$out$err" =~ /unknown key "zzz"\n\s+hint: known here: (.*)/ or return "$out$err";
    return join ' ', sort grep { $_ ne '$schema' } split /, | or /, $list;
}
sub described { my ($node) = @_; return join ' ', sort grep { $_ ne '$schema' } keys %{$node->{properties}}; }

my $request = $schema->{properties}{request};
my $part = sub { at($request->{properties}{$_[0]}) };
is(known({zzz => 1}), described($schema), 'top');
is(known('request', {url => 'https://h/', zzz => 1}), described($request), 'request');
is(known('request', $_, {zzz => 1}), described($part->($_)), $_) foreach qw(body tls proxy timeout_s limits window job);
is(known('request', $_, [{zzz => 1}]), described(at($part->($_)->{items})), $_) foreach qw(rules budget);
foreach my $name (qw(auth paging))
{
    foreach my $kind (@{$part->($name)->{oneOf}})
    {
        my $word = $kind->{properties}{kind}{const};
        is(known('request', $name, {kind => $word, zzz => 1}), described($kind), "$name $word");
    }
}
my $job = $part->('job');
is(known('request', 'job', {id => {at => '/i'}, $_ => {zzz => 1}}), described(at($job->{properties}{$_})), "job $_") foreach qw(id poll result);
is(known('request', 'headers', 'X-A', {secret => 'x', zzz => 1}), described($part->('headers')->{additionalProperties}{oneOf}[1]), 'a secret header');
is(known('request', 'each', 'a', {zzz => 1}), 'codes from to', 'each');
is(known('columns', 'region', {zzz => 1}), described($schema->{definitions}{rule}), 'a column');
foreach my $kind (@{$schema->{properties}{format}{oneOf}})
{
    my $word = $kind->{properties}{kind}{const};
    is(known('format', {kind => $word, zzz => 1}), described($kind), "format $word");
}

# Every key says what it is for, by itself or by what it refers to, or has a default that says it.
sub silent
{
    my ($node, $place) = @_;
    return if ref $node ne 'HASH';
    my @found;
    foreach my $key (sort keys %{$node->{properties} // {}})
    {
        my $inner = $node->{properties}{$key};
        push @found, "$place/$key" if !%$inner;
        push @found, silent($inner, "$place/$key");
    }
    push @found, silent($_, "$place/*") foreach @{$node->{oneOf} // []}, grep { ref } $node->{items}, $node->{additionalProperties};
    return @found;
}
is(join(' ', silent($schema, '')), '', 'no key without a description or a type');
# The examples of the page about requests are right.
open my $page, '<:raw', "$top/ingestd/README.md" or die "README.md: $!\n";
my @examples = do { local $/; <$page> } =~ /^```json\n(.*?)^```/msg;
ok(@examples >= 8, 'the page has examples');
foreach my $n (1 .. @examples)
{
    write_file("$folder/a.json", with('request', $json->decode($examples[$n - 1])));
    my ($code, $out, $err) = daemon('check', $folder);
    is($code, 0, "example $n") or diag "$examples[$n - 1]$out$err";
}
done_testing();
