import torch

from snippets.residual.digits import make_digits

# --8<-- [start:show]
torch.manual_seed(0)
x, target = make_digits(1000)
print("x", tuple(x.shape), "target", target[:12].tolist())
for row in x[4, 0].tolist():
    print("".join("#" if pixel >= 1 else "." for pixel in row))
# --8<-- [end:show]
