/*
 * faultd.c: an HTTP server that lies, for tests: replies scripted down to the byte.
 *
 * usage: faultd DIR      serves on 127.0.0.1, writes its port to DIR/port; ends with SIGTERM
 *
 * The n-th request for /name?query plays the script "DIR/name?query#n", without one "DIR/name?query", without
 * that DIR/name. A script that does not exist is 404. One directive a line; at its end the connection is
 * closed:
 * - send TEXT: TEXT with \r \n \t \\ \xNN escapes
 * - file NAME [FROM [N]]: bytes of DIR/NAME, whole or N from offset FROM
 * - sleep MS: wait
 * - reset: end with RST
 *
 * Requests are appended to DIR/requests, one line of method and target each, with its headers and body
 * indented below it.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define REQUEST_MAX 65536

static void
die(const char *what)
{
    fprintf(stderr, "faultd: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void
send_all(int fd, const char *ptr, size_t len)
{
    while (len > 0)
    {
        ssize_t n = send(fd, ptr, len, MSG_NOSIGNAL);

        if (n <= 0)
            exit(0); /* the client has gone: that is its right */
        ptr += n;
        len -= (size_t) n;
    }
}

/* Undo the escapes of a send directive in place; returns the length. */
static size_t
unescape(char *text)
{
    size_t out = 0;

    for (size_t in = 0; text[in] != '\0'; in++)
    {
        unsigned byte;

        if (text[in] != '\\')
        {
            text[out++] = text[in];
            continue;
        }
        in++;
        switch (text[in])
        {
            case 'r': text[out++] = '\r'; break;
            case 'n': text[out++] = '\n'; break;
            case 't': text[out++] = '\t'; break;
            case 'x':
                if (sscanf(text + in + 1, "%2x", &byte) == 1)
                    text[out++] = (char) byte;
                in += 2;
                break;
            case '\0': return out;
            default: text[out++] = text[in]; break;
        }
    }
    return out;
}

static void
send_file(int fd, char *words)
{
    char name[256];
    char block[65536];
    long from = 0;
    long left = -1;
    FILE *in;
    size_t n;

    if (sscanf(words, "%255s %ld %ld", name, &from, &left) < 1 || (in = fopen(name, "rb")) == NULL)
        die(words);
    fseek(in, from, SEEK_SET);
    while (left != 0 &&
           (n = fread(block, 1, left < 0 || left > (long) sizeof(block) ? sizeof(block) : (size_t) left,
                      in)) > 0)
    {
        send_all(fd, block, n);
        if (left > 0)
            left -= (long) n;
    }
    fclose(in);
}

static void
play(int fd, const char *script)
{
    char line[65536];
    FILE *in = fopen(script, "r");

    if (in == NULL)
    {
        static const char missing[] =
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

        send_all(fd, missing, sizeof(missing) - 1);
        return;
    }
    while (fgets(line, sizeof(line), in) != NULL)
    {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "send ", 5) == 0)
        {
            size_t len = unescape(line + 5);

            send_all(fd, line + 5, len);
        }
        else if (strncmp(line, "file ", 5) == 0)
            send_file(fd, line + 5);
        else if (strncmp(line, "sleep ", 6) == 0)
            poll(NULL, 0, atoi(line + 6));
        else if (strcmp(line, "reset") == 0)
        {
            struct linger linger = {1, 0};

            setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
            close(fd);
            exit(0);
        }
        else if (line[0] != '\0' && line[0] != '#')
        {
            errno = EINVAL;
            die(line);
        }
    }
    fclose(in);
}

/* How many bytes of a request's body are still to come. */
static long
missing(const char *request)
{
    const char *length = strcasestr(request, "\r\nContent-Length: ");
    const char *body = strstr(request, "\r\n\r\n");

    return length == NULL || length > body ? 0 : atol(length + 18) - (long) strlen(body + 4);
}

/* Read a request with its body; returns its length, 0 when there is none. */
static size_t
read_request(int fd, char *buf)
{
    size_t len = 0;

    while (len < REQUEST_MAX - 1)
    {
        ssize_t n = recv(fd, buf + len, REQUEST_MAX - 1 - len, 0);

        if (n <= 0)
            return 0;
        len += (size_t) n;
        buf[len] = '\0';
        if (strstr(buf, "\r\n\r\n") != NULL && missing(buf) <= 0)
            return len;
    }
    return 0;
}

static void
write_log(const char *request)
{
    FILE *out = fopen("requests", "a");
    char line[REQUEST_MAX + 1024];
    size_t used = 0;

    if (out == NULL)
        die("requests");
    for (size_t i = 0; request[i] != '\0' && used < sizeof(line) - 8; i++)
    {
        if (request[i] == '\r')
            continue;
        line[used++] = request[i];
        if (request[i] == '\n')
        {
            line[used++] = ' ';
            line[used++] = ' ';
        }
    }
    while (used > 0 && isspace((unsigned char) line[used - 1]))
        used--;
    line[used++] = '\n';
    fwrite(line, 1, used, out);
    fclose(out);
}

/* How often this target was asked for so far, this time included. */
static int
count_asked(const char *target)
{
    FILE *in = fopen("requests", "r");
    char line[REQUEST_MAX];
    char seen[1024];
    int n = 0;

    while (in != NULL && fgets(line, sizeof(line), in) != NULL)
        n += line[0] != ' ' && sscanf(line, "%*15s %1023s", seen) == 1 && strcmp(seen, target) == 0;
    if (in != NULL)
        fclose(in);
    return n;
}

static void
serve(int fd)
{
    char counted[1100];
    static char request[REQUEST_MAX];
    char target[1024];
    char *name;

    if (read_request(fd, request) == 0)
        return;
    write_log(request);
    if (sscanf(request, "%*15s %1023s", target) != 1)
        return;
    name = target + (target[0] == '/');
    snprintf(counted, sizeof(counted), "%s#%d", name, count_asked(target));
    if (strchr(name, '/') == NULL && access(counted, R_OK) == 0)
        name = counted;
    else if (strchr(name, '/') != NULL || access(name, R_OK) != 0)
        target[strcspn(target, "?")] = '\0';
    if (strchr(name, '/') != NULL || name[0] == '.' || name[0] == '\0')
        name = "none";
    play(fd, name);
    shutdown(fd, SHUT_WR);
    while (recv(fd, request, sizeof(request), 0) > 0)
        ;
}

int
main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(address);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    FILE *port;

    if (argc != 2 || chdir(argv[1]) != 0)
    {
        fputs("usage: faultd DIR\n", stderr);
        return 2;
    }
    if (listener < 0 || bind(listener, (struct sockaddr *) &address, sizeof(address)) != 0 ||
        listen(listener, 64) != 0 || getsockname(listener, (struct sockaddr *) &address, &size) != 0)
        die("listen");
    port = fopen("port.new", "w");
    if (port == NULL || fprintf(port, "%d\n", ntohs(address.sin_port)) < 0 || fclose(port) != 0 ||
        rename("port.new", "port") != 0)
        die("port");
    signal(SIGCHLD, SIG_IGN);
    for (;;)
    {
        int fd = accept(listener, NULL, NULL);

        if (fd < 0)
            continue;
        if (fork() == 0)
        {
            /* An answer that sleeps does not outlive the server. */
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(listener);
            serve(fd);
            close(fd);
            _exit(0);
        }
        close(fd);
    }
}
