import torch

from snippets.regularisation.draw import make_sets
from snippets.regularisation.fit import fit, make_net, measure

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:forgotten]
torch.manual_seed(0)
net = make_net(p=0.5)
for _ in fit(net, *train):
    pass
print(f"eval()   {measure(net, *val)[1]:.2f}")
net.train()
with torch.no_grad():
    for attempt in range(3):
        right = net(val[0]).argmax(dim=1) == val[1]
        print(f"train()  {right.float().mean().item():.2f}")
    first, second = net(val[0][:1]), net(val[0][:1])
print("same scores twice:", torch.equal(first, second))
# --8<-- [end:forgotten]
