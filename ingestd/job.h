/*
 * job.h: a source that makes the data first: the answer is "queued", we ask how far it is, and then for the
 * data.
 */
#ifndef SEI_INGESTD_JOB_H
#define SEI_INGESTD_JOB_H

#include "session.h"

/*
 * e is the answer that was queued, its body in file. In the end the file and e hold the answer with the data.
 * ask is the request that was queued; its headers go along.
 */
bool job_run(struct session *s, const struct ask *ask, struct spool_file *file, char **answered,
             struct exchange *e, struct failure *f);

#endif
