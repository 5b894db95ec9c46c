import torch

from snippets.residual.digits import make_digits
from snippets.residual.net import ResNet
from snippets.residual.plain import train

# --8<-- [start:data]
# only: the page has these from its section above
torch.manual_seed(0)
x, target = make_digits(1000)
# --8<-- [end:data]

# --8<-- [start:fit]
torch.manual_seed(0)
x_held, target_held = make_digits(500)
net = ResNet(classes=10, widths=(8, 16, 32), blocks=1)
losses = train(net, x, target, epochs=5, lr=0.05)
print("loss", *(round(loss, 1) for loss in losses))
net.eval()
with torch.no_grad():
    right = net(x_held).argmax(dim=1) == target_held
print(f"accuracy on new digits {right.float().mean().item():.1f}")
# --8<-- [end:fit]
