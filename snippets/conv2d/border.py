from snippets.conv2d.reads import reads

# --8<-- [start:border]
print(*reads(6, stride=2).tolist(), sep="\n")
# --8<-- [end:border]
