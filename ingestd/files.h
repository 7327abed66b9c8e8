/*
 * files.h: whole small files and directory listings, with messages that name the file.
 */
#ifndef SEI_INGESTD_FILES_H
#define SEI_INGESTD_FILES_H

#include "buffer.h"
#include "failure.h"

/* Read a whole file, at most limit bytes. */
bool file_read(const char *path, size_t limit, struct buffer *out, struct failure *f);

/* The names in a directory that end in suffix, sorted; free with files_free. */
bool files_list(const char *dir, const char *suffix, char ***names, size_t *n, struct failure *f);
void files_free(char **names, size_t n);

#endif
