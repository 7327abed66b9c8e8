/*
 * scan.h: the targets that a plan states in its own prose, as rows.
 *
 * Rules over grammar and number words, no list of phrases of one plan: figures with their units, the words
 * that bound them, the dates that they are due, what they are said of. A figure that is understood and
 * promised gives a target; one that is not gives a row without a target and the reason. Reads sentence by
 * sentence in linear time with the state below and no other memory; rows point into the text.
 *
 * What is no target and gives no row: numbers of documents, articles and sections, names with numerals
 * (三网融合, 四个一批, 863计划), durations, the size in 产值超千亿元的集群3个, the earlier value in
 * 由8%提高到15%, a table of contents.
 */
#ifndef SEI_CORE_SCAN_H
#define SEI_CORE_SCAN_H

#include "fault.h"
#include "period.h"
#include "slice.h"
#include "target.h"

#define SCAN_ROWS_MAX     96  /* rows of one sentence */
#define SCAN_EARLIER_MAX  256 /* targets kept for 'restates' and 'contradicts' */
#define SCAN_WORDS_MAX    1024
#define SCAN_BITS         8192
#define SCAN_NOTE_MAX     160
#define SCAN_SUBJECT_KEPT 120

enum scan_modality
{
    SCAN_EXPECTED,     /* 预期, 计划, or no word */
    SCAN_ASPIRATIONAL, /* 力争, 争取 */
    SCAN_BINDING,      /* 须, 要, 确保, 约束性 */
    SCAN_DONE          /* an achieved figure; the row has no target */
};

struct scan_row
{
    int32_t ordinal; /* from 1 over all rows of the text */
    size_t offset;   /* of the clause, in bytes from the start of the text */
    struct slice clause;
    struct slice subject; /* what the figure is said of; empty when nothing was found */
    bool has_target;
    struct target target;
    bool has_due;
    struct period due;
    bool has_baseline;
    struct period baseline;
    enum scan_modality modality;
    bool due_carried;         /* from an earlier sentence or the title, not said here */
    bool annual;              /* 年均, 每年 */
    struct slice relative_to; /* what a relative or rank target is compared with */
    struct slice scope;       /* what narrows it: 其中, 产值超千亿元的, 全省 */
    int32_t restates;         /* ordinal of the first statement of the same target, or 0 */
    char note[SCAN_NOTE_MAX]; /* why there is no target, or what to look at; empty when there is nothing to
                                 say */
};

/* What is remembered of an earlier target. */
struct scan_earlier
{
    int32_t ordinal;
    int32_t sentence;
    struct target_number lower;
    struct target_number upper;
    uint8_t kind;
    uint8_t op;
    bool percent;
    bool has_due;
    struct period due;
    bool has_baseline;
    struct period baseline;
    uint32_t unit;  /* hash; units of counting are one */
    uint32_t scope; /* hash; 0 none */
    uint32_t name;  /* hash of the subject's characters; 0 none */
    uint16_t subject_len;
    char subject[SCAN_SUBJECT_KEPT];
};

/* What carries from sentence to sentence. */
struct scan_context
{
    bool has_due;     /* stated by an earlier sentence of this section */
    bool due_unknown; /* 三年内: due, but not known when */
    struct period due;
    bool has_title_due; /* of the title: （2023—2025年） */
    struct period title_due;
    int32_t year;                /* the text was written in this year or later; 0 unknown */
    bool review;                 /* under a heading that looks back */
    bool goals;                  /* under a heading of targets */
    enum scan_modality modality; /* of a heading: 约束性指标 */
    struct slice subject;
};

/* The columns of a table pasted as text. */
#define SCAN_COLUMNS_MAX 12
struct scan_table
{
    int32_t columns; /* 0: not in a table */
    bool spaced;     /* single spaces between the cells */
    bool upright;    /* one cell a line */
    uint8_t role[SCAN_COLUMNS_MAX];
    struct period period[SCAN_COLUMNS_MAX];
};

/* A word that the scanner knows. */
struct scan_word
{
    const char *text;
    uint16_t next; /* of the same slot, its number + 1 */
    uint8_t len;
    uint8_t word; /* enum word_class of scan_parts.h */
    uint8_t value;
};

struct scan_sentence;

struct scan
{
    struct slice text;
    size_t at;        /* next byte to read */
    size_t line_stop; /* where its line ends */
    int32_t rows;     /* given so far */
    int32_t targets;  /* of them with a target */
    int32_t sentences;
    struct scan_context context;
    struct scan_table table;
    struct scan_earlier earlier[SCAN_EARLIER_MAX];
    int32_t earlier_count; /* ever; the oldest are overwritten */
    struct scan_row row[SCAN_ROWS_MAX];
    int32_t row_count; /* of the last sentence */
    struct scan_sentence *sentence;
    uint8_t trigger[SCAN_BITS]; /* characters without which a sentence states nothing */
    uint8_t leader[SCAN_BITS];  /* … or one of these before a follower */
    uint8_t follower[SCAN_BITS];
    uint8_t traditional[SCAN_BITS]; /* characters that are read as others */
    uint8_t first[4096];            /* what a character may begin, by slot: enum of scan_parts.h */
    uint16_t word_head[4096];       /* first word of a slot, its number + 1 */
    uint16_t word_count;
    struct scan_word word[SCAN_WORDS_MAX];
};

/* How many bytes of scratch memory a scan needs besides struct scan. */
size_t scan_scratch_size(void);

/* Begin; scratch has scan_scratch_size() bytes and lives as long as the scan, the text too. */
void scan_begin(struct scan *s, struct slice text, void *scratch);

/* Read on to the end of the next sentence; its rows are s->row[0 .. row_count). False at the end of the text.
 */
bool scan_sentence(struct scan *s);

/* binding, expected, aspirational, done */
const char *scan_modality_name(enum scan_modality modality);

#endif
