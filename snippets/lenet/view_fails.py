import torch

# --8<-- [start:layout]
torch.manual_seed(0)
maps = torch.rand(2, 16, 5, 5).to(memory_format=torch.channels_last)
print(tuple(maps.shape), tuple(torch.flatten(maps, 1).shape))
# --8<-- [end:layout]

# --8<-- [start:fails]
maps.view(-1, 400)
# --8<-- [end:fails]
