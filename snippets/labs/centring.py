# %% [page]
# needs: digits-images.idx.gz digits-labels.idx.gz lenet.pt
# zh:
# title: 实验：准确率 98% 的网络为什么认不准你写的数字，位置、大小与预处理
# short: 居中与预处理
# description: 训练好的 LeNet 在 MNIST 上答对 98%，自己手写的数字却常常认错。分别测量位置和大小造成的影响，用重心居中的预处理改正，并写一个数字试试。
# en:
# title: "Lab: why a network with 98% accuracy misreads your digits: position, size and preprocessing"
# short: Centring the input
# description: A trained LeNet reads 98% of MNIST's digits and still fails on your own handwriting. Measure the effect of position and of size alone, fix it by centring the input as in training, and write a digit yourself.

# %% [markdown]
# zh:
# # 实验：训练好的网络为什么认不准你写的数字 { #centred }
#
# 训练时准确率很高，自己的图片却认不准，这是论坛上常见的问题。一个常见的原因是：使用时的输入和训练时的输入没有做同样的预处理。这个实验用[训练 LeNet 的实验](train.ipynb)保存的网络测量它：把数字的**位置**和**大小**分别改变，各看准确率降低多少，再用训练数据的方法居中，准确率就恢复了。
# en:
# # Lab: why does a trained network misread your digits? { #centred }
#
# The accuracy in training is high, and on your own images the network fails: many people ask about this. A common reason is that the input in use is not prepared in the same way as the input in training. This lab measures it with the network of the lab [Train LeNet](train.ipynb). It changes the **position** and the **size** of the digits, one at a time, and looks how far the accuracy falls. Then it centres the digits as those of the training data are centred, and the accuracy is back.

# %% [markdown]
# zh:
# ## 准备 { #setup }
#
# ```sh
# pip install torch matplotlib
# ```
#
# 实验需要三个文件：图像、标签，以及权重 `lenet.pt`。如果它们不在 notebook 所在的文件夹里，代码会从本站下载。这里只在 CPU 上运行。
# en:
# ## Set up { #setup }
#
# ```sh
# pip install torch matplotlib
# ```
#
# The lab needs three files: the images, the labels, and the weights in `lenet.pt`. If they are not in the folder of the notebook, the code downloads them from this site. The lab runs on the CPU.

# %%
import platform
from urllib.request import urlretrieve

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

print("Python", platform.python_version(), "torch", torch.__version__.partition("+")[0])
if not torch.__version__.startswith("2.13."):
    print("torch != 2.13：数字会略有不同 / numbers may differ a little")
torch.set_num_threads(1)

# %% shows digits/load.py:imports
from snippets.digits.load import Path

# %% shows digits/load.py:load
from snippets.digits.load import load_digits

# %% shows lenet/net.py:net
from snippets.lenet.net import LeNet

# %%
SITE = "https://example.org/downloads/"
for name in ("digits-images.idx.gz", "digits-labels.idx.gz", "lenet.pt"):
    if not Path(name).exists():
        urlretrieve(SITE + name, name)

(x, target), (x_held, target_held) = load_digits()
net = LeNet()
net.load_state_dict(torch.load("lenet.pt"))


def accuracy(net, x, target):
    with torch.no_grad():
        return (net(x).argmax(1) == target).float().mean().item()


print(f"{accuracy(net, x_held, target_held):.4f}")

# %% [markdown]
# zh:
# 在 2000 张训练时没有用过的图上（`x_held`），网络答对 98% 以上。
#
# ## 训练数据有什么共同点：重心在正中 { #data }
#
# MNIST 的作者先把每个数字缩放到 20×20 的框里，再把它的重心放到 28×28 图像的正中；这里又在四边各补了 2 个像素，成为 32×32。测量一下：这些图的重心平均在第几行、第几列？标准差是多少？
# en:
# On 2,000 images that were not used in training, `x_held`, the network is right in more than 98%.
#
# ## What the training data have in common: the centre of mass { #data }
#
# The authors of MNIST scaled each digit into a box of 20×20, and placed its centre of mass in the middle of the 28×28 image. Here 2 pixels were added on each side, which makes 32×32. Measure it: in which row and column is the centre of mass of these images on average, and what is the standard deviation?

# %%
def centre_of_mass(images):
    # zh: (N, H, W) → 每张图的重心 (N, 2)：行和列
    # en: (N, H, W) → the centre of mass of each image, (N, 2): row and column
    total = images.sum((1, 2))
    rows = (images.sum(2) * torch.arange(images.shape[1])).sum(1) / total
    columns = (images.sum(1) * torch.arange(images.shape[2])).sum(1) / total
    return torch.stack([rows, columns], 1)


middle = centre_of_mass(x_held[:, 0])
print("mean", [round(value, 2) for value in middle.mean(0).tolist()])
print("std ", [round(value, 2) for value in middle.std(0).tolist()])

# %% [markdown]
# zh:
# 平均值在 16 附近，标准差只有大约三分之一个像素。所以网络在训练中几乎没有见过偏离中心的数字；训练实验里的[数据增强](train.ipynb#augmentation)也只平移了不到两个像素。
#
# ## 平移几个像素，准确率降低多少 { #shift }
#
# 把 1000 张图分别向上、下、左、右平移几个像素，四个方向的准确率取平均。卷积层对平移应该不敏感，那么平移 4 个像素、6 个像素，准确率会是多少？先猜一猜。
# en:
# The means are close to 16, and the standard deviations are only about a third of a pixel. So in training the network has hardly seen a digit that is off the centre; the [augmentation](train.ipynb#augmentation) of the lab Train LeNet moved them by less than two pixels.
#
# ## Shift the images by a few pixels { #shift }
#
# Shift 1,000 images by some pixels, up, down, left and right, and take the mean accuracy of the four directions. Convolutions are often said not to care about shifts. What will the accuracy be after a shift by 4 pixels, or by 6? Make a guess first.

# %%
# zh: ![准确率随平移像素数变化的曲线：平移 1 到 2 个像素几乎不变，3 个像素开始下降，6 个像素时不到 0.5，8 个像素时不到 0.2。]
# en: ![Accuracy against the shift in pixels: hardly any change for 1 or 2 pixels, a decline from 3 pixels on, less than 0.5 at 6 pixels and less than 0.2 at 8.]
def shifted_by(x, rows, columns):
    # zh: 数字周围的像素是 0，所以移出一边、从另一边移入的也是 0
    # en: the pixels around the digit are 0, so what leaves at one side and enters at the other is 0
    return torch.roll(x, (rows, columns), (2, 3))


digits, digits_target = x_held[:1000], target_held[:1000]
shares = []
for by in range(9):
    directions = ((by, 0), (-by, 0), (0, by), (0, -by))
    four = [accuracy(net, shifted_by(digits, *direction), digits_target) for direction in directions]
    shares.append(sum(four) / 4)
    print(f"shift {by}  accuracy {shares[-1]:.2f}")

fig, ax = plt.subplots(figsize=(5.2, 2.6))
ax.plot(range(9), shares, marker="o")
ax.set(xlabel="shift in pixels", ylabel="accuracy", ylim=(0, 1.05))
plt.show()

# %% [markdown]
# zh:
# 平移 1 个像素几乎没有影响，平移 6 个像素就认错一半以上。卷积层的特征图会跟着图像一起平移，可是[展平](../lenet.md#flatten)以后，`fc1` 的每个权重只对应一个位置：笔画换了位置，乘的就是别的权重。所以卷积网络并不会自动对平移不敏感。
#
# ## 在画布上写字：位置和大小分开看 { #canvas }
#
# 人在屏幕上写字，字的大小和位置都是随意的。下面来模拟：把 1000 个数字放大以后放到 96×96 的画布上，再把整张画布缩小成 32×32（`shrunk`）。为了知道哪一个因素影响大，做四种画布：
#
# - `neither`：大小固定为 60 像素（缩小后是 20，与训练数据一样），重心在正中；
# - `position`：大小固定，位置随机；
# - `size`：重心在正中，大小随机，从 30 到 80 像素；
# - `both`：大小和位置都随机。
#
# 每种画布再用训练数据的方法处理一次（`centred`）：裁出笔迹，长边缩放到 20 像素，重心放到正中。四种画布、两种处理，准确率各是多少？
# en:
# A shift by 1 pixel hardly matters, and after a shift by 6 pixels more than half of the answers are wrong. The feature maps of the convolutions move together with the image. But after [flattening](../lenet.md#flatten), each weight of `fc1` belongs to one position: when a stroke moves, it is multiplied by other weights. So a network with convolutions does not automatically ignore shifts.
#
# ## Write on a canvas: position and size separately { #canvas }
#
# People who write on a screen write large or small, and anywhere. We imitate this: enlarge 1,000 digits, put them on a canvas of 96×96, and shrink the whole canvas to 32×32 (`shrunk`). To find out which of the two matters more, there are four kinds of canvas:
#
# - `neither`: the size is always 60 pixels (20 after shrinking, as in the training data), with the centre of mass in the middle;
# - `position`: the size is fixed, the position is random;
# - `size`: the centre of mass is in the middle, the size is random, from 30 to 80 pixels;
# - `both`: size and position are random.
#
# Each canvas is also prepared in the way of the training data (`centred`): cut out the ink, scale its longer side to 20 pixels, and put its centre of mass in the middle. What is the accuracy for the four kinds of canvas and the two ways to prepare them?

# %%
def cut(image):
    # zh: 去掉笔迹四周的空行和空列
    # en: without the empty rows and columns around the ink
    rows, columns = (image.amax(side).nonzero().flatten() for side in (1, 0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def scale(ink, longest):
    size = [max(1, round(longest * side / max(ink.shape))) for side in ink.shape]
    return F.interpolate(ink[None, None], size=size, mode="bilinear", antialias=True)[0, 0]


def paste(ink, side, top, left):
    image = torch.zeros(side, side)
    image[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return image


def in_the_middle(ink, side):
    middle = centre_of_mass(ink[None])[0].tolist()
    corner = [min(max(round(side / 2 - m), 0), side - length) for m, length in zip(middle, ink.shape)]
    return paste(ink, side, *corner)


def anywhere(ink, side):
    corner = [torch.randint(0, side - length + 1, ()).item() for length in ink.shape]
    return paste(ink, side, *corner)


def prepare(image):
    # zh: 和训练数据一样：长边 20 像素，重心在 32×32 的正中
    # en: as in the training data: longer side 20 pixels, centre of mass in the middle of 32×32
    return in_the_middle(scale(cut(image), 20), 32)


results, drawn = {}, {}
for name, random_size, put in (
    ("neither", False, in_the_middle), ("position", False, anywhere),
    ("size", True, in_the_middle), ("both", True, anywhere),
):
    torch.manual_seed(0)
    sizes = [torch.randint(30, 81, ()).item() if random_size else 60 for _ in digits]
    canvas = torch.stack([put(scale(cut(image), size), 96) for image, size in zip(digits[:, 0], sizes)])
    drawn[name] = F.interpolate(canvas[:, None], size=(32, 32), mode="bilinear", antialias=True)
    centred = torch.stack([prepare(image) for image in canvas])[:, None]
    results[name] = [accuracy(net, images, digits_target) for images in (drawn[name], centred)]
    print(f"{name:8} shrunk {results[name][0]:.3f}  centred {results[name][1]:.3f}")

# %%
# zh: ![两排各六个数字，都来自大小和位置随机的画布。上排是直接缩小的，上方的答案多数是错的；下排是居中之后的，大小相近，都在正中。]
# en: ![Two rows of six digits from canvases of random size and position. In the upper row they are shrunk, and most of the answers above them are wrong; in the lower row they are centred, of similar size and in the middle.]
fig, axes = plt.subplots(2, 6, figsize=(5.4, 2.3))
for row, images in zip(axes, (drawn["both"][12:18], centred[12:18])):
    with torch.no_grad():
        guesses = net(images).argmax(1).tolist()
    for ax, image, guess in zip(row, images[:, 0], guesses):
        ax.imshow(image, cmap="gray")
        ax.set_title(guess, pad=3)
        ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# 两个因素里，位置的影响大得多：只有位置随机，准确率就降到一半左右；只有大小随机，仍有 90% 以上。用训练数据的方法居中以后，四种画布的准确率都和原来的图像差不多，网络一个权重也没有改。
#
# 这就是结论：**使用网络时，输入的预处理要和训练时一样**。不只是位置和大小，还包括像素值的范围、[黑底还是白底](../handwriting.md#photo)、通道的顺序、归一化用的均值和标准差。最可靠的办法是把预处理写成一个函数，训练和使用时都调用它。
#
# ## 自己写一个数字 { #live }
#
# 在下面的演示里写一个数字，关掉居中，再把数字移到一边，看网络怎样认错。浏览器里运行的是同一个网络；各层的形状从哪里来，见 [LeNet](../lenet.md#sizes)。
#
# --8<-- "lenet.live"
# en:
# Of the two, the position matters much more: with a random position alone the accuracy falls to about one half, and with a random size alone it is still above 90%. Centred as in the training data, all four kinds of canvas are read about as well as the original images, and not a single weight of the network has changed.
#
# This is the conclusion: **in use, prepare the input as you prepared it for training**. This holds not only for position and size, but also for the range of the pixel values, [dark or light background](../handwriting.md#photo), the order of the channels, and the mean and standard deviation of a normalisation. The safest way is a single function for the preparation, which both training and use call.
#
# ## Write a digit yourself { #live }
#
# Write a digit below, switch the centring off, move the digit to one side, and see how the network gets it wrong. The same network runs in your browser; where the shapes of its layers come from is told in [LeNet](../lenet.md#sizes).
#
# --8<-- "lenet.live"

# %% [markdown]
# zh:
# ## 练习 { #exercises }
#
# !!! exercise "1. 白纸黑字 ★"
#     LeNet 是用黑底白字的 MNIST 训练的（像素值从 0 到 1，背景是 0）。[训练好的网络](#setup)在 `x_held` 上的准确率是 98% 以上。把图反色，变成白底黑字，再测一次：准确率是多少？怎样修正？
#
#     ??? answer "答案"
#         降到三分之一左右。反色只是每个像素变成 1 减去它，形状、位置和大小都没变，可是输入的分布完全不同了。使用之前再反相一次就能修正；重新训练时也可以把两种图都放进训练集。
#
#         ```python
#         print(f"{accuracy(net, 1 - x_held, target_held):.3f}")
#         ```
#
# !!! exercise "2. 训练时就随机平移 ★★"
#     只把整张画布缩小、不居中时（[实验里的 `both`](#canvas)，大小和位置都随机），LeNet 的准确率是 45%。训练一个新的 LeNet：每次取训练图时，都向四个方向随机平移，最多 8 个像素。它在同样的图上准确率是多少？在居中的图上呢？
#
#     ??? answer "答案"
#         从 45% 升到 67% 左右，网络的结构没有变。代价是它在居中的图上，准确率低了几个百分点；大小不同的数字，它在训练中仍然没有见过。输入能居中的时候，居中更省事。
#
#         ```python
#         def shifted(x):
#             # 半条边长算 1，所以 ±0.5 就是 32 个像素里的 ±8 个
#             theta = torch.eye(2, 3).repeat(len(x), 1, 1)
#             theta[:, :, 2] = torch.rand(len(x), 2) - 0.5
#             grid = F.affine_grid(theta, list(x.shape), align_corners=False)
#             return F.grid_sample(x, grid, align_corners=False)
#
#
#         torch.manual_seed(0)
#         wide = LeNet()
#         optimizer = torch.optim.Adam(wide.parameters(), lr=2e-3)
#         for _ in range(5):
#             for some in torch.randperm(len(x)).split(64):
#                 loss = F.cross_entropy(wide(shifted(x[some])), target[some])
#                 optimizer.zero_grad()
#                 loss.backward()
#                 optimizer.step()
#         print(f"both   {accuracy(wide, drawn['both'], digits_target):.3f}")
#         print(f"x_held {accuracy(wide, x_held, target_held):.3f}")
#         ```
# en:
# ## Exercises { #exercises }
#
# !!! exercise "1. Dark ink on white paper ★"
#     LeNet was trained on MNIST, white digits on black (pixel values from 0 to 1, the background is 0), and [the trained network](#setup) is right on more than 98% of `x_held`. Invert the images, so that they are black digits on white, and measure again: what is the accuracy? How do you fix it?
#
#     ??? answer "Answer"
#         It falls to about a third. Inversion replaces each pixel by 1 minus its value; shape, position and size stay the same, and yet the distribution of the input is a different one. Invert the images back before use. If you train again, you can also put both kinds into the training set.
#
#         ```python
#         print(f"{accuracy(net, 1 - x_held, target_held):.3f}")
#         ```
#
# !!! exercise "2. Random shifts in training ★★"
#     When a canvas is shrunk and not centred ([`both` in this lab](#canvas): random size and position), the accuracy of LeNet is 45%. Train a new LeNet, and shift each training image at random, by up to 8 pixels in each direction, whenever it is used. How accurate is the new network on the same images? And on centred images?
#
#     ??? answer "Answer"
#         About 67% instead of 45%, with the same structure of the network. The price: on centred images its accuracy is some points lower, and digits of other sizes are still not part of its training. Where the input can be centred, centring is less work.
#
#         ```python
#         def shifted(x):
#             # half a side counts as 1, so ±0.5 is ±8 of 32 pixels
#             theta = torch.eye(2, 3).repeat(len(x), 1, 1)
#             theta[:, :, 2] = torch.rand(len(x), 2) - 0.5
#             grid = F.affine_grid(theta, list(x.shape), align_corners=False)
#             return F.grid_sample(x, grid, align_corners=False)
#
#
#         torch.manual_seed(0)
#         wide = LeNet()
#         optimizer = torch.optim.Adam(wide.parameters(), lr=2e-3)
#         for _ in range(5):
#             for some in torch.randperm(len(x)).split(64):
#                 loss = F.cross_entropy(wide(shifted(x[some])), target[some])
#                 optimizer.zero_grad()
#                 loss.backward()
#                 optimizer.step()
#         print(f"both   {accuracy(wide, drawn['both'], digits_target):.3f}")
#         print(f"x_held {accuracy(wide, x_held, target_held):.3f}")
#         ```
