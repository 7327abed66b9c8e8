/*
 * scan_walk.h: the state of one walk over the tokens of a sentence, and who takes which token.
 *
 * scan_row.c walks; scan_when.c takes dates and says what the sentence as a whole does; scan_give.c makes
 * rows of figures, scan_relative.c of what has no figure of its own.
 */
#ifndef SEI_CORE_SCAN_WALK_H
#define SEI_CORE_SCAN_WALK_H

#include "scan_parts.h"

#define LIST_MAX 24

/* What the tokens read so far say. */
struct walk
{
    struct scan *s;
    struct reading reading[FIGURES_MAX];
    int32_t count;
    bool ahead; /* something in the sentence looks ahead */
    bool strong_ahead;
    bool measure;         /* the sentence is about a measure */
    bool fine;            /* … that punishes */
    int32_t measure_from; /* token that its clause begins with */
    bool cells;           /* two numbers stand side by side, parted by a space */
    bool states;          /* a verb of attainment or a bound stands somewhere in the sentence */
    bool fact;            /* the sentence states achieved figures */
    bool has_due;
    bool due_unknown; /* 三年内 */
    bool due_here;    /* stated in this sentence */
    struct period due;
    struct period dates[LIST_MAX]; /* a list of dates: 2020年和2025年 */
    int32_t date_count;
    int32_t last_date; /* token */
    bool done;         /* the clauses from here look back */
    bool section_done; /* all up to the next ; looks back */
    bool has_base;
    bool base_wide; /* for the clauses that follow, too */
    struct period base;
    bool part; /* 其中 */
    struct slice part_word;
    bool describe;
    bool clause_measure;
    bool planned;  /* a verb of planning was read */
    bool promised; /* a target was given in this sentence */
    enum scan_modality sentence_modality;
    enum scan_modality modality;
    struct slice subject; /* of the last figure */
    struct slice list;    /* subjects of the last 分别 */
    int32_t first_row;
};

static inline bool
walk_looks_back(const struct walk *w)
{
    return w->done || w->fact || w->section_done;
}

enum date_role
{
    DATE_DUE,
    DATE_AHEAD, /* due, and said to be ahead: 到2015年 */
    DATE_BASE,
    DATE_PAST,
    DATE_START,
    DATE_PRICE,
    DATE_NONE
};

static inline struct scan_sentence *
sentence(struct walk *w)
{
    return w->s->sentence;
}

static inline bool
text_is(const struct scan_sentence *p, const struct token *t, const char *word)
{
    size_t len = strlen(word);

    return (size_t) (t->to - t->from) == len && memcmp(p->text + t->from, word, len) == 0;
}

static inline bool
touches(const struct token *a, const struct token *b)
{
    return a->to == b->from;
}

/* The end of the clause that a token is in. */
static inline int32_t
clause_end(const struct scan_sentence *p, int32_t i)
{
    while (i < p->token_count && !(p->token[i].kind == TOK_STOP && p->token[i].depth == 0))
        i++;
    return i;
}

static inline int32_t
clause_begin(const struct scan_sentence *p, int32_t i)
{
    while (i > 0 && !(p->token[i - 1].kind == TOK_STOP && p->token[i - 1].depth == 0))
        i--;
    return i;
}

/* scan_when.c */
bool walk_is_bounded_growth(const struct walk *w, int32_t i);
enum date_role walk_date_role(const struct scan_sentence *p, int32_t i);
void walk_take_date(struct walk *w, int32_t i);
/* Whether the part of the sentence from a token up to the next ; reports, while another looks ahead. */
bool walk_section_done(const struct walk *w, int32_t i);
/* Whether the sentence looks ahead, back, or is about a measure. */
void walk_survey(struct walk *w);

/* scan_give.c */
struct slice walk_clause(struct walk *w, int32_t token);
/* What every row of the sentence has: due, firmness, scope. */
void walk_fill(struct walk *w, struct scan_row *row);
void walk_say(struct scan_row *row, const char *why);
/* The row says that a figure was reached. */
void walk_make_done(struct scan_row *row);
void walk_take_figure(struct walk *w, int32_t i);

/* scan_relative.c */
void walk_take_relative(struct walk *w, int32_t i);
void walk_take_same(struct walk *w, int32_t i);
void walk_take_rank(struct walk *w, int32_t i);
void walk_take_cover(struct walk *w, int32_t i);

#endif
