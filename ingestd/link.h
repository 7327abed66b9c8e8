/*
 * link.h: the Link header of RFC 8288.
 */
#ifndef SEI_INGESTD_LINK_H
#define SEI_INGESTD_LINK_H

/* The target of the first link whose relation is rel, as it is written; NULL when there is none. Free the
 * result. */
char *link_find(const char *header, const char *rel);

#endif
