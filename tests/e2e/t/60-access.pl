# Secrets go to the feed's own source and nowhere else: real TLS with authorities, client certificates, pins and versions; what the
# database, the spool and the daemon's words hold is searched for every secret.
use strict;
use warnings;
use File::Find qw(find);
use File::Temp qw(tempdir);
use SeiTest qw($top $dir database sql daemon front free_port faultd script write_file);
use Test::More;

my ($folder, $base) = faultd();
my $feeds = tempdir(CLEANUP => 1);
my $spool = tempdir(CLEANUP => 1);
my $secrets = tempdir(CLEANUP => 1);
my $pki = "$dir/front";
mkdir $pki;
$ENV{CREDENTIALS_DIRECTORY} = $secrets;

sub openssl { system("cd '$pki' && openssl @_ >/dev/null 2>&1") == 0 or die "openssl @_\n"; return; }

# An authority, another one, a server and a client of the first, and a server that ended long ago.
foreach my $ca (qw(ca other))
{
    openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=synthetic_$ca -keyout $ca.key -out $ca.pem");
}
write_file("$pki/names", "subjectAltName=IP:127.0.0.1\n");
write_file("$pki/wrong_names", "subjectAltName=DNS:example.org\n");
foreach my $what (['server', 'names'], ['wrong_host', 'wrong_names'], ['client', 'names'])
{
    my ($name, $names) = @$what;
    openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=synthetic_$name -keyout $name.key -out $name.csr");
    openssl("x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile $names -out $name.pem");
}
openssl('req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=synthetic_expired -keyout expired.key -out expired.csr');
openssl('x509 -req -in expired.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 0 -extfile names -out expired.pem');
openssl('ec -in client.key -aes256 -passout pass:geheim-phrase -out locked.key');
chomp(my $pin = `cd '$pki' && openssl pkey -in server.key -pubout -outform DER | openssl dgst -sha256 -binary | openssl base64`);
foreach my $name (qw(ca.pem other.pem client.pem client.key locked.key))
{
    open my $in, '<', "$pki/$name" or die "$name: $!\n";
    write_file("$secrets/$name", do { local $/; <$in> });
}
my %secret = (password => 'geheim-password', token => 'geheim-token', key => 'geheim-key/+', phrase => 'geheim-phrase', client => 'geheim-client');
write_file("$secrets/$_", "$secret{$_}\n") foreach keys %secret;

# One server a case; each answers with one row.
my %port;
my @servers;
sub server
{
    my ($name, $certificate, $more) = @_;
    $port{$name} = free_port();
    push @servers, "listen 127.0.0.1:$port{$name} ssl; ssl_certificate $pki/$certificate.pem; ssl_certificate_key $pki/$certificate.key; $more
        location / { default_type text/csv; return 200 'code,year\n140000,2015\n'; }";
    return;
}
server('tls', 'server', '');
server('old', 'server', 'ssl_protocols TLSv1 TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;');
server('twelve', 'server', 'ssl_protocols TLSv1.2;');
server('wrong_host', 'wrong_host', '');
server('expired', 'expired', '');
server('client', 'server', "ssl_client_certificate $pki/ca.pem; ssl_verify_client on;");
server('client13', 'server', "ssl_protocols TLSv1.3; ssl_client_certificate $pki/ca.pem; ssl_verify_client on; if (\$ssl_client_verify != SUCCESS) { return 444; }");
front(@servers);

my %expected;
sub feed
{
    my ($name, $url, $request, $why) = @_;
    $expected{$name} = $why;
    write_file("$feeds/$name.json", <<"JSON");
{"feed": "$name", "kind": "statistic", "mode": "upsert",
 "request": {"url": "$url", "allow_private": true, "retries": 0 $request}, "format": {"kind": "csv"},
 "constants": {"region_scheme": "gb2260", "indicator": "gdp", "breakdown": "case=$name"},
 "columns": {"region": {"field": "code"}, "period": {"field": "year"}}}
JSON
    return;
}
my $ca = '"ca_file": "ca.pem"';
sub tls { return sprintf 'https://127.0.0.1:%d/', $port{$_[0]}; }
feed('tls_good', tls('tls'), qq(, "tls": {$ca}), undef);
feed('tls_pinned', tls('tls'), qq(, "tls": {$ca, "pinned_key": "sha256//$pin"}), undef);
feed('tls_other_pin', tls('tls'), qq(, "tls": {$ca, "pinned_key": "sha256//) . ('A' x 43) . '="}', qr/not the pinned one/);
feed('tls_unknown', tls('tls'), '', qr/certificate is not trusted/);
feed('tls_other_ca', tls('tls'), ', "tls": {"ca_file": "other.pem"}', qr/certificate is not trusted/);
feed('tls_old', tls('old'), qq(, "tls": {$ca}), qr/do not agree on TLS/);
feed('tls_twelve', tls('twelve'), qq(, "tls": {$ca}), undef);
feed('tls_minimum', tls('twelve'), qq(, "tls": {$ca, "minimum": "1.3"}), qr/do not agree on TLS/);
feed('tls_wrong_host', tls('wrong_host'), qq(, "tls": {$ca}), qr/certificate is not trusted/);
feed('tls_expired', tls('expired'), qq(, "tls": {$ca}), qr/certificate is not trusted/);
feed('tls_client', tls('client'), qq(, "tls": {$ca, "certificate": "client.pem", "key": "client.key"}), undef);
feed('tls_locked', tls('client'), qq(, "tls": {$ca, "certificate": "client.pem", "key": "locked.key", "key_password": "phrase"}), undef);
feed('tls_wrong_phrase', tls('client'), qq(, "tls": {$ca, "certificate": "client.pem", "key": "locked.key", "key_password": "token"}),
    qr/client certificate cannot be used/);
feed('tls_no_client', tls('client'), qq(, "tls": {$ca}), qr/400 Bad Request|do not agree on TLS/);
feed('tls_client13', tls('client13'), qq(, "tls": {$ca, "certificate": "client.pem", "key": "client.key"}), undef);
feed('tls_no_file', tls('tls'), ', "tls": {"ca_file": "nosuch.pem"}', qr/nosuch\.pem cannot be read/);

# Logins over plain HTTP within the machine, with a source that repeats what it was sent.
my %echo = (
    basic  => "c2VpOmdlaGVpbS1wYXNzd29yZA== $secret{password}",
    bearer => $secret{token},
    header => $secret{key},
    query  => "$secret{key} geheim-key%2F%2B",
);
script($folder, $_, body => "code,year\n140000,2015\n", headers => ["X-Echo: $echo{$_}"]) foreach keys %echo;
feed('login_basic', "$base/basic", ', "auth": {"kind": "basic", "user": "sei", "secret": "password"}', undef);
feed('login_bearer', "$base/bearer", ', "auth": {"kind": "bearer", "secret": "token"}', undef);
feed('login_header', "$base/header", ', "auth": {"kind": "header", "name": "X-Api-Key", "secret": "key"}', undef);
feed('login_query', "$base/query", ', "auth": {"kind": "query", "name": "appid", "secret": "key"}', undef);
script($folder, 'leak', body => '', status => '302 Found', headers => ["Location: https://evil.example/?a=$secret{key}"]);
feed('login_leak', "$base/leak", ', "auth": {"kind": "query", "name": "appid", "secret": "key"}', qr/redirects to https:\/\/evil\.example/);
script($folder, 'token', body => qq({"access_token": "geheim-access", "token_type": "bearer", "expires_in": 600}), type => 'application/json');
script($folder, 'oauth', body => "code,year\n140000,2015\n");
feed('login_oauth', "$base/oauth", qq(, "auth": {"kind": "oauth2", "token_url": "$base/token", "client": "sei", "secret": "client", "scope": "read"}), undef);

database('sei_access');
my ($code, $out, $err) = daemon('apply', $feeds);
is($code, 0, 'apply') or diag "$out$err";
my $said = "$out$err";
($code, $out, $err) = daemon('once', '--spool', $spool);
is($code, 1, 'some are refused');
$said .= "$out$err";
foreach my $name (sort keys %expected)
{
    my $run = sql("SELECT state, failure_class, reason FROM sei.run JOIN sei.feed USING (feed_id) WHERE feed = '$name' ORDER BY run_id DESC LIMIT 1");
    if (defined $expected{$name})
    {
        like($run, qr/^failed\|operator\|.*$expected{$name}.*\n  hint: \S/s, "$name: refused, for the operator, with a hint");
        is(sql("SELECT count(*) FROM sei.statistic WHERE breakdown = 'case=$name'"), '0', "$name: nothing loaded");
    }
    else { like($run, qr/^ok\|/, "$name: loaded") or diag $said; }
}

# What was sent.
open my $in, '<', "$folder/requests" or die "requests: $!\n";
my $requests = do { local $/; <$in> };
like($requests, qr{^GET /basic HTTP.*?^  Authorization: Basic c2VpOmdlaGVpbS1wYXNzd29yZA==}ms, 'basic');
like($requests, qr{^GET /bearer HTTP.*?^  Authorization: Bearer geheim-token}ms,               'bearer');
like($requests, qr{^GET /header HTTP.*?^  X-Api-Key: geheim-key/\+}ms,                         'a header');
like($requests, qr{^GET /query\?appid=geheim-key%2F%2B HTTP}m,                                 'a query parameter');
like($requests, qr{^GET /oauth HTTP.*?^  Authorization: Bearer geheim-access}ms,               'a token');

# What is kept: nothing of it, anywhere.
my @secret = (values %secret, 'geheim-access', 'geheim-key%2F%2B', 'c2VpOmdlaGVpbS1wYXNzd29yZA');
chomp(my $bin = `\${PG_CONFIG:-pg_config} --bindir`);
my $dump = `$bin/pg_dump --schema=sei --data-only 2>/dev/null`;
is($?, 0, 'the database is dumped');
my $kept = '';
find(sub { return if !-f; open my $file, '<', $_ or die "$_: $!\n"; local $/; $kept .= <$file> // ''; }, $spool);
like($kept, qr/X-Echo: \*{12} \*{16}\r/, 'the spool has what the source repeated, masked');
foreach my $text (@secret)
{
    is(index($dump, $text), -1, "the database does not hold $text");
    is(index($kept, $text), -1, "nor does the spool");
    is(index($said, $text), -1, "nor do the daemon's words");
}
done_testing();
