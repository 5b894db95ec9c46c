import torch
import torch.nn.functional as F

from snippets.transfer.net import Net

# --8<-- [start:fails]
torch.manual_seed(0)
net = Net(5)
# zh: 这一行把新的头也冻结了
# en: this line freezes the new head as well
net.requires_grad_(False)
loss = F.cross_entropy(net(torch.randn(8, 1, 16, 16)), torch.arange(8) % 5)
loss.backward()
# --8<-- [end:fails]
