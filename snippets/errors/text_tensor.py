import torch

# --8<-- [start:fix]
labels = ["cat", "dog", "cat"]
names = sorted(set(labels))
print(torch.tensor([names.index(label) for label in labels]).tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
labels = ["cat", "dog", "cat"]
torch.tensor(labels)
# --8<-- [end:fails]
