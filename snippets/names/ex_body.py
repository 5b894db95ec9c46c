import torch
from torch import nn

from snippets.names.net import Net

# --8<-- [start:nets]
torch.manual_seed(0)
trained, net = Net(), Net()
net.head = nn.Linear(3, 5)
# --8<-- [end:nets]

# --8<-- [start:answer]
body = {
    key.removeprefix("body."): value
    for key, value in trained.state_dict().items()
    if key.startswith("body.")
}
print(net.body.load_state_dict(body))
print(torch.equal(net.body[0].weight, trained.body[0].weight))
# --8<-- [end:answer]
