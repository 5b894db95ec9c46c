import torch

from snippets.unet.net import UNet


# --8<-- [start:noskip]
class NoSkip(UNet):
    def forward(self, x):
        skip1 = self.down1(x)
        skip2 = self.down2(self.pool(skip1))
        x = self.bottom(self.pool(skip2))
        # zh: 同样的层，但跳跃连接传来的全是 0
        # en: the same layers, but the skip connections carry zeros
        x = self.merge2(torch.cat([0 * skip2, self.up2(x)], dim=1))
        x = self.merge1(torch.cat([0 * skip1, self.up1(x)], dim=1))
        return self.head(x)
# --8<-- [end:noskip]
