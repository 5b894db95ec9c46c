import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:named]
torch.manual_seed(0)
net = nn.Linear(2, 2)
optimizer = torch.optim.Adam(net.named_parameters(), lr=0.1)
F.mse_loss(net(torch.ones(1, 2)), torch.zeros(1, 2)).backward()
optimizer.step()
saved = optimizer.state_dict()
print(saved["param_groups"][0]["params"], saved["param_groups"][0]["param_names"])
# --8<-- [end:named]

# --8<-- [start:swapped]
# zh: 同样的参数，顺序相反
# en: the same parameters in the opposite order
swapped = torch.optim.Adam([("bias", net.bias), ("weight", net.weight)], lr=0.1)
swapped.load_state_dict(saved)
for name, p in net.named_parameters():
    print(name, tuple(p.shape), "got an average of shape", tuple(swapped.state[p]["exp_avg"].shape))
# --8<-- [end:swapped]
