/*
 * scan.c: the driver: sentence after sentence, rows out; see scan.h.
 */
#include "scan_parts.h"

size_t
scan_scratch_size(void)
{
    return sizeof(struct scan_sentence);
}

void
scan_begin(struct scan *s, struct slice text, void *scratch)
{
    memset(s, 0, sizeof(*s));
    s->text = text;
    s->context.subject = slice_make(text.ptr, 0);
    s->sentence = scratch;
    memset(scratch, 0, sizeof(struct scan_sentence));
    scan_words_begin(s);
}

bool
scan_sentence(struct scan *s)
{
    s->row_count = 0;
    switch (scan_text_next(s))
    {
        case LINE_END: return false;
        case LINE_TABLE: break;
        case LINE_PROSE:
            scan_tokens(s);
            scan_rows(s);
            break;
    }
    s->sentences++;
    return true;
}

const char *
scan_modality_name(enum scan_modality modality)
{
    static const char *const names[] = {[SCAN_EXPECTED] = "expected",
                                        [SCAN_ASPIRATIONAL] = "aspirational",
                                        [SCAN_BINDING] = "binding",
                                        [SCAN_DONE] = "done"};

    return names[modality];
}
