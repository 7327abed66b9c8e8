/*
 * paging.c: see paging.h.
 */
#include "paging.h"

#include <stdlib.h>

void
walk_begin(struct walk *w, const struct paging *paging)
{
    memset(w, 0, sizeof(*w));
    w->paging = paging;
    w->ordinal = 1;
    w->number = paging->first;
    w->cursor = paging->start == NULL ? NULL : mem_text(slice_of(paging->start));
}

void
walk_free(struct walk *w)
{
    free(w->cursor);
    free(w->link);
    w->cursor = w->link = NULL;
}

const char *
paging_variable(const struct paging *paging)
{
    switch (paging->kind)
    {
        case PAGING_PAGE: return "page";
        case PAGING_OFFSET: return "offset";
        case PAGING_CURSOR: return "cursor";
        default: return NULL;
    }
}

void
walk_variables(const struct walk *w, struct variables *v)
{
    const char *turns = paging_variable(w->paging);

    if (w->paging->kind == PAGING_CURSOR)
        variables_set(v, turns, w->cursor);
    else if (turns != NULL)
        variables_set_number(v, turns, w->number);
    if (w->paging->size > 0)
        variables_set_number(v, "size", w->paging->size);
}

/* Compare a page's envelope with the first page's and with what was asked for. */
static bool
check_envelope(struct walk *w, const struct page_facts *facts, struct failure *f)
{
    static const char hint[] =
        "the source changed again and again while it was read; the next run reads it anew";

    if (facts->has_page && facts->page != w->number)
        return fail(f, FAILURE_DATA,
                    "the source ignores the page parameter, or request.paging.first is wrong",
                    "page %lld was asked for, the source answered with page %lld", (long long) w->number,
                    (long long) facts->page);
    if (facts->has_pages && w->has_pages && facts->pages != w->pages)
        w->changed = !fail(f, FAILURE_RETRY, hint, "the number of pages changed from %lld to %lld",
                           (long long) w->pages, (long long) facts->pages);
    else if (facts->has_total && w->has_total && facts->total != w->total)
        w->changed = !fail(f, FAILURE_RETRY, hint, "the total changed from %lld to %lld",
                           (long long) w->total, (long long) facts->total);
    if (w->changed)
        return false;
    w->has_pages = w->has_pages || facts->has_pages;
    w->pages = facts->has_pages ? facts->pages : w->pages;
    w->has_total = w->has_total || facts->has_total;
    w->total = facts->has_total ? facts->total : w->total;
    return true;
}

/* Counted pages end where the source says; without a word of it with the first page that has no rows. */
static bool
is_last_counted(const struct walk *w, const struct page_facts *facts)
{
    const struct paging *p = w->paging;

    if (w->has_pages)
        return w->ordinal >= w->pages;
    if (w->has_total && p->rows_total)
        return w->records >= w->total || facts->records == 0;
    return facts->records == 0 || (p->short_page_ends && facts->records < p->size);
}

static bool
is_last_cursor(const struct walk *w, const struct page_facts *facts)
{
    bool same = w->cursor != NULL && facts->next != NULL && strcmp(w->cursor, facts->next) == 0;

    if (facts->has_more)
        return !facts->more;
    if (facts->next == NULL)
        return true;
    return (w->paging->ends == CURSOR_SAME && same) ||
           (w->paging->ends == CURSOR_EMPTY_PAGE && facts->records == 0);
}

static bool
find_end(struct walk *w, const struct page_facts *facts, struct failure *f)
{
    w->done = facts->ends;
    if (facts->ends)
        return true;
    switch (w->paging->kind)
    {
        case PAGING_NONE: w->done = true; break;
        case PAGING_PAGE:
        case PAGING_OFFSET: w->done = is_last_counted(w, facts); break;
        case PAGING_CURSOR:
            w->done = is_last_cursor(w, facts);
            if (!w->done && facts->next == NULL)
                return fail(f, FAILURE_DATA, "look at the document and correct request.paging",
                            "the source says that there is more, and gives no cursor");
            break;
        case PAGING_LINK_HEADER:
        case PAGING_NEXT_LINK:
        case PAGING_ODATA: w->done = facts->next == NULL; break;
    }
    return true;
}

bool
walk_next(struct walk *w, const struct page_facts *facts, struct failure *f)
{
    w->records += facts->records;
    if (!check_envelope(w, facts, f) || !find_end(w, facts, f))
        return false;
    if (w->done)
        return true;
    w->ordinal++;
    w->number += w->paging->kind == PAGING_OFFSET ? facts->records : 1;
    if (w->paging->kind == PAGING_CURSOR)
    {
        free(w->cursor);
        w->cursor = mem_text(slice_of(facts->next));
    }
    else if (facts->next != NULL)
    {
        free(w->link);
        w->link = mem_text(slice_of(facts->next));
    }
    return true;
}

void
walk_skip(struct walk *w, const char *next)
{
    free(w->link);
    w->link = next == NULL ? NULL : mem_text(slice_of(next));
    w->done = next == NULL;
    w->ordinal++;
    w->number += w->paging->kind == PAGING_PAGE;
}

bool
walk_end(const struct walk *w, struct failure *f)
{
    if (w->has_total && w->paging->rows_total && w->records != w->total)
        return fail(f, FAILURE_RETRY, "nothing was loaded; the next run reads the source anew",
                    "the source announces %lld rows in all, its %d pages hold %lld", (long long) w->total,
                    w->ordinal, (long long) w->records);
    return true;
}
