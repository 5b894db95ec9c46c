# %% [page]
# needs: digits-images.idx.gz digits-labels.idx.gz lenet.pt
# zh:
# title: 实验：看进训练好的 LeNet
# short: 看进网络
# description: 用钩子看训练好的 LeNet：卷积核、特征图、各层梯度、死掉的 ReLU、Grad-CAM，以及不居中时准确率掉多少。
# en:
# title: "Lab: look inside a trained LeNet"
# short: Look inside
# description: Use hooks to see the kernels, feature maps, gradients and dead ReLUs of a trained LeNet, what it looks at, and what centring its input does.

# %% [markdown]
# zh:
# # 实验：看进训练好的 LeNet { #inside }
#
# 这个实验打开[训练实验](train.ipynb)存下的网络，看它学到了什么、看图时在看哪里、什么时候会突然不灵。要用的只有钩子和梯度，做完你能把同样的几招用在自己的网络上。
# en:
# # Lab: look inside a trained LeNet { #inside }
#
# This lab opens the net that [the training lab](train.ipynb) saved: what it has learned, where it looks, and what makes it fail all at once. Hooks and gradients are all it takes, and the same few tricks work on a net of your own.

# %% [markdown]
# zh:
# ## 准备 { #setup }
#
# ```sh
# pip install torch matplotlib
# ```
#
# 三个文件：两个是数字，一个是权重 `lenet.pt`。不在笔记旁边就从本站下载。
# en:
# ## Set up { #setup }
#
# ```sh
# pip install torch matplotlib
# ```
#
# Three files: two with the digits, and the weights, `lenet.pt`. Those that do not lie beside the notebook are fetched from this site.

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
# zh: 训练是从种子 0 开始的，所以这就是训练之前的那个网络
# en: the training began with seed 0, so this is the net as it was before
torch.manual_seed(0)
start = LeNet()


def accuracy(net, x, target):
    with torch.no_grad():
        return (net(x).argmax(1) == target).float().mean().item()


print(f"start {accuracy(start, x_held, target_held):.4f}")
print(f"net   {accuracy(net, x_held, target_held):.4f}")

# %% [markdown]
# zh:
# 训练前等于瞎猜，训练后 2000 张里错不到 3%。下面每一节都拿这两个网络对照。
# en:
# Before training it guesses; after it, less than 3% of the 2,000 are wrong. Every section below compares these two nets.

# %% [markdown]
# zh:
# ## 卷积核 { #kernels }
#
# 第一层最好看懂：6 个 5×5 的卷积核直接作用在图上。上排是训练前，下排是训练后，蓝色为正，红色为负。
# en:
# ## The kernels { #kernels }
#
# The first layer is the easiest to read: 6 kernels of 5×5 work on the image itself. Above as they began, below as they are now, blue positive and red negative.

# %%
# zh: ![两排各六个 5×5 的卷积核。上排杂乱；下排多数成了一边蓝一边红的条纹，方向各不相同。]
# en: ![Two rows of six 5×5 kernels. Above they are noise; below most have become stripes, blue on one side and red on the other, in different directions.]
fig, axes = plt.subplots(2, 6, figsize=(5.4, 2))
for row, weight in zip(axes, (start.conv1.weight, net.conv1.weight)):
    for ax, kernel in zip(row, weight[:, 0].detach()):
        ax.imshow(kernel, cmap="RdBu", vmin=-0.7, vmax=0.7)
        ax.axis("off")
plt.show()
moved = net.conv1.weight - start.conv1.weight
print(f"{moved.abs().mean():.2f} {start.conv1.weight.abs().mean():.2f}")

# %% [markdown]
# zh:
# 一边正、一边负的核，在明暗交界的地方输出大，在一片均匀的地方输出接近 0：它找的是某个方向的边。两个数是权重平均动了多少、原来平均多大：差不多动了一个自己。没有谁规定它们要找边，这是降低损失逼出来的。
# en:
# A kernel that is positive on one side and negative on the other gives much where light meets dark and close to 0 where all is even: it looks for an edge in one direction. The two numbers are how far a weight has moved on average and how large it was: it moved by about its own size. Nobody told them to look for edges; lowering the loss did.

# %% [markdown]
# zh:
# ## 一张图的特征图 { #maps }
#
# 要看中间的结果，不必改 `forward`：在每一层挂一个[前向钩子](../hooks.md#grab)，把输出留下来。用完拆掉，否则下次调用还会触发。
# en:
# ## The feature maps of one digit { #maps }
#
# To see what happens in between, leave `forward` as it is and hang a [forward hook](../hooks.md#grab) on each layer that keeps its output. Remove the hooks afterwards, or they run at every call.

# %%
def outputs(net, x):
    # zh: 每一层的名字 → 它对 x 的输出
    # en: each layer's name → what it makes of x
    kept = {}

    def keep(name):
        return lambda module, args, output: kept.update({name: output})

    layers = dict(net.named_children())
    handles = [layers[name].register_forward_hook(keep(name)) for name in layers]
    net(x)
    for handle in handles:
        handle.remove()
    return kept


digit = x_held[4:5]
with torch.no_grad():
    kept = outputs(net, digit)
for name, output in kept.items():
    print(name, tuple(output.shape))

# %%
# zh: ![上面是一张手写的 4 和 conv1 过 ReLU 后的六张特征图，各自亮起一部分笔画；下面是 conv2 的十六张，小而稀疏，有几张几乎全黑。]
# en: ![Above a handwritten 4 and the six maps of conv1 after ReLU, each with a part of the strokes lit; below the sixteen of conv2, small and sparse, some of them almost black.]
fig = plt.figure(figsize=(5.4, 3))
grid = fig.add_gridspec(3, 8, height_ratios=[1.3, 1, 1])
pictures = [digit[0, 0], *F.relu(kept["conv1"])[0], *F.relu(kept["conv2"])[0]]
places = [*range(7), *range(8, 24)]
for place, picture in zip(places, pictures):
    ax = fig.add_subplot(grid[place // 8, place % 8])
    ax.imshow(picture, cmap="gray")
    ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# `conv1` 的六张还看得出是 4：有的只剩横边，有的只剩竖边。`conv2` 的十六张就认不出了，每一格说的是“这个位置附近有没有某种笔画的组合”。越往后，越不像图，越像一张清单。
#
# ReLU 把负数都变成 0，所以图里大片是黑的。
# en:
# The six of `conv1` are still a 4: in some only the horizontal edges are left, in others the vertical ones. The sixteen of `conv2` are no picture any more; a cell says whether some combination of strokes is near this place. The farther on, the less of an image it is and the more of a list.
#
# ReLU turns what is negative into 0, which is why so much is black.

# %% [markdown]
# zh:
# ## 每层分到多少梯度 { #gradients }
#
# 梯度从损失往回走，一层一层乘过来，会不会到前面就没了？取 256 张训练图，算一次反向传播，看各层权重的梯度有多长。训练后损失小多了，梯度也会小很多吗？先猜。
# en:
# ## How much gradient each layer gets { #gradients }
#
# The gradient walks back from the loss, multiplied at every layer: does it die out before it reaches the first? Take 256 training digits, one backward pass, and look at the length of the gradient of each layer's weight. After training the loss is much smaller; is the gradient, too? Guess first.

# %%
# zh: ![五层各两根柱子，纵轴是梯度的长度，对数刻度。各层之间相差不到十倍；训练后的柱子每一层都更高。]
# en: ![Two bars for each of five layers, the length of the gradient on a log scale. The layers are within a factor of ten of each other; after training every bar is higher.]
def gradients(net, x, target):
    net.zero_grad()
    loss = F.cross_entropy(net(x), target)
    loss.backward()
    layers = dict(net.named_children())
    return loss.item(), {name: layers[name].weight.grad.norm().item() for name in layers}


fig, ax = plt.subplots(figsize=(5.4, 2.6))
flow = {}
for shift, (name, model) in enumerate((("start", start), ("net", net))):
    loss, flow[name] = gradients(model, x[:256], target[:256])
    lengths = flow[name].values()
    print(f"{name:5} loss {loss:.3f} ", *(f"{length:.3f}" for length in lengths))
    ax.bar([at + 0.35 * shift for at in range(5)], lengths, width=0.33, label=name)
ax.set(yscale="log", ylabel="grad.norm()", ylim=(0.003, 1))
ax.set_xticks([at + 0.17 for at in range(5)], flow["start"])
ax.legend(loc="upper left", ncols=2)
plt.show()

# %% [markdown]
# zh:
# 两个答案都在图里。第一，五层之间差不到十倍，没有哪层断了梯度：LeNet 只有五层，又用 ReLU，不容易消失。第二，损失小了几十倍，梯度反而更长。看看这点损失是谁贡献的：
# en:
# Both answers are in the picture. First, the five layers are within a factor of ten: no layer is cut off. LeNet has only five, with ReLU between them, so little can vanish. Second, the loss is a small fraction of what it was, and yet the gradient is longer. Look at who makes up what is left of the loss:

# %%
def share_of_hardest(net):
    with torch.no_grad():
        each = F.cross_entropy(net(x[:256]), target[:256], reduction="none")
    return (each.topk(10).values.sum() / each.sum()).item()


print(f"start {share_of_hardest(start):.2f}")
print(f"net   {share_of_hardest(net):.2f}")

# %% [markdown]
# zh:
# 最难的 10 张占了剩下的损失的大半；训练前，任何 10 张都只占 4% 左右。梯度短说明不了学完，梯度长也说明不了没学好：要和损失、和是哪些样本一起看。
# en:
# The hardest 10 make up most of what is left; before training any 10 made up about 4%. A short gradient does not say that all is learned, nor a long one that little is: read it together with the loss, and with who causes it.

# %% [markdown]
# zh:
# ## 死掉的 ReLU { #dead }
#
# 一个单元如果对所有图都输出负数，ReLU 之后就是 0，梯度也是 0：这就是[死亡 ReLU](../init.md#dead)。在第一层，数据不变，它就不会恢复；在后面的层里，输入会变，有的会恢复。拿 2000 张检验图数一数，每层有几个单元（卷积层按通道算：6 和 16；全连接层 120 和 84）一次也没亮过。
#
# 再造一个反面教材：训练实验里学习率 0.1 的那个网络停在 ln 10 不动。看看它前 4 步发生了什么。
# en:
# ## Dead ReLUs { #dead }
#
# If a unit's output is negative for every image, it is 0 after ReLU, and its gradient is 0, too: it is a [dead ReLU](../init.md#dead). In the first layer it stays dead while the data are the same; in later layers the inputs change, and some units come back. Count on the 2,000 held-out digits how many units of each layer never light up: of the 6 and 16 channels of the convolutions, and of the 120 and 84 units of the linear layers.
#
# And a bad example on purpose: in the training lab the net with learning rate 0.1 stayed at ln 10. See what happens to it in the first 4 steps.

# %%
def dead(net, x):
    # zh: 每层里对所有图都不亮的单元，有几个
    # en: how many units of each layer light up for no image
    with torch.no_grad():
        kept = outputs(net, x)
    # zh: 每个单元一行：它对所有图、在所有位置的输出
    # en: a row for each unit: its output for all images at all places
    units = {name: kept[name].transpose(0, 1).flatten(1) for name in kept if name != "fc3"}
    return {name: (unit <= 0).all(1).sum().item() for name, unit in units.items()}


print("start", dead(start, x_held))
print("net  ", dead(net, x_held))

torch.manual_seed(0)
burnt = LeNet()
optimizer = torch.optim.Adam(burnt.parameters(), lr=0.1)
for step in range(4):
    some = slice(64 * step, 64 * step + 64)
    loss = F.cross_entropy(burnt(x[some]), target[some])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"burnt {step + 1} loss {loss.item():5.2f}", dead(burnt, x_held))

# %% [markdown]
# zh:
# 训练好的网络里也有几十个死单元，不碍事：它们没有用处，也没有坏处。`lr=0.1` 的网络却在几步之内让 `conv2` 的 16 个通道全灭，从此每张图算出来的得分都一样，只剩最后几个偏置还能动，损失停在 ln 10。所以损失不动时，先数死单元；学习率调小，从头再来：整层都死了，前面的层也得不到梯度，它就恢复不了。
# en:
# The trained net has some dozens of dead units as well, which do no harm: they are no use, and no nuisance. With `lr=0.1`, however, all 16 channels of `conv2` are dark within a few steps. From then on every image gets the same scores, only the last biases can still move, and the loss stays at ln 10. So when a loss does not move, count the dead; then lower the learning rate and start again: when a whole layer is dead, the layers before it get no gradient either, and it cannot recover.

# %% [markdown]
# zh:
# ## 它看的是哪里：Grad-CAM { #grad-cam }
#
# 某个数字的得分对 `conv2` 每个通道的平均梯度，说明这个通道亮一点，得分涨多少。用它给 16 张特征图加权求和，再过 ReLU，就得到一张 10×10 的图：哪些地方在为这个数字说话。事先知道答案的例子，见[梯度钩子](../gradient-hooks.md#grad-cam)一课。
# en:
# ## Where it looks: Grad-CAM { #grad-cam }
#
# The mean gradient of a digit's score with respect to a channel of `conv2` says how much the score rises when the channel lights up a little. Use it to weight the sum of the 16 maps, pass it through ReLU, and you have a picture of 10×10: the places that speak for this digit. The lesson on [gradient hooks](../gradient-hooks.md#grad-cam) does it where the answer is known beforehand.

# %%
# zh: ![两排各五个数字，叠着热图。第一排是训练好的网络，亮处落在笔画的转折和端点附近；第二排是训练前的网络，好几张也亮在笔画上。]
# en: ![Two rows of five digits with a heat map over each. With the trained net, above, the light falls near the bends and ends of strokes; with the net before training, below, it falls on strokes as well in several of them.]
def grad_cam(net, x, digits):
    maps = outputs(net, x)
    # zh: 每张图只取 digits 里那个数字的得分，对 conv2 的输出求导
    # en: of each image only the score of its digit; its gradient at the output of conv2
    score = maps["fc3"].gather(1, digits[:, None]).sum()
    (gradient,) = torch.autograd.grad(score, maps["conv2"])
    weight = gradient.mean((2, 3), keepdim=True)
    heat = F.relu((weight * F.relu(maps["conv2"])).sum(1, keepdim=True)).detach()
    heat = heat / heat.amax((1, 2, 3), keepdim=True).clamp(min=1e-9)
    # zh: conv2 的第 i 格看的是原图第 2i 到第 2i+13 行，中心在 2i+6.5
    # en: cell i of conv2 sees rows 2i to 2i+13 of the image; the middle is 2i+6.5
    return F.pad(F.interpolate(heat, size=(20, 20), mode="bilinear"), (6, 6, 6, 6))


fig, axes = plt.subplots(2, 5, figsize=(5.4, 2.3))
for row, model in zip(axes, (net, start)):
    heat = grad_cam(model, x_held[2:7], target_held[2:7])
    for ax, image, warm in zip(row, x_held[2:7, 0], heat[:, 0]):
        ax.imshow(image, cmap="gray")
        ax.imshow(warm, cmap="inferno", alpha=0.55)
        ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# 下排是对照：没训练过的网络也会画出热图，好几张同样亮在笔画上，因为笔画以外本来就是 0。所以热图亮在笔画上说明不了网络懂了什么，先看看随机网络画成什么样。
#
# 认错的图上更有意思。每张画两遍：上面问“为什么是它的答案”，下面问“哪里像真的数字”。
# en:
# The lower row is the control: an untrained net draws heat maps, too, and several light up strokes just as well, because outside of them all is 0 to begin with. That a map lies on the strokes says nothing of what the net knows; see first what a random net makes of it.
#
# It is more telling on mistakes. Each is drawn twice: above, what speaks for the answer; below, what speaks for the true digit.

# %%
# zh: ![五张认错的数字，每张两幅热图，上方写着数字：上排是网络的答案，下排是真的数字，两幅亮在笔画的不同部位。]
# en: ![Five mistakes with two heat maps each, for the answer above and for the true digit below; they light up different parts of the strokes.]
with torch.no_grad():
    answer = net(x_held).argmax(1)
wrong = torch.nonzero(answer != target_held).flatten()[:5]

fig, axes = plt.subplots(2, 5, figsize=(5.4, 2.7))
for row, digits in zip(axes, (answer[wrong], target_held[wrong])):
    heat = grad_cam(net, x_held[wrong], digits)
    for ax, image, warm, digit in zip(row, x_held[wrong, 0], heat[:, 0], digits):
        ax.imshow(image, cmap="gray")
        ax.imshow(warm, cmap="inferno", alpha=0.55)
        ax.set_title(f"{digit}?", pad=3)
        ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# ## 居中：差一步，差一半 { #centring }
#
# MNIST 的每个数字都先缩放到 20×20 的框里，再把重心放到图的正中。量一量：检验图的重心平均在第几行、第几列，散得开不开？
# en:
# ## Centring: one step, half of the answers { #centring }
#
# Every digit of MNIST was scaled into a box of 20×20 and placed with its centre of mass in the middle. Measure it: in which row and column is the centre of mass of the held-out digits, and how far does it scatter?

# %%
def centre_of_mass(images):
    # zh: (N, H, W) → 每张图的重心：(N, 2)，行和列
    # en: (N, H, W) → the centre of mass of each: (N, 2), row and column
    total = images.sum((1, 2))
    rows = (images.sum(2) * torch.arange(images.shape[1])).sum(1) / total
    columns = (images.sum(1) * torch.arange(images.shape[2])).sum(1) / total
    return torch.stack([rows, columns], 1)


middle = centre_of_mass(x_held[:, 0])
print([round(value, 2) for value in middle.mean(0).tolist()])
print([round(value, 2) for value in middle.std(0).tolist()])

# %% [markdown]
# zh:
# 都在 16 附近，偏差只有三分之一个像素。可是人在屏幕上写字，写大写小、写在哪里，都随意。模拟一下：取 1000 张检验图的笔迹，随机放大，放到 96×96 画布的随机位置。送进网络之前，有两种处理：
#
# - **只缩小**（`shrunk`）：整张画布直接缩成 32×32；
# - **居中**（`centred`）：裁出笔迹，长边缩到 20，把重心放到第 16 行第 16 列。
#
# 同一个网络，同样的笔迹，两种准确率各是多少？先猜。
# en:
# All are near 16, give or take a third of a pixel. But people who draw on a screen write large or small, and anywhere. Imitate them: take the ink of 1,000 held-out digits, enlarge it at random and put it at a random place on a canvas of 96×96. Before it goes into the net there are two ways to prepare it:
#
# - **shrunk**: the whole canvas is scaled down to 32×32;
# - **centred**: cut out the ink, scale its longer side to 20, put its centre of mass at row 16 and column 16.
#
# The same net, the same ink: how accurate is each? Guess first.

# %%
def cut(image):
    # zh: 笔迹外面的空行、空列都去掉
    # en: without the empty rows and columns around the ink
    rows, columns = (image.amax(side).nonzero().flatten() for side in (1, 0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def scale(ink, longest):
    size = [max(1, round(longest * side / max(ink.shape))) for side in ink.shape]
    return F.interpolate(ink[None, None], size=size, mode="bilinear", antialias=True)[0, 0]


def place(ink, top, left, side):
    image = torch.zeros(side, side)
    image[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return image


def scribble(image):
    ink = scale(cut(image), torch.randint(30, 81, ()).item())
    top, left = (torch.randint(0, 97 - side, ()).item() for side in ink.shape)
    return place(ink, top, left, 96)


def centre(image):
    ink = scale(cut(image), 20)
    middle = centre_of_mass(ink[None])[0].tolist()
    corner = [min(max(round(16 - m), 0), 32 - side) for m, side in zip(middle, ink.shape)]
    return place(ink, *corner, 32)


torch.manual_seed(0)
drawn = torch.stack([scribble(image) for image in x_held[:1000, 0]])
shrunk = F.interpolate(drawn[:, None], size=(32, 32), mode="bilinear", antialias=True)
centred = torch.stack([centre(image) for image in drawn])[:, None]
drawn_target = target_held[:1000]

print(f"x_held  {accuracy(net, x_held[:1000], drawn_target):.3f}")
print(f"shrunk  {accuracy(net, shrunk, drawn_target):.3f}")
print(f"centred {accuracy(net, centred, drawn_target):.3f}")

# %%
# zh: ![两排各六个数字：上排是直接缩小的，大小和位置各不相同，上方的答案一半是错的；下排是居中之后的，一样大，都在正中，答案都对。]
# en: ![Two rows of six digits. Above they are shrunk, of different size and in different places, and half of the answers over them are wrong; below they are centred and equally large, and all answers are right.]
fig, axes = plt.subplots(2, 6, figsize=(5.4, 2.3))
for row, images in zip(axes, (shrunk[12:18], centred[12:18])):
    with torch.no_grad():
        guesses = net(images).argmax(1).tolist()
    for ax, image, guess in zip(row, images[:, 0], guesses):
        ax.imshow(image, cmap="gray")
        ax.set_title(guess, pad=3)
        ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# 居中以后，准确率与原图不相上下；只缩小，错了一半还多。网络没有变，变的是输入的分布：它只见过居中、长边 20 像素的数字，训练时的 `jitter` 也只移动一两个像素。卷积对平移并不免疫，因为展平之后，`fc1` 的每个权重都认准了一个位置。
#
# 这是最常见的一类“训练时好好的，用起来不灵”：**用的时候，输入要和训练时走同一条预处理**。
#
# 自己试一试：写一个数字，关掉居中，看它怎样认错。运行的就是这一页读入的那个文件；各层的形状从哪里来，见 [LeNet](../lenet.md#live)。
#
# --8<-- "lenet.live"
# en:
# Centred, they are read as well as the original images; shrunk, more than half go wrong. The net is the same. What differs is the distribution of its input: it has only seen centred digits of 20 pixels, and the `jitter` of the training moved them by a pixel or two. Convolution does not make it immune to shifts, because after flattening each weight of `fc1` belongs to one place.
#
# It is the most common kind of “fine in training, useless in use”: **what you feed it must be prepared as in training**.
#
# Try it yourself: write a digit, switch centring off, and see it go wrong. What runs is the very file that this page has loaded; where the shapes of its layers come from is told in [LeNet](../lenet.md#live).
#
# --8<-- "lenet.live"

# %% [markdown]
# zh:
# ## 练习 { #exercises }
#
# !!! exercise "1. 认 1 的通道 ★"
#     用 `outputs` 找出对数字 1 平均最亮（过 ReLU 之后）的 `conv2` 通道，再看它对其他数字有多亮。
#
#     ??? answer "答案"
#         对 1 是 0.52，可是对 0 也有 0.51，对 4 有 0.46。它不是“认 1 的通道”，它找的是一种笔画；哪个数字，要到后面几层把 16 个通道合起来才说得出。
#
#         ```python
#         def brightness(digit):
#             with torch.no_grad():
#                 maps = outputs(net, x_held[target_held == digit])["conv2"]
#             # (200, 16, 10, 10) → (16,)
#             return F.relu(maps).mean((0, 2, 3))
#
#
#         # 一行一个数字，一列一个通道：(10, 16)
#         table = torch.stack([brightness(digit) for digit in range(10)])
#         channel = table[1].argmax().item()
#         print(channel, [round(value, 2) for value in table[:, channel].tolist()])
#         ```
#
# !!! exercise "2. 训练时就挪动 ★★"
#     每张训练图随机平移，上下左右各至多 8 个像素，用这样的图重新训练一个 LeNet。`shrunk` 的准确率能到多少？
#
#     ??? answer "答案"
#         从 44% 升到 70% 上下，网络一层也没有改。代价是居中的字认得差了几个百分点，而且大小不合的字它仍然没见过。能居中，还是居中便宜。
#
#         ```python
#         def shifted(x):
#             # 半边是 1，所以 ±0.5 就是 32 个像素里的 ±8 个
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
#         print(accuracy(wide, shrunk, drawn_target), accuracy(wide, x_held, target_held))
#         ```
#
# !!! exercise "3. 把死单元删掉 ★★"
#     把 `fc1` 死掉的单元从网络里真的删掉：新的 `fc1`、`fc2` 各多大？得分变了吗？
#
#     ??? answer "答案"
#         120 个里有 18 个死了，`fc1` 成了 400 → 102，`fc2` 成了 102 → 84，参数从 61,706 减到 52,976。得分不变：死单元送给 `fc2` 的本来就是 0。
#
#         ```python
#         with torch.no_grad():
#             alive = (outputs(net, x_held)["fc1"] > 0).any(0)
#         n = alive.sum().item()
#         slim = LeNet()
#         slim.fc1, slim.fc2 = nn.Linear(400, n), nn.Linear(n, 84)
#         state = net.state_dict()
#         for name in ("fc1.weight", "fc1.bias"):
#             state[name] = state[name][alive]
#         state["fc2.weight"] = state["fc2.weight"][:, alive]
#         slim.load_state_dict(state)
#         print(n, sum(parameter.numel() for parameter in slim.parameters()))
#         with torch.no_grad():
#             difference = (slim(x_held) - net(x_held)).abs().max().item()
#         print(f"{difference:.5f}")
#         ```
# en:
# ## Exercises { #exercises }
#
# !!! exercise "1. The channel of the 1 ★"
#     With `outputs`, find the channel of `conv2` that is brightest for the digit 1 on average, after ReLU, and see how bright it is for the other digits.
#
#     ??? answer "Answer"
#         It is 0.52 for the 1, but 0.51 for the 0 as well, and 0.46 for the 4. It is no “channel of the 1”: it looks for one kind of stroke. Which digit it is, only the layers that come after can tell, from all 16 channels.
#
#         ```python
#         def brightness(digit):
#             with torch.no_grad():
#                 maps = outputs(net, x_held[target_held == digit])["conv2"]
#             # (200, 16, 10, 10) → (16,)
#             return F.relu(maps).mean((0, 2, 3))
#
#
#         # a row for each digit, a column for each channel: (10, 16)
#         table = torch.stack([brightness(digit) for digit in range(10)])
#         channel = table[1].argmax().item()
#         print(channel, [round(value, 2) for value in table[:, channel].tolist()])
#         ```
#
# !!! exercise "2. Shift them in training ★★"
#     Shift each training digit at random, by up to 8 pixels in each direction, and train a new LeNet on them. How accurate does `shrunk` become?
#
#     ??? answer "Answer"
#         About 70% instead of 44%, with not a layer changed. The price: digits in the middle are read some points worse, and those of another size it still has not seen. Where you can centre, centring is cheaper.
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
#         print(accuracy(wide, shrunk, drawn_target), accuracy(wide, x_held, target_held))
#         ```
#
# !!! exercise "3. Take the dead units out ★★"
#     Take the dead units of `fc1` out of the net: how large are the new `fc1` and `fc2`? Have the scores changed?
#
#     ??? answer "Answer"
#         Of the 120, 18 are dead: `fc1` becomes 400 → 102, `fc2` 102 → 84, and of the 61,706 parameters 52,976 are left. The scores stay, since all that dead units gave to `fc2` was 0.
#
#         ```python
#         with torch.no_grad():
#             alive = (outputs(net, x_held)["fc1"] > 0).any(0)
#         n = alive.sum().item()
#         slim = LeNet()
#         slim.fc1, slim.fc2 = nn.Linear(400, n), nn.Linear(n, 84)
#         state = net.state_dict()
#         for name in ("fc1.weight", "fc1.bias"):
#             state[name] = state[name][alive]
#         state["fc2.weight"] = state["fc2.weight"][:, alive]
#         slim.load_state_dict(state)
#         print(n, sum(parameter.numel() for parameter in slim.parameters()))
#         with torch.no_grad():
#             difference = (slim(x_held) - net(x_held)).abs().max().item()
#         print(f"{difference:.5f}")
#         ```
