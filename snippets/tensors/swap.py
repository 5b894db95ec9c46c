import matplotlib.pyplot as plt
import torch

from tools.record.cells import cells

# --8<-- [start:matrix]
x = torch.tensor([[1, 2, 3], [4, 5, 6]])
print("transpose", tuple(x.T.shape))
print(*x.T.tolist(), sep="\n")
print("reshape", tuple(x.reshape(3, 2).shape))
print(*x.reshape(3, 2).tolist(), sep="\n")
# --8<-- [end:matrix]

# --8<-- [start:photo]
# zh: 高 5，宽 4，3 个通道：(H, W, C)；红色通道里是字母 F
# en: height 5, width 4, 3 channels: (H, W, C); a letter F in the red channel
photo = torch.zeros(5, 4, 3)
photo[:, 0, 0] = 1
photo[0, :, 0] = 1
photo[2, :3, 0] = 1

moved = photo.permute(2, 0, 1)
scrambled = photo.reshape(3, 5, 4)
print("permute", tuple(moved.shape))
print("reshape", tuple(scrambled.shape))

# zh: 同一个通道的像素，与原来的照片相比
# en: the pixels of one channel, compared with those of the photo
for c in range(3):
    before = photo[:, :, c]
    print("channel", c, "after permute", torch.equal(moved[c], before))
    print("channel", c, "after reshape", torch.equal(scrambled[c], before))
# --8<-- [end:photo]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(1, 3, figsize=(5.4, 2.6))
pictures = {"photo[:, :, 0]": photo[:, :, 0], "permute(2, 0, 1)[0]": moved[0], "reshape(3, 5, 4)[0]": scrambled[0]}
for ax, (title, values) in zip(axes, pictures.items(), strict=True):
    cells(ax, values, text=False)
    ax.set_title(title, fontsize=11)
# --8<-- [end:plot]
