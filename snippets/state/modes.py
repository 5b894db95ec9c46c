import torch
from torch import nn

# --8<-- [start:dropout]
torch.manual_seed(0)
drop = nn.Dropout(0.5)
x = torch.ones(8)
print("training:", drop(x).tolist())
drop.eval()
print("eval:    ", drop(x).tolist())
# --8<-- [end:dropout]

# --8<-- [start:train]
norm = nn.BatchNorm1d(1)
# zh: 两个样本，各一个特征
# en: two samples with one feature each
x = torch.tensor([[8.0], [12.0]])
y = norm(x)
print("y =", [round(value, 2) for value in y.flatten().tolist()])
print(f"running_mean = {norm.running_mean.item():.2f}, running_var = {norm.running_var.item():.2f}")
# --8<-- [end:train]

# --8<-- [start:eval]
norm.eval()
y = norm(x)
print("y =", [round(value, 2) for value in y.flatten().tolist()])
print(f"running_mean = {norm.running_mean.item():.2f}, running_var = {norm.running_var.item():.2f}")
# --8<-- [end:eval]

# --8<-- [start:graph]
print("eval():", norm(x).requires_grad)
with torch.no_grad():
    print("eval() and no_grad():", norm(x).requires_grad)
# --8<-- [end:graph]

# --8<-- [start:fails]
norm.train()
norm(torch.tensor([[8.0]]))
# --8<-- [end:fails]
