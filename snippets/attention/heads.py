

# --8<-- [start:heads]
def split(x, heads):
    # zh: (N, L, E) → (N, L, H, E/H) → (N, H, L, E/H)
    # en: (N, L, E) → (N, L, H, E/H) → (N, H, L, E/H)
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def merge(x):
    # zh: (N, H, L, E/H) → (N, L, H, E/H) → (N, L, E)
    # en: (N, H, L, E/H) → (N, L, H, E/H) → (N, L, E)
    return x.transpose(1, 2).flatten(-2)
# --8<-- [end:heads]
