import math



# --8<-- [start:attention]
def attention(query, key, value, mask=None):
    # zh: (N, L, E) @ (N, E, S) → (N, L, S)：每个查询对每个键的得分
    # en: (N, L, E) @ (N, E, S) → (N, L, S): a score for each query and each key
    scores = query @ key.transpose(-2, -1) / math.sqrt(query.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    weights = scores.softmax(dim=-1)
    # zh: (N, L, S) @ (N, S, Ev) → (N, L, Ev)
    # en: (N, L, S) @ (N, S, Ev) → (N, L, Ev)
    return weights @ value, weights
# --8<-- [end:attention]
