# --8<-- [start:spell]
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spell(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        rest = "-" + ONES[n % 10] if n % 10 else ""
        return TENS[n // 10 - 2] + rest
    rest = " " + spell(n % 100) if n % 100 else ""
    return ONES[n // 100] + " hundred" + rest
# --8<-- [end:spell]
