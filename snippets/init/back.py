import torch

from snippets.init.deep import deep, rules

# --8<-- [start:back]
torch.manual_seed(0)
x = torch.randn(512, 256)
for name, rule in rules.items():
    torch.manual_seed(1)
    net = deep(rule)
    net(x).mean().backward()
    print(name, f"{net[0].weight.grad.norm():.0e}")
# --8<-- [end:back]
