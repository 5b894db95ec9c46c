import torch

# --8<-- [start:fix]
query, key = torch.zeros(2, 3, 4), torch.zeros(2, 5, 4)
# zh: (2, 3, 4) @ (2, 4, 5) → (2, 3, 5)
# en: (2, 3, 4) @ (2, 4, 5) → (2, 3, 5)
print((query @ key.transpose(1, 2)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
query, key = torch.zeros(2, 3, 4), torch.zeros(2, 5, 4)
query @ key
# --8<-- [end:fails]
