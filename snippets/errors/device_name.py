import torch

# --8<-- [start:fix]
print(torch.device("cuda"), torch.device("cuda:1"), torch.device("mps"))
# --8<-- [end:fix]

# --8<-- [start:fails]
torch.device("gpu")
# --8<-- [end:fails]
