/*
 * job.h: a source that makes the data first: the answer is "queued", we ask how far it is, and then for the
 * data.
 */
#ifndef SEI_INGESTD_JOB_H
#define SEI_INGESTD_JOB_H

#include "session.h"

/*
 * ask is the request that was queued, e its answer, the body in ask's file. In the end e and the file hold
 * the answer with the data. The headers of ask go along.
 */
bool job_run(struct session *s, const struct ask *ask, char **answered, struct exchange *e,
             struct failure *f);

#endif
