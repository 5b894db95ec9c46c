import torch
import torch.nn.functional as F

from snippets.unet.data import make_bars
from snippets.unet.net import UNet

# --8<-- [start:data]
# only: the page has these from its section above
torch.manual_seed(0)
x, target = make_bars(200)
# --8<-- [end:data]


# --8<-- [start:train]
def train(net, x, target, epochs=8, lr=0.01):
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 1, 0.1, total_iters=epochs)
    for epoch in range(epochs):
        for i in range(0, len(x), 20):
            optimizer.zero_grad()
            # zh: 得分 (20, 3, 32, 32)，目标 (20, 32, 32)
            # en: scores (20, 3, 32, 32), target (20, 32, 32)
            loss = F.cross_entropy(net(x[i : i + 20]), target[i : i + 20])
            loss.backward()
            optimizer.step()
        scheduler.step()
    return loss.item()


def iou(net, x, target, label):
    net.eval()
    with torch.no_grad():
        found = net(x).argmax(dim=1) == label
    wanted = target == label
    return ((found & wanted).sum() / (found | wanted).sum()).item()
# --8<-- [end:train]


# --8<-- [start:fit]
class NoSkip(UNet):
    def forward(self, x):
        skip1 = self.down1(x)
        skip2 = self.down2(self.pool(skip1))
        x = self.bottom(self.pool(skip2))
        # zh: 同样的层，但跳跃连接传来的全是 0
        # en: the same layers, but the skip connections carry zeros
        x = self.merge2(torch.cat([torch.zeros_like(skip2), self.up2(x)], dim=1))
        x = self.merge1(torch.cat([torch.zeros_like(skip1), self.up1(x)], dim=1))
        return self.head(x)


torch.manual_seed(0)
x_held, target_held = make_bars(100)
for name, make in (("U-Net", UNet), ("without skips", NoSkip)):
    torch.manual_seed(0)
    net = make(in_channels=1, classes=3)
    loss = train(net, x, target)
    print(f"{name:13}  loss {loss:.2f}  IoU", *(f"{iou(net, x_held, target_held, label):.1f}" for label in (0, 1, 2)))
# --8<-- [end:fit]
