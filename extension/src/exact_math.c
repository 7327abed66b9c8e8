/*
 * exact_math.c: see exact_math.h.
 */
#include "exact_math.h"

#include "utils/builtins.h"

Datum
exact_ratio(struct number a, struct number b)
{
    if (!number_fits(&a) || !number_fits(&b))
        number_to_range(&a, &b, tally_alloc);
    if (number_is_zero(&b))
        ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
                        errmsg("a ratio is beyond what numeric can hold"),
                        errdetail("The numerator is more than 10^131072 times the denominator."),
                        errhint("Look at both: sums of one unit never lie so far apart.")));
    return DirectFunctionCall2(numeric_div, numeric_make(&a), numeric_make(&b));
}
