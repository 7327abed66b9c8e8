/*
 * scan_text.c: from a text to sentences that may state something, folded so that the rest need not know how
 * they were typed.
 *
 * Most of a plan is prose without figures; it is passed over a character at a time and never folded. A
 * sentence ends at 。！？ or its line, but a line broken by a fixed width goes on in the next. Folding makes
 * full-width characters narrow, every dash '~', every separator one control byte, and drops spaces; `at`
 * keeps where each byte came from. Bytes that are no UTF-8 become C_BROKEN, which ends a clause: nothing is
 * read across them.
 */
#include "scan_parts.h"

#include "letters.h"
#include "utf8.h"

/* A line shorter than this is never taken as broken by a fixed width. */
#define WRAP_MIN_BYTES 54

static bool
is_continuation(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* The end of the line at a place, without its CR or LF. */
static size_t
line_end(const struct scan *s, size_t at)
{
    while (at < s->text.len && s->text.ptr[at] != '\n' && s->text.ptr[at] != '\r')
        at++;
    return at;
}

static size_t
line_next(const struct scan *s, size_t end)
{
    if (end < s->text.len && s->text.ptr[end] == '\r')
        end++;
    if (end < s->text.len && s->text.ptr[end] == '\n')
        end++;
    return end;
}

/* Whether the text at a place begins with a word. */
static bool
begins(const struct scan *s, size_t at, const char *word)
{
    return text_begins(s->text.ptr + at, s->text.len - at, word);
}

/* Whether a line begins like a heading, a list item or a statement of its own. */
static bool
begins_item(const struct scan *s, size_t at)
{
    static const char *const marks[] = {"（", "(", "—", "·", "●", "■", "◆", "★", "※", "☆", "第", "力争",
                                        "“",  "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩"};

    for (size_t i = 0; i < COUNT(marks); i++)
    {
        if (begins(s, at, marks[i]))
            return true;
    }
    /* 到2015年 */
    if ((begins(s, at, "到") || begins(s, at, "至")) && s->text.len - at > 6 &&
        ((s->text.ptr[at + 3] == '2' && s->text.ptr[at + 4] == '0') || begins(s, at + 3, "“")))
        return true;
    /* 一、 1. 2015年 */
    for (size_t i = 0; i < 4 && at < s->text.len; i++)
    {
        uint32_t code;
        size_t width = utf8_decode(s->text.ptr + at, s->text.len - at, &code);

        if (width == 0)
            return false;
        at += width;
        if (code >= '0' && code <= '9')
            continue;
        if (i > 0 && (code == '.' || code == 0x3001 || code == 0xff0e || code == ')' || code == 0xff09 ||
                      code == 0x5e74))
            return true;
        if (code != 0x4e00 && code != 0x4e8c && code != 0x4e09 && code != 0x56db && code != 0x4e94 &&
            code != 0x516d && code != 0x4e03 && code != 0x516b && code != 0x4e5d && code != 0x5341)
            return false;
    }
    return at < s->text.len && begins(s, at, "年");
}

/* Whether the line that ends here was broken in the middle of a sentence. */
static bool
goes_on(const struct scan *s, size_t from, size_t end)
{
    size_t next = line_next(s, end);
    size_t next_end = line_end(s, next);
    struct slice first;

    if (end - from < WRAP_MIN_BYTES || next_end == next)
        return false;
    if (begins(s, end - 3, "：") || begins(s, end - 3, "；") || s->text.ptr[end - 1] == ':' ||
        s->text.ptr[end - 1] == ';')
        return false;
    /* The next line is not indented, no item, and as long or the last one. */
    first = slice_make(s->text.ptr + next, next_end - next);
    if (letters_trim(first).ptr != first.ptr || next_end - next > end - from + 12 ||
        scan_table_is_row(s, first))
        return false;
    return !begins_item(s, next);
}

/* Whether a line begins with a number of a section: 一、 （一） 1. 第一章 */
static bool
is_numbered(struct slice line)
{
    static const char *const marks[] = {"（", "(",  "第", "一", "二", "三", "四",
                                        "五", "六", "七", "八", "九", "十"};

    if (byte_is_digit(line.ptr[0]))
        return true;
    for (size_t i = 0; i < COUNT(marks); i++)
    {
        if (slice_starts(line, marks[i]))
            return true;
    }
    return false;
}

/* ……12, .....12, a tab and a number: a line of a table of contents. */
static bool
is_contents(struct slice line)
{
    size_t end = line.len;
    size_t dots = 0;
    size_t words;

    while (end > 0 && byte_is_digit(line.ptr[end - 1]))
        end--;
    if (end == line.len || line.len - end > 4 || end == 0)
        return false;
    /* 一、现状, a tab, 3 */
    words = end;
    while (words > 0 && (line.ptr[words - 1] == '\t' || line.ptr[words - 1] == ' '))
        words--;
    if (words < end && memchr(line.ptr + words, '\t', end - words) != NULL &&
        memchr(line.ptr, '\t', words) == NULL && is_numbered(line))
        return true;
    while (end > 0)
    {
        if (line.ptr[end - 1] == '.' || line.ptr[end - 1] == ' ')
            end--, dots += line.ptr[end] == '.';
        else if (end >= 3 && memcmp(line.ptr + end - 3, "…", 3) == 0)
            end -= 3, dots += 3;
        else if (end >= 2 && memcmp(line.ptr + end - 2, "·", 2) == 0)
            end -= 2, dots++;
        else
            break;
    }
    return dots >= 3;
}

/* Pass over one sentence; *may: whether anything in it may be a figure. Gives its end, the mark included. */
static size_t
sentence_end(const struct scan *s, size_t at, size_t line_stop, size_t *wrapped, bool *may)
{
    const unsigned char *p = (const unsigned char *) s->text.ptr;
    size_t start = at;
    size_t line_start = at;
    bool leads = false;

    *may = false;
    while (at < s->text.len)
    {
        unsigned char c = p[at];

        if (at >= line_stop)
        {
            if (!goes_on(s, line_start, line_stop) || at - start > SENTENCE_MAX / 2)
                return at;
            at = line_start = line_next(s, line_stop);
            line_stop = line_end(s, at);
            *wrapped = line_stop;
            continue;
        }
        if (at - start > SENTENCE_MAX - 600 && (c & 0xc0) != 0x80)
            return at;
        if (c < 0x80)
        {
            if (c >= '0' && c <= '9')
                *may = true;
            at++;
            if (c == '!' || c == '?')
                return at;
        }
        else if (c >= 0xe0 && c < 0xf0 && line_stop - at >= 3 && is_continuation(p[at + 1]) &&
                 is_continuation(p[at + 2]))
        {
            uint32_t code = three_byte_code(s->text.ptr + at);

            at += 3;
            if (s->trigger[code >> 3] & 1u << (code & 7) ||
                (leads && s->follower[code >> 3] & 1u << (code & 7)))
                *may = true;
            leads = (s->leader[code >> 3] & 1u << (code & 7)) != 0;
            if (code == 0x3002 || code == 0xff01 || code == 0xff1f)
                return at;
        }
        else
        {
            uint32_t code;
            size_t width = utf8_decode(s->text.ptr + at, line_stop - at, &code);

            if (width == 0)
                *may = true;
            at += width == 0 ? 1 : width;
        }
    }
    return at;
}

enum line_kind
scan_text_next(struct scan *s)
{
    while (s->at < s->text.len)
    {
        bool line_start = s->at == 0 || s->text.ptr[s->at - 1] == '\n' || s->text.ptr[s->at - 1] == '\r';
        size_t stop = s->line_stop;
        size_t from = s->at;
        size_t end;
        bool may;

        if (line_start)
        {
            struct slice line;

            stop = s->line_stop = line_end(s, from);
            line = slice_make(s->text.ptr + from, stop - from);
            if (letters_trim(line).len == 0)
            {
                s->at = line_next(s, stop);
                continue;
            }
            if (is_contents(letters_trim(line)))
            {
                s->at = line_next(s, stop);
                continue;
            }
            if (scan_table_is_row(s, line))
            {
                s->at = line_next(s, stop);
                scan_table_row(s, line);
                return LINE_TABLE;
            }
            if (scan_table_take_upright(s, letters_trim(line)))
                return LINE_TABLE;
            if (!scan_table_is_title(line))
                s->table.columns = 0;
            scan_heading(s, letters_trim(line));
        }
        end = sentence_end(s, from, stop, &s->line_stop, &may);
        s->at = end >= s->line_stop ? line_next(s, s->line_stop) : end;
        if (s->at <= from)
            s->at = from + 1;
        if (may)
        {
            scan_text_fold(s, from, end);
            return LINE_PROSE;
        }
        s->sentences++;
    }
    return LINE_END;
}

/* The byte that stands for a punctuation mark, 0 for none, ' ' for what is dropped. */
static char
folded_mark(uint32_t code)
{
    switch (code)
    {
        case 0xff0c: return C_COMMA;
        case ';': return C_SEMI;
        case ':':
        case 0x2236:
        case 0xfe55: return C_COLON;
        case 0x3001: return C_LIST;
        case '(':
        case '[':
        case '{':
        case 0x3010:
        case 0x3014: return C_OPEN;
        case ')':
        case ']':
        case '}':
        case 0x3011:
        case 0x3015: return C_CLOSE;
        case 0x201c:
        case 0x2018:
        case 0x300c:
        case 0x300e: return C_QUOTE;
        case 0x201d:
        case 0x2019:
        case 0x300d:
        case 0x300f: return C_UNQUOTE;
        case 0x300a:
        case 0x3008: return C_TITLE;
        case 0x300b:
        case 0x3009: return C_UNTITLE;
        case 0x3002:
        case '!':
        case '?':
        case '|':
        case 0x2502:
        case 0x2503: return C_SEMI;
        case '-':
        case '~':
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212:
        case 0x301c:
        case 0x223c:
        case 0xfe63: return '~';
        case 0xfe6a: return '%';
        case 0x200b:
        case 0xfeff:
        case 0x2060:
        case 0xad: return ' ';
        default: return 0;
    }
}

/* How many digits, narrow or wide, stand at a place of the text, at most four. */
static size_t
digits_at(const struct scan *s, size_t at, size_t end)
{
    size_t digits = 0;
    uint32_t code;
    size_t width;

    while (digits < 4 && at < end && (width = utf8_decode(s->text.ptr + at, end - at, &code)) != 0 &&
           ((code >= '0' && code <= '9') || (code >= 0xff10 && code <= 0xff19)))
    {
        digits++;
        at += width;
    }
    return digits;
}

/* How many digits the sentence ends with so far, at most four. */
static size_t
digits_before(const struct scan_sentence *p)
{
    size_t digits = 0;

    while (digits < 4 && digits < p->len && byte_is_digit(p->text[p->len - 1 - digits]))
        digits++;
    return digits;
}

/* Whether a comma that ends at a place of the text stands between thousands: 1,200 or １，２００，０００. */
static bool
is_thousands(const struct scan *s, size_t at, size_t end)
{
    size_t digits = digits_before(s->sentence);

    return digits >= 1 && digits <= 3 && digits_at(s, at, end) == 3;
}

/* 储量4 200亿: digits grouped by a space, with words right before and behind. */
static bool
is_grouped(const struct scan *s, size_t at, size_t end)
{
    const struct scan_sentence *p = s->sentence;
    size_t digits = digits_before(p);

    return digits >= 1 && digits <= 3 && digits < p->len &&
           (unsigned char) p->text[p->len - 1 - digits] >= 0x80 && digits_at(s, at, end) == 3 &&
           at + 3 < end && (unsigned char) s->text.ptr[at + 3] >= 0xe3;
}

/* Put one byte into the sentence. */
static void
put(struct scan_sentence *p, char byte, size_t from)
{
    if (p->len >= SENTENCE_MAX)
        return;
    p->text[p->len] = byte;
    p->at[p->len++] = (uint32_t) (from - p->base);
}

void
scan_text_fold(struct scan *s, size_t from, size_t to)
{
    struct scan_sentence *p = s->sentence;
    bool open_quote = false;
    bool space = false;

    p->base = from;
    p->end = to;
    p->len = 0;
    p->broken = false;
    for (size_t at = from; at < to && p->len < SENTENCE_MAX - 8;)
    {
        uint32_t code;
        size_t width = utf8_decode(s->text.ptr + at, to - at, &code);
        char mark;

        if (width == 0)
        {
            p->broken = true;
            if (p->len == 0 || p->text[p->len - 1] != C_BROKEN)
                put(p, C_BROKEN, at);
            at++;
            continue;
        }
        if (code >= 0xff01 && code <= 0xff5e && code != 0xff0c)
            code -= 0xfee0;
        mark = folded_mark(code);
        if (code == ',' || code == 0xff0c)
            mark = is_thousands(s, at + width, to) ? ' ' : C_COMMA;
        else if (code == '"')
        {
            mark = open_quote ? C_UNQUOTE : C_QUOTE;
            open_quote = !open_quote;
        }
        else if ((code == ':' || code == 0x2236) && p->len > 0 && byte_is_digit(p->text[p->len - 1]) &&
                 at + width < to && byte_is_digit(s->text.ptr[at + width]))
            mark = ':';
        if (mark == ' ')
        {
            at += width;
            continue;
        }
        if (letter_is_space(code) || code < 0x20)
        {
            space = true;
            at += width;
            continue;
        }
        if (mark == '~' && p->len > 0 && p->text[p->len - 1] == '~' && code >= 0x2014)
            p->text[p->len - 1] = C_COMMA; /* —— */
        else if (mark != 0)
            put(p, mark, at);
        else if (code < 0x80)
        {
            if (space && p->len > 0 && byte_is_digit(p->text[p->len - 1]) && byte_is_digit((char) code) &&
                !is_grouped(s, at, to))
                put(p, C_GAP, at);
            put(p, (char) code, at);
        }
        else
        {
            const char *simple = width == 3 ? scan_simplified(s, code) : NULL;

            for (size_t i = 0; i < width; i++)
                put(p, simple != NULL ? simple[i] : s->text.ptr[at + i], at + i);
        }
        space = false;
        at += width;
    }
    p->text[p->len] = '\0';
    p->at[p->len] = (uint32_t) (to - p->base);
}

struct slice
scan_original(const struct scan *s, uint16_t from, uint16_t to)
{
    const struct scan_sentence *p = s->sentence;
    size_t begin;
    size_t end;
    size_t last;

    if (from >= to)
        return slice_make(s->text.ptr + p->base, 0);
    begin = p->base + p->at[from];
    /* Up to the end of the last character that is in, without the spaces behind it. */
    last = to - 1u;
    while (last > from && ((unsigned char) p->text[last] & 0xc0) == 0x80)
        last--;
    end = p->base + p->at[last];
    if (end < s->text.len)
    {
        uint32_t code;
        size_t width = utf8_decode(s->text.ptr + end, s->text.len - end, &code);

        end += width == 0 ? 1 : width;
    }
    return slice_make(s->text.ptr + begin, end - begin);
}
