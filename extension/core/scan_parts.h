/*
 * scan_parts.h: what the files of the scanner share; nobody else includes it.
 *
 * text → sentence (scan_text.c) → tokens (scan_token.c, scan_date.c, scan_figure.c, words of scan_words.c)
 *      → readings of figures (scan_clause.c, scan_subject.c) → rows (scan_walk.h, scan_context.c); tables:
 * scan_cells.c, scan_table.c.
 */
#ifndef SEI_CORE_SCAN_PARTS_H
#define SEI_CORE_SCAN_PARTS_H

#include "scan.h"

#define SENTENCE_MAX 6000
#define TOKENS_MAX   1200
#define FIGURES_MAX  160
#define DATES_MAX    160
/* Whether a word stands at the start of a text. Most differ in the first bytes, so this beats memcmp. */
static inline bool
text_begins(const char *text, size_t len, const char *word)
{
    for (size_t i = 0; word[i] != '\0'; i++)
    {
        if (i >= len || text[i] != word[i])
            return false;
    }
    return true;
}

/* Where a word first stands; the length of the text when it does not. */
static inline size_t
slice_find(struct slice s, const char *word)
{
    for (size_t i = 0; i < s.len; i++)
    {
        if (s.ptr[i] == word[0] && text_begins(s.ptr + i, s.len - i, word))
            return i;
    }
    return s.len;
}

static inline bool
slice_holds(struct slice s, const char *word)
{
    return slice_find(s, word) < s.len;
}

/* The code of a character of three bytes. */
static inline uint32_t
three_byte_code(const char *p)
{
    return ((uint32_t) p[0] & 0x0fu) << 12 | ((uint32_t) p[1] & 0x3fu) << 6 | ((uint32_t) p[2] & 0x3fu);
}

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Punctuation of the folded sentence: one byte each, whatever the width it was written with. */
#define C_COMMA   '\x01'
#define C_SEMI    '\x02'
#define C_COLON   '\x03'
#define C_LIST    '\x04' /* 、 */
#define C_OPEN    '\x05'
#define C_CLOSE   '\x06'
#define C_QUOTE   '\x07'
#define C_UNQUOTE '\x08'
#define C_TITLE   '\x0e' /* 《 */
#define C_UNTITLE '\x0f'
#define C_GAP     '\x1e' /* a space between digits */
#define C_BROKEN  '\x1f' /* bytes that are no UTF-8 */

enum token_kind
{
    TOK_STOP, /* , ; : and what ends a clause */
    TOK_LIST, /* 、 */
    TOK_FIGURE,
    TOK_DATE,
    TOK_SPAN, /* a duration: 三年内, 5年左右 */
    TOK_RANK, /* 前15位, 第3名 */
    TOK_WORD
};

/* What a word does. The order is that of no list; scan_words.c says which word is which. */
enum word_class
{
    W_PLAIN,      /* holds other words and means none of them: 主要, 增加值 */
    W_OP,         /* 不低于 超过 约: value is the operator; stands right before a figure */
    W_TO,         /* 达到: a level */
    W_DOWN_TO,    /* 降至, 控制在 */
    W_UP,         /* 增长 提高 */
    W_DOWN,       /* 下降 减少 */
    W_NEW,        /* 新增: a flow */
    W_RATE,       /* 增速 增长率 */
    W_ANNUAL,     /* 年均 每年 */
    W_PLAN,       /* 培育 建成 */
    W_FILL,       /* 了 再 的: passes */
    W_MODAL,      /* value is the modality */
    W_FUTURE,     /* 将 未来 目标 */
    W_BEHIND,     /* 以上 左右: value is the operator */
    W_DONE,       /* 已 同比 截至 */
    W_NOW,        /* 目前 现有: done unless compared with */
    W_MEASURE,    /* 给予 奖励 */
    W_DESCRIBE,   /* 占地 总投资: says what something is */
    W_COMPARE,    /* 比 较 */
    W_FROM,       /* 从 由 */
    W_SINCE,      /* 截至 自 */
    W_EACH,       /* 分别 */
    W_PART,       /* 其中 */
    W_AND,        /* 和 及 与 */
    W_RELATIVE,   /* 高于 快于: against something without a figure */
    W_SAME,       /* 同步 */
    W_STANDARD,   /* 平均水平 同期 指标: what one is compared with */
    W_LEADING,    /* 前列 百强: a rank without a number */
    W_COVERS,     /* 全覆盖: 100% */
    W_AFTER_DATE, /* 期间 末 以来 价格: value says which */
    W_OR,
    W_HEAD /* 产值 投资: what a sum before it measures */
};

enum after_date
{
    AFTER_DUE,   /* 底 末 期间 前 */
    AFTER_START, /* 起 以来 */
    AFTER_PRICE, /* 价格 不变价 */
    AFTER_BASE,  /* 的基础上 相比 为基期 */
    AFTER_NAME   /* 规划 纲要: part of a title */
};

struct token
{
    uint16_t from;
    uint16_t to;
    uint8_t kind;
    uint8_t word;  /* enum word_class of TOK_WORD */
    uint8_t value; /* operator, modality, the character of a stop */
    uint8_t depth; /* brackets around it */
    bool quoted;
    int16_t index; /* of the figure or date */
};

enum figure_mark
{
    FIG_NONE,
    FIG_PERCENT,
    FIG_POINTS,
    FIG_TIMES,    /* n 倍 */
    FIG_MULTIPLE, /* 翻番, 倍增: the number is the multiple */
    FIG_ODD       /* 三分之一, a ratio: not a target this type can hold */
};

struct figure
{
    uint16_t from;
    uint16_t to; /* behind the unit */
    struct target_number lower;
    struct target_number upper;
    bool range;
    bool spans; /* a range written with 到: after 从 the end is what counts */
    bool more;  /* 100余家 */
    uint8_t mark;
    int8_t power; /* of ten, that the mark means beside per cent: ‰ -1, 成 1 */
    bool chinese; /* written in numerals */
    int8_t scale; /* power of ten of its scale word: 3 万 is 4 */
    bool lent;    /* its unit stands behind a later figure: 10、20和30家 */
    bool place;   /* 亿元: a scale word alone */
    bool grade;   /* 千亿级 */
    bool bare;    /* no unit, no mark */
    bool counts;  /* 个 家 户: a unit of counting */
    bool money;
    bool time;
    uint16_t unit_from;
    uint16_t unit_to;
    const char *odd; /* why it cannot be read */
};

struct date
{
    struct period period;
    bool end_of;   /* 期末: the last year */
    bool day;      /* 3月12日: an event */
    bool relative; /* 今年 未来五年: known to the writer only */
};

struct scan_sentence
{
    size_t base; /* offset in the text of the first byte */
    size_t end;
    size_t len;
    char text[SENTENCE_MAX + 8];
    uint32_t at[SENTENCE_MAX + 8]; /* where each byte came from */
    bool broken;
    int32_t bracket_year; /* 〔2010〕 */
    int32_t token_count;
    struct token token[TOKENS_MAX];
    int32_t figure_count;
    struct figure figure[FIGURES_MAX];
    int32_t date_count;
    struct date date[DATES_MAX];
};

/* Whether a word stands at a place of the sentence. */
static inline bool
sentence_has(const struct scan_sentence *p, size_t at, const char *word)
{
    return at <= p->len && text_begins(p->text + at, p->len - at, word);
}

/* Pass over a word when it stands at *at. */
static inline bool
sentence_takes(const struct scan_sentence *p, size_t *at, const char *word)
{
    if (!sentence_has(p, *at, word))
        return false;
    *at += strlen(word);
    return true;
}

/* How one figure is meant. */
struct reading
{
    int32_t token;       /* of the figure */
    int32_t clause_from; /* tokens of the clause */
    int32_t clause_to;
    int32_t segment_from; /* first token that may belong to this figure */
    uint16_t chain;       /* offset where the words right before the figure begin */
    uint8_t op;
    bool has_op;
    bool breaks; /* 突破 stands right before it */
    bool torn;   /* the words around it contradict each other */
    int8_t far;  /* a verb that does not touch the figure, or -1 */
    int8_t verb; /* W_TO, W_DOWN_TO, W_UP, W_DOWN, W_NEW, W_RATE, or -1 */
    bool verb_adjacent;
    bool plan_adjacent;
    bool annual;
    bool rate;           /* a growth rate noun stands around it */
    bool grows_behind;   /* 保持20%以上增长 */
    bool each;           /* 分别 */
    bool listed;         /* continues the figure before: 90家和870家 */
    bool joined;         /* 、 or 和 stands right before it and its words */
    bool base;           /* the value compared with, not the target */
    bool qualifier;      /* describes what another figure counts */
    bool of_head;        /* 500亿元投资 */
    bool compared;       /* 比2010年 stands before it */
    bool from;           /* 由 stands before it */
    bool dated;          /* 2010年的3倍: a date stands among the words before it */
    bool to_end;         /* 由20%到30%: the upper end is the target */
    bool bounded_behind; /* 以上, 左右 */
    int32_t list_first;  /* reading that the list begins with */
    int32_t described;   /* reading of the figure that describes what this one counts, or -1 */
    bool taken;          /* part of a row already */
    int32_t after;       /* first token behind the figure and its words */
    uint16_t behind;     /* offset behind the figure and its words */
};

/* scan_words.c */
/* What a character may begin; two characters may share a slot, so these only rule out. */
enum first_of
{
    FIRST_WORD = 1,
    FIRST_NUMERAL = 2,
    FIRST_DATE = 4,
    FIRST_RANK = 8,
    FIRST_FIGURE = 16
};
uint16_t scan_slot(const char *text);
void scan_words_begin(struct scan *s);
/* The longest word at a place: its length in bytes, 0 for none. */
size_t scan_word_at(const struct scan *s, const char *text, size_t len, uint8_t *word, uint8_t *value);

/* scan_traditional.c */
void scan_traditional_begin(struct scan *s);
/* The simplified character, three bytes, that one below U+10000 is read as; NULL when it is read as itself.
 */
const char *scan_simplified(const struct scan *s, uint32_t code);

/* scan_text.c */
enum line_kind
{
    LINE_END,
    LINE_PROSE,
    LINE_TABLE
};
/* Fill the sentence with the next piece of text that may state something. */
enum line_kind scan_text_next(struct scan *s);
/* Fold [from, to) of the text into the sentence. */
void scan_text_fold(struct scan *s, size_t from, size_t to);
/* The original text of [from, to) of the folded sentence. */
struct slice scan_original(const struct scan *s, uint16_t from, uint16_t to);

/* scan_token.c */
void scan_tokens(struct scan *s);
bool token_is(const struct token *t, enum word_class word);

/* scan_date.c: a date at a place of the sentence; bytes read, 0 for none. */
size_t scan_date_at(const struct scan_sentence *p, size_t at, struct date *out);
/* A duration at a place: 三年内, 5年左右. */
size_t scan_span_at(const struct scan_sentence *p, size_t at);

/* scan_figure.c: a figure at a place; bytes read, 0 for none. *skip: bytes that are a name with digits. */
size_t scan_figure_at(const struct scan_sentence *p, size_t at, struct figure *out, size_t *skip);
/* 前15位, 第3名: a rank; 第三条: bytes of an ordinal that is none. */
size_t scan_rank_at(const struct scan_sentence *p, size_t at, bool *rank);

/* scan_unit.c: the unit at a place; bytes, 0 for none. */
enum unit_sort
{
    UNIT_COUNT,
    UNIT_MONEY,
    UNIT_MEASURE,
    UNIT_TIME
};
size_t scan_unit_at(const struct scan_sentence *p, size_t at, uint8_t *sort);

/* scan_clause.c */
int32_t scan_readings(const struct scan *s, struct reading *out, int32_t max);

/* scan_subject.c */
struct slice scan_subject_before(const struct scan *s, const struct reading *r);
struct slice scan_subject_after(const struct scan *s, const struct reading *r);
/* The parts of a list 甲、乙和丙; at most max. */
int32_t scan_split_list(struct slice list, struct slice *part, int32_t max);
struct slice scan_trim(struct slice words);

/* scan_row.c */
void scan_rows(struct scan *s);
struct scan_row *scan_row_new(struct scan *s, struct slice clause);
bool scan_target_make(const struct scan_sentence *p, const struct figure *f, const struct reading *r,
                      struct target *out, char note[SCAN_NOTE_MAX]);

/* scan_context.c */
/* Note what a heading says; true when the line is one. */
void scan_heading(struct scan *s, struct slice line);
/* Link a row to earlier ones, remember it. */
void scan_link(struct scan *s, struct scan_row *row);

/* scan_table.c */
bool scan_table_is_row(const struct scan *s, struct slice line);
/* A short line between rows: 经济发展. */
bool scan_table_is_title(struct slice line);
/* Read a heading or a row that has one cell a line, and pass over its lines; false when the line begins none.
 */
bool scan_table_take_upright(struct scan *s, struct slice line);
void scan_table_row(struct scan *s, struct slice line);

#endif
