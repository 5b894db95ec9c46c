import torch

from snippets.transfer.net import Net

# --8<-- [start:fails]
torch.manual_seed(0)
net = Net(5)
net.requires_grad_(False)
optimizer = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=0.01)
# --8<-- [end:fails]
