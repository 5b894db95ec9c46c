import torch

# --8<-- [start:fails]
last = torch.zeros(2, 16, 5, 5).to(memory_format=torch.channels_last)
print("flatten(1)", tuple(torch.flatten(last, 1).shape))
last.view(-1, 400)
# --8<-- [end:fails]
