from snippets.generation.text import batch_of, chars, names

# --8<-- [start:shift]
print(len(names), "names,", len(chars), "characters and marks")
batch = batch_of(["six", "eight"])
x, target = batch[:, :-1], batch[:, 1:]
for row in range(2):
    print("x     ", *(f"{chars[i]:5}" for i in x[row].tolist()))
    print("target", *(f"{chars[i]:5}" for i in target[row].tolist()))
# --8<-- [end:shift]
