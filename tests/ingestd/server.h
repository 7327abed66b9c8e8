/*
 * server.h: an HTTP server for one test, in a child process: each answer is whatever bytes the test's
 * function gives.
 *
 * It counts requests in memory that it shares with the test. Unlike tests/faults/faultd it can answer each
 * page and each attempt differently.
 */
#ifndef SEI_TESTS_SERVER_H
#define SEI_TESTS_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "unit.h"

#include "clock.h"

struct server
{
    pid_t pid;
    int port;
    int *requests; /* how many have come so far */
    /* The answer to the n-th request (1-based), whose head and body are given; what it appends is sent, then
     * the connection ends. */
    void (*answer)(struct buffer *out, const char *head, int n);
};

/* How long an answer leaves the connection open behind what it sent; it may set it. */
static int server_pause_ms;

/* A plain answer, honest about its length. */
static inline void
server_reply(struct buffer *out, const char *status, const char *headers, const char *body)
{
    buffer_format(out, "HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close\r\n%s\r\n%s", status,
                  strlen(body), headers, body);
}

/* How many bytes of a request's body are still to come. */
static inline long
server_missing(const char *request)
{
    const char *length = strcasestr(request, "\r\nContent-Length: ");
    const char *body = strstr(request, "\r\n\r\n");

    return length == NULL || body == NULL || length > body ? 0 : atol(length + 18) - (long) strlen(body + 4);
}

static inline void
server_serve(const struct server *s, int listener)
{
    for (;;)
    {
        int fd = accept(listener, NULL, NULL);
        struct buffer head = {0};
        struct buffer out = {0};
        char block[4096];
        ssize_t n;

        while ((head.len < 4 || strstr(buffer_string(&head), "\r\n\r\n") == NULL) &&
               (n = read(fd, block, sizeof(block))) > 0)
            buffer_append(&head, block, (size_t) n);
        /* A body follows the head. */
        while (server_missing(buffer_string(&head)) > 0 && (n = read(fd, block, sizeof(block))) > 0)
            buffer_append(&head, block, (size_t) n);
        s->answer(&out, buffer_string(&head), ++*s->requests);
        for (size_t at = 0; at < out.len && (n = send(fd, out.ptr + at, out.len - at, MSG_NOSIGNAL)) > 0;)
            at += (size_t) n;
        clock_sleep_ms(server_pause_ms);
        shutdown(fd, SHUT_WR);
        while (read(fd, block, sizeof(block)) > 0)
            continue;
        close(fd);
        buffer_free(&head);
        buffer_free(&out);
    }
}

static inline void
server_start(struct server *s, void (*answer)(struct buffer *, const char *, int))
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof(at);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    s->answer = answer;
    s->requests = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(s->requests != MAP_FAILED);
    assert_int_equal(bind(listener, (struct sockaddr *) &at, sizeof(at)), 0);
    assert_int_equal(listen(listener, 16), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *) &at, &len), 0);
    s->port = ntohs(at.sin_port);
    s->pid = fork();
    assert_true(s->pid >= 0);
    if (s->pid == 0)
    {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        server_serve(s, listener);
    }
    close(listener);
}

static inline void
server_stop(struct server *s)
{
    kill(s->pid, SIGKILL);
    waitpid(s->pid, NULL, 0);
    munmap(s->requests, sizeof(int));
}

#endif
