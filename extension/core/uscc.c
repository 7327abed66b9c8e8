/*
 * uscc.c: see uscc.h. Weights are powers of 3 modulo 31 over an alphabet without I, O, S, V and Z.
 */
#include "uscc.h"

static const char form_hint[] = "A unified social credit code has 18 digits and capital letters other than "
                                "I, O, S, V and Z (GB 32100-2015).";

enum
{
    USCC_LENGTH = 18,
    REGION_FIRST = 2,
    REGION_LAST = 7
};

bool
uscc_check(struct slice text, struct fault *fault)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    int weight = 1;
    int sum = 0;
    int expected;

    if (text.len != USCC_LENGTH)
        return fault_set(fault, FAULT_SYNTAX, -1, form_hint, "The text has %d bytes, not 18.",
                         (int) (text.len < 1000000 ? text.len : 1000000));
    if (text.ptr[0] == '0')
        return fault_set(fault, FAULT_SYNTAX, 0, form_hint, "No registration department has the number 0.");
    for (int i = 0; i < USCC_LENGTH; i++)
    {
        const char *letter = text.ptr[i] == '\0' ? NULL : strchr(alphabet, text.ptr[i]);

        if (letter == NULL || (i >= REGION_FIRST && i <= REGION_LAST && letter - alphabet > 9))
            return fault_set(fault, FAULT_SYNTAX, i, form_hint, "Character %d may not stand here%s.", i + 1,
                             i >= REGION_FIRST && i <= REGION_LAST ? ": the region has digits only" : "");
        if (i == USCC_LENGTH - 1)
            break;
        sum += (int) (letter - alphabet) * weight;
        weight = weight * 3 % 31;
    }
    expected = (31 - sum % 31) % 31;
    if (text.ptr[USCC_LENGTH - 1] != alphabet[expected])
        return fault_set(fault, FAULT_VALUE, USCC_LENGTH - 1, form_hint, "The check character should be %c.",
                         alphabet[expected]);
    return true;
}
