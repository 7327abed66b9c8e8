/*
 * scan_table.h: cells of a table pasted as text; what scan_cells.c cuts and scan_table.c reads.
 */
#ifndef SEI_CORE_SCAN_TABLE_H
#define SEI_CORE_SCAN_TABLE_H

#include "scan_parts.h"

struct cells
{
    int32_t count;
    struct slice cell[SCAN_COLUMNS_MAX];
};

/* Cut a line into cells. False when it is no row: a sentence, or too few or too many cells. */
bool scan_cells_split(struct slice line, struct cells *out);
/* Cut a line at every space. False for fewer than three cells, and for prose. */
bool scan_cells_split_at_spaces(struct slice line, struct cells *out);
/* Whether a cell is one that headings begin with: 指标, 序号. */
bool scan_cells_is_first(struct slice cell);
/* A number, with what may stand around it in a cell. */
bool scan_cell_is_number(struct slice cell);

#endif
