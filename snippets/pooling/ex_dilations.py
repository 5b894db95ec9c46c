from snippets.pooling.field import receptive_field

# --8<-- [start:dilations]
print(receptive_field([(3, 1, dilation) for dilation in (1, 2, 4, 8)]))
# --8<-- [end:dilations]
