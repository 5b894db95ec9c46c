# %% [page]
# needs: digits-images.idx.gz digits-labels.idx.gz lenet.pt
# zh:
# title: 实验：训练好的 LeNet 学到了什么，卷积核、特征图、梯度、死亡 ReLU、Grad-CAM
# short: 查看网络内部
# description: 用前向钩子和梯度查看一个训练好的 LeNet：卷积核可视化、特征图、各层梯度的范数、死亡 ReLU 会不会恢复，以及 Grad-CAM 热图和它的三个对照。
# en:
# title: "Lab: what a trained LeNet has learned: kernels, feature maps, gradients, dead ReLUs, Grad-CAM"
# short: Look inside
# description: Look inside a trained LeNet with forward hooks and gradients - plot kernels and feature maps, compare gradient norms of layers, see whether dead ReLUs recover, and draw Grad-CAM heat maps with three controls.

# %% [markdown]
# zh:
# # 实验：训练好的 LeNet 学到了什么 { #inside }
#
# 网络训练好了，准确率也不错，可是它学到了什么？这个实验打开[训练 LeNet 的实验](train.ipynb)保存的网络：画出卷积核和特征图，测量各层的梯度，数出从不激活的 ReLU，再画出 Grad-CAM 热图。用到的只有[钩子](../hooks.md#grab)（每次调用某一层时自动运行的函数）和[梯度](../backprop.md)，同样的几个函数也能用在你自己的网络上。
#
# 每个实验结果都要有对照，否则很容易看见自己想看见的东西。这里的对照是训练之前的那个网络。
# en:
# # Lab: what has a trained LeNet learned? { #inside }
#
# The network is trained and its accuracy is good, but what has it learned? This lab opens the network that the lab [Train LeNet](train.ipynb) saved. It plots kernels and feature maps, measures the gradients of the layers, counts ReLUs that are never active, and draws Grad-CAM heat maps. All it needs are [hooks](../hooks.md#grab) (functions that run at each call of a layer) and [gradients](../backprop.md), and the same few functions work on a network of your own.
#
# A result needs a control, or it is easy to see what you would like to see. The control here is the same network before its training.

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
# zh: 那次训练的种子是 0，所以这就是训练之前的那个网络
# en: that training began with seed 0, so this is the same network before its training
torch.manual_seed(0)
start = LeNet()


def accuracy(net, x, target):
    with torch.no_grad():
        return (net(x).argmax(1) == target).float().mean().item()


print(f"start {accuracy(start, x_held, target_held):.4f}")
print(f"net   {accuracy(net, x_held, target_held):.4f}")

# %% [markdown]
# zh:
# `start` 是训练之前的网络，在 2000 张训练时没有用过的图上（`x_held`），答对的比例和乱猜一样。`net` 是训练之后的网络，答错的不到 3%。
# en:
# `start` is the network before training. On the 2,000 images that were not used in training, `x_held`, it does no better than guessing. `net` is the network after training; it gets less than 3% of them wrong.

# %% [markdown]
# zh:
# ## 卷积核可视化 { #kernels }
#
# 第一层最容易看懂，因为它的 6 个 5×5 的卷积核直接作用在图像上。上排是训练前的卷积核，下排是训练后的，蓝色为正，红色为负。
# en:
# ## Plot the kernels { #kernels }
#
# The first layer is the easiest to understand, because its 6 kernels of 5×5 weights are applied to the image itself. The upper row shows the kernels before training, the lower row after it; blue is positive and red is negative.

# %%
# zh: ![两排各六个 5×5 的卷积核。上排没有规律；下排多数是一边蓝、一边红，方向各不相同，有一个变化很小。]
# en: ![Two rows of six 5×5 kernels. The upper row looks random; in the lower row most are blue on one side and red on the other, in different directions, and one has hardly changed.]
fig, axes = plt.subplots(2, 6, figsize=(5.4, 2))
for row, weight in zip(axes, (start.conv1.weight, net.conv1.weight)):
    for ax, kernel in zip(row, weight[:, 0].detach()):
        ax.imshow(kernel, cmap="RdBu", vmin=-0.7, vmax=0.7)
        ax.axis("off")
plt.show()
moved = net.conv1.weight - start.conv1.weight
print(f"mean change {moved.abs().mean():.2f}, mean size before {start.conv1.weight.abs().mean():.2f}")

# %% [markdown]
# zh:
# 一边为正、一边为负的卷积核，在明暗交界处的输出大；在亮度均匀的地方，正负两边大部分互相抵消。它寻找的是某个方向的边缘（见[卷积寻找什么](../conv2d.md#edges)）。输出的两个数说明权重变化了多少：平均的变化量和原来的平均大小差不多。代码里没有写“寻找边缘”，这些卷积核是降低损失得到的。
# en:
# A kernel that is positive on one side and negative on the other has a large output where light meets dark; where the brightness is even, its two sides largely cancel. It detects edges in one direction (see [what a convolution looks for](../conv2d.md#edges)). The two printed numbers say how much the weights have changed: the mean change is about as large as the mean size that they had before. No line of code asks for edges; lowering the loss led to these kernels.

# %% [markdown]
# zh:
# ## 特征图：每一层的输出 { #maps }
#
# 要看中间层的输出，不必修改 `forward`：在每一层注册一个[前向钩子](../hooks.md#grab)，由它保存这一层的输出。用完以后移除钩子，否则以后每次调用网络它们都会运行。
# en:
# ## Feature maps: the output of each layer { #maps }
#
# To see the output of the layers in between, you need not change `forward`: register a [forward hook](../hooks.md#grab) on each layer that keeps the layer's output. Remove the hooks afterwards, or they run at each later call of the network.

# %%
def outputs(net, x):
    # zh: 每一层的名字 → 这一层对 x 的输出
    # en: the name of each layer → its output for x
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
# zh: ![上面是一张手写的 4 和 conv1 经过 ReLU 以后的六张特征图，各有一部分笔画是亮的；下面是 conv2 的十六张，又小又稀疏，有几张几乎全黑。]
# en: ![Above a handwritten 4 and the six feature maps of conv1 after ReLU, each with a part of the strokes bright; below the sixteen of conv2, small and sparse, some of them almost black.]
fig = plt.figure(figsize=(5.4, 3))
grid = fig.add_gridspec(3, 8, height_ratios=[1.3, 1, 1])
pictures = [digit[0, 0], *F.relu(kept["conv1"])[0], *F.relu(kept["conv2"])[0]]
positions = [*range(7), *range(8, 24)]
for position, picture in zip(positions, pictures):
    ax = fig.add_subplot(grid[position // 8, position % 8])
    ax.imshow(picture, cmap="gray")
    ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# `conv1` 的六张特征图还看得出是 4：有的主要留下横向的边缘，有的主要留下竖向的边缘。`conv2` 的十六张已经认不出数字了，每个元素表示的是“这个位置附近有没有某种笔画的组合”。ReLU 把负数变成 0，所以图里有大片的黑色。
# en:
# The six feature maps of `conv1` still show a 4: in some of them mostly horizontal edges are left, in others mostly vertical ones. In the sixteen of `conv2` the digit can no longer be recognised; each element says whether some combination of strokes is near this position. ReLU turns negative numbers into 0, so large parts are black.

# %% [markdown]
# zh:
# ## 各层梯度的范数：会消失吗 { #gradients }
#
# 反向传播从损失开始，一层一层乘回去。乘的次数多了，前面几层的梯度会不会接近 0，也就是[梯度消失](../backprop.md#vanish)？取 256 张训练图，做一次反向传播，算出各层权重的梯度的范数（各元素平方和的平方根）。训练之后损失小得多，梯度也会小得多吗？先猜一猜。
# en:
# ## Gradient norms of the layers: do gradients vanish? { #gradients }
#
# Backpropagation starts at the loss and multiplies at each layer on its way back. Do the gradients of the first layers come close to 0 ([vanishing gradients](../backprop.md#vanish))? Take 256 training images, run one backward pass, and compute for each layer the norm of the gradient of its weight (the square root of the sum of squares). After training, the loss is much smaller. Is the gradient much smaller, too? Make a guess first.

# %%
# zh: ![五层各两根柱子，纵轴是梯度的范数，对数刻度。各层之间相差不到十倍；训练后的柱子每一层都更高。]
# en: ![Two bars for each of five layers, the norm of the gradient on a log scale. The layers differ by less than a factor of ten; after training every bar is higher.]
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
    norms = flow[name].values()
    print(f"{name:5} loss {loss:.3f}  norms", *(f"{norm:.3f}" for norm in norms))
    ax.bar([at + 0.35 * shift for at in range(5)], norms, width=0.33, label=name)
ax.set(yscale="log", ylabel="grad.norm()", ylim=(0.003, 1))
ax.set_xticks([at + 0.17 for at in range(5)], flow["start"])
ax.legend(loc="upper left", ncols=2)
plt.show()

# %% [markdown]
# zh:
# 第一，五层的梯度相差不到十倍，前面几层的梯度没有消失。LeNet 只有五层，中间又是 ReLU，不容易出现梯度消失。第二，训练后损失是原来的几十分之一，梯度却更大。这些梯度来自哪些图？下面把 256 张图按损失排序，分成损失最大的 10 张和其余的 246 张，分别算出它们占损失的比例、对 `conv1` 的梯度贡献了多大的范数。最后一行是各层权重本身的范数。
# en:
# First, the gradients of the five layers differ by less than a factor of ten, so those of the first layers have not vanished. LeNet has only five layers, with ReLU between them, so vanishing gradients are unlikely. Second, after training the loss is a small fraction of what it was, and yet the gradient is larger. Which images does this gradient come from? The next cell sorts the 256 images by their loss and compares the 10 with the largest loss with the other 246: their share of the loss, and the norm of their part of the gradient of `conv1`. The last column lists the norms of the weights themselves.

# %%
def hardest(net):
    with torch.no_grad():
        each = F.cross_entropy(net(x[:256]), target[:256], reduction="none")
    order = each.argsort(descending=True)
    share = (each[order[:10]].sum() / each.sum()).item()
    # zh: 每一部分对 256 张图的平均梯度的贡献
    # en: what each part contributes to the mean gradient of 256 images
    parts = [gradients(net, x[part], target[part])[1]["conv1"] * len(part) / 256 for part in (order[:10], order[10:])]
    return share, *parts


for name, model in (("start", start), ("net", net)):
    share, ten, others = hardest(model)
    weights = [round(layer.weight.norm().item(), 1) for layer in model.children()]
    print(f"{name:5} share {share:.2f}  gradient of ten {ten:.3f}, of others {others:.3f}  weights {weights}")

# %% [markdown]
# zh:
# 训练之后，损失最大的 10 张占了损失的 96%，梯度也几乎全部来自它们；其余 246 张的贡献小得多。训练之前，损失最大的 10 张只占 4%，和 10 张在 256 张里的比例相当。这些图的梯度为什么这么大？一个原因在最后一列：各层的权重都变大了，而反向传播要乘这些权重，所以同样大的误差会传回更大的梯度。
#
# 由此可见，梯度的范数小，不表示训练已经完成；范数大，也不表示网络没有学好。要把它和损失、和造成这些损失的样本放在一起看。
# en:
# After training, the 10 images with the largest loss make up 96% of the loss, and almost the whole gradient comes from them; the other 246 contribute much less. Before training, the 10 images with the largest loss make up 4%, about the share of 10 images in 256. Why is the gradient of these images so large? One reason is in the last column: the weights of each layer have become larger. Backpropagation multiplies by these weights, so an error of the same size leads to a larger gradient.
#
# A small norm of the gradient does not mean that the training is finished, and a large norm does not mean that the network has learned little. Read it together with the loss, and with the samples that cause this loss.

# %% [markdown]
# zh:
# ## 死亡 ReLU：还会恢复吗 { #dead }
#
# 如果一个单元对所有图像的输出都不是正数，经过 ReLU 就都是 0，它的梯度在这些图上也是 0。这叫[死亡 ReLU](../init.md#dead)（dying ReLU）。它会一直这样吗？这取决于它前面的层。单元自己的权重没有梯度，可是只要前面的层还在更新，它的输入就会变，输出就可能重新变成正数。
#
# 在 2000 张 `x_held` 上，数出训练前和训练后每层有几个死亡的单元（卷积层按通道算），再数出训练前死亡、训练后不再死亡的单元。
# en:
# ## Dead ReLUs: do they recover? { #dead }
#
# If the output of a unit is not positive for any image, ReLU turns all of it into 0, and the gradient of the unit on these images is 0 as well. This is called a [dead (or dying) ReLU](../init.md#dead). Does it stay dead? That depends on the layers in front of it. The weights of the unit get no gradient, but while earlier layers are still updated, the input of the unit changes, and its output may become positive again.
#
# On the 2,000 images of `x_held`, count the dead units of each layer before and after training (a convolution has channels instead of units). Then count those that were dead before the training and are not dead after it.

# %%
def dead(net, x):
    # zh: 每层一个布尔张量：哪些单元对所有图像、在所有位置都没有正的输出
    # en: a Boolean tensor for each layer: the units without a positive output for any image at any position
    with torch.no_grad():
        kept = outputs(net, x)
    # zh: 每个单元一行：它对所有图像、在所有位置的输出
    # en: a row for each unit: its outputs for all images at all positions
    units = {name: kept[name].transpose(0, 1).flatten(1) for name in kept if name != "fc3"}
    return {name: (unit <= 0).all(1) for name, unit in units.items()}


def count(units):
    return {name: chosen.sum().item() for name, chosen in units.items()}


before, after = dead(start, x_held), dead(net, x_held)
recovered = {name: before[name] & ~after[name] for name in before}
print("start    ", count(before))
print("net      ", count(after))
print("recovered", count(recovered))

# %% [markdown]
# zh:
# `fc2` 在训练前有 29 个死亡的单元，其中 13 个训练后又有了正的输出；同时 `fc1` 里多了一些新的。所以死亡的单元可以恢复，条件是它的输入还在变化。训练好的网络里剩下几十个死亡的单元，并不妨碍它答对 98% 以上的图，只是这些单元没有用处（见[练习 2](#exercises)）。
#
# 如果一整层都死亡了呢？那么梯度到不了它前面的层，它的输入就不再变化。下面用学习率 0.1 训练一个新的 LeNet，[训练实验](train.ipynb#lr)里这个学习率的损失停在 ln 10 附近。
# en:
# Before training, `fc2` has 29 dead units, and 13 of them have positive outputs again after it. At the same time some more units of `fc1` have died. So a dead unit can recover, on condition that its input still changes. The trained network has some dozens of dead units left. They do not keep it from reading more than 98% of the images; they are just of no use ([exercise 2](#exercises)).
#
# And if a whole layer is dead? Then no gradient reaches the layers in front of it, and its input no longer changes. The next cell trains a new LeNet with a learning rate of 0.1, with which the loss stayed near ln 10 in [the lab Train LeNet](train.ipynb#lr).

# %%
torch.manual_seed(0)
burnt = LeNet()
optimizer = torch.optim.Adam(burnt.parameters(), lr=0.1)
for step in range(1, 61):
    some = slice(64 * step - 64, 64 * step)
    loss = F.cross_entropy(burnt(x[some]), target[some])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step in (1, 2, 3, 4, 60):
        print(f"step {step:2}  loss {loss.item():5.2f} ", count(dead(burnt, x_held)))
layers = dict(burnt.named_children())
print("gradients", {name: round(layers[name].weight.grad.norm().item(), 4) for name in layers})

# %% [markdown]
# zh:
# 最初几步太大，第 4 步之后 `conv2` 的 16 个通道全部死亡，到第 60 步也没有一个恢复。最后一行说明了原因：`conv1`、`conv2`、`fc1` 的权重的梯度都是 0，它们得不到更新，`conv2` 的输入也就不再变化。后面的 `fc2` 和 `fc3` 还有梯度，但是它们对每张图看到的都是同样的数，所以网络对每张图给出同样的得分，损失最好也只能到 ln 10 左右。
#
# 遇到损失停住不动的情况，可以先用 `dead` 数一数。如果一整层都死亡了，就减小学习率，从新的初始值重新训练；继续训练下去通常没有用。
# en:
# The first steps were too large. After step 4 all 16 channels of `conv2` are dead, and at step 60 none of them has recovered. The last line shows why: the gradients of the weights of `conv1`, `conv2` and `fc1` are 0, so these layers are not updated, and the input of `conv2` no longer changes. `fc2` and `fc3` still have gradients, but they see the same numbers for each image. The network therefore returns the same scores for each image, and the best loss that it can reach is about ln 10.
#
# When a loss stays where it is, count the dead units with `dead`. If a whole layer is dead, lower the learning rate and train again from new initial values; continuing the training is usually of no use.

# %% [markdown]
# zh:
# ## Grad-CAM：网络在看哪里 { #grad-cam }
#
# Grad-CAM 画出图上的哪些位置支持某个类别。做法是：求这个类别的得分对 `conv2` 各通道输出的梯度，取平均，作为这个通道的权重；再把 16 张特征图加权求和，经过 ReLU，得到一张 10×10 的热图。[梯度钩子](../gradient-hooks.md#grad-cam)一课里有一个事先知道答案的例子。下面上排是训练好的网络，下排是训练前的网络。
# en:
# ## Grad-CAM: where does the network look? { #grad-cam }
#
# Grad-CAM draws which positions of an image support a class. It computes the gradient of the score of this class with respect to the output of each channel of `conv2`, and takes the mean as the weight of the channel. The weighted sum of the 16 feature maps, after a ReLU, is a heat map of 10×10. The lesson on [gradient hooks](../gradient-hooks.md#grad-cam) has an example whose answer is known beforehand. Below, the upper row shows the trained network, and the lower row the network before training.

# %%
# zh: ![两排各五个数字 2 到 6，叠着热图。上排是训练好的网络：2、3、4、6 亮在一部分笔画上，5 还亮着一大片空白。下排是训练前的网络：2、4、6 也亮在笔画上，3 和 5 亮在旁边的空白处。]
# en: ![Two rows of the digits 2 to 6 with heat maps. Upper row, the trained network: parts of the strokes are bright in 2, 3, 4 and 6; in the 5 a large blank area is bright as well. Lower row, before training: the strokes of 2, 4 and 6 are bright, too; for 3 and 5 the blank area beside them is.]
def grad_cam(net, x, digits):
    maps = outputs(net, x)
    # zh: 每张图只取 digits 里那个数字的得分，求它对 conv2 输出的梯度
    # en: of each image only the score of its digit in `digits`, and its gradient with respect to the output of conv2
    score = maps["fc3"].gather(1, digits[:, None]).sum()
    (gradient,) = torch.autograd.grad(score, maps["conv2"])
    weight = gradient.mean((2, 3), keepdim=True)
    heat = F.relu((weight * F.relu(maps["conv2"])).sum(1, keepdim=True)).detach()
    heat = heat / heat.amax((1, 2, 3), keepdim=True).clamp(min=1e-9)
    # zh: conv2 的第 i 个元素看的是原图第 2i 到第 2i+13 行，中心在 2i+6.5
    # en: element i of conv2 sees rows 2i to 2i+13 of the image; their middle is 2i+6.5
    return F.pad(F.interpolate(heat, size=(20, 20), mode="bilinear"), (6, 6, 6, 6))


def draw(axes, images, heat, titles=None):
    for at, ax in enumerate(axes):
        ax.imshow(images[at, 0], cmap="gray")
        ax.imshow(heat[at, 0], cmap="inferno", alpha=0.55)
        if titles is not None:
            ax.set_title(f"{titles[at]}?", pad=3)
        ax.axis("off")


fig, axes = plt.subplots(2, 5, figsize=(5.4, 2.3))
for row, model in zip(axes, (net, start)):
    draw(row, x_held[2:7], grad_cam(model, x_held[2:7], target_held[2:7]))
plt.show()

# %% [markdown]
# zh:
# 上排看起来很有道理：多数热图的亮处靠近笔画。可是下排的网络什么也没学过，也有三张热图靠近笔画。只凭眼睛看不够，所以来测量：热图有多少落在笔画的像素上（大于 0.1 的像素）？除了训练前的网络，再用两个对照：问一个错误的数字；以及笔画的像素占热图所覆盖的区域的比例，热图如果均匀分布，就等于这个比例。
# en:
# The upper row looks convincing: most of the heat is close to the strokes. But the network of the lower row has learned nothing, and three of its heat maps are close to the strokes as well. Looking is not enough, so we measure: which share of the heat falls on pixels of the strokes (those above 0.1)? Besides the network before training there are two more controls: the heat map for a wrong digit, and the share of stroke pixels in the area that the heat map covers, which is what an even distribution would give.

# %%
def on_strokes(net, digits):
    heat, strokes = grad_cam(net, x_held[:200], digits), x_held[:200] > 0.1
    return (heat[strokes].sum() / heat.sum()).item()


right = target_held[:200]
print(f"trained, right digit {on_strokes(net, right):.2f}")
print(f"trained, wrong digit {on_strokes(net, (right + 5) % 10):.2f}")
print(f"before training      {on_strokes(start, right):.2f}")
print(f"even distribution    {(x_held[:200, :, 6:26, 6:26] > 0.1).float().mean().item():.2f}")

# %% [markdown]
# zh:
# 三种热图落在笔画上的比例都在 0.4 左右，比均匀分布只高一点；问正确的数字，并不比问错误的数字更高。所以“热图落在笔画上”说明不了网络学到了什么：`conv2` 的一个元素看的是 14×14 像素的窗口，在这些图上几乎每个窗口里都有笔画。解释热图之前，先看看随机的网络会画出什么。
#
# 热图更适合用来比较同一个网络的两个问题。下面是五张认错的图，每张画两次：上排问的是网络的答案，下排问的是正确的数字。
# en:
# For all three heat maps the share on the strokes is about 0.4, only a little more than for an even distribution, and it is not higher for the right digit than for a wrong one. So “the heat is on the strokes” does not show what the network has learned: an element of `conv2` sees a window of 14×14 pixels, and in these images almost every window contains a stroke. Before you interpret heat maps, look at those of a random network.
#
# Heat maps are more useful to compare two questions to the same network. Here are five images that the network gets wrong, each drawn twice: the upper row asks about the network's answer, the lower row about the correct digit.

# %%
# zh: ![五张认错的手写数字，每张两幅热图，上方写着所问的数字：上排是网络的答案，下排是正确的数字，两幅的亮处不同。]
# en: ![Five handwritten digits that the network gets wrong, with two heat maps each and the digit in question above: the network's answer in the upper row, the correct digit in the lower row. The bright parts differ.]
with torch.no_grad():
    answer = net(x_held).argmax(1)
wrong = torch.nonzero(answer != target_held).flatten()[:5]

fig, axes = plt.subplots(2, 5, figsize=(5.4, 2.7))
for row, digits in zip(axes, (answer[wrong], target_held[wrong])):
    draw(row, x_held[wrong], grad_cam(net, x_held[wrong], digits), digits)
plt.show()

# %% [markdown]
# zh:
# <a id="centring"></a>
#
# 还有一个问题：为什么这个网络在 MNIST 的图上答对 98% 以上，你自己写的数字却常常认错？原因在输入的位置和大小，[下一个实验](centring.ipynb)专门测量这件事。
#
# ## 练习 { #exercises }
#
# !!! exercise "1. 有没有专门认 1 的通道 ★"
#     用[函数 `outputs`](#maps) 得到训练好的 LeNet 的各层输出。`conv2` 有 16 个通道，哪个通道对数字 1 的平均激活值（ReLU 之后）最大？这个通道对其他数字的平均激活值是多少？
#
#     ??? answer "答案"
#         最大的通道对 1 的平均激活值是 0.52，可是对 0 也有 0.51，对 4 有 0.46。所以它不是专门认 1 的通道，它对某种笔画有反应；是哪个数字，要由后面几层把 16 个通道合起来判断。
#
#         ```python
#         def mean_activation(digit):
#             with torch.no_grad():
#                 maps = outputs(net, x_held[target_held == digit])["conv2"]
#             # (200, 16, 10, 10) → (16,)
#             return F.relu(maps).mean((0, 2, 3))
#
#
#         # 一行一个数字，一列一个通道：(10, 16)
#         table = torch.stack([mean_activation(digit) for digit in range(10)])
#         channel = table[1].argmax().item()
#         print(channel, [round(value, 2) for value in table[:, channel].tolist()])
#         ```
#
# !!! exercise "2. 删掉死亡的单元（网络剪枝） ★★"
#     训练好的 LeNet 的 `fc1` 有 120 个单元，其中一些[对 2000 张图都没有正的输出](#dead)。把这些单元从网络里删掉：新的 `fc1` 和 `fc2` 各是什么形状？得分变了吗？
#
#     ??? answer "答案"
#         120 个里有 18 个死亡，`fc1` 变成 400 → 102，`fc2` 变成 102 → 84，参数从 61,706 减到 52,976。在这 2000 张图上得分不变，因为死亡的单元传给 `fc2` 的本来就是 0。
#
#         ```python
#         alive = ~dead(net, x_held)["fc1"]
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
# <a id="centring"></a>
#
# One question is left: why does this network read more than 98% of MNIST's images, and yet often fails on digits that you write yourself? The reason is the position and the size of the input; [the next lab](centring.ipynb) measures it.
#
# ## Exercises { #exercises }
#
# !!! exercise "1. Is there a channel for the digit 1? ★"
#     The [function `outputs`](#maps) returns the outputs of the layers of the trained LeNet. Which of the 16 channels of `conv2` has the largest mean activation (after ReLU) for the digit 1? What is its mean activation for the other digits?
#
#     ??? answer "Answer"
#         The largest mean activation is 0.52 for the 1, but the same channel has 0.51 for the 0 as well, and 0.46 for the 4. So it is not a channel for the digit 1: it responds to a kind of stroke. Which digit it is, the later layers decide from all 16 channels.
#
#         ```python
#         def mean_activation(digit):
#             with torch.no_grad():
#                 maps = outputs(net, x_held[target_held == digit])["conv2"]
#             # (200, 16, 10, 10) → (16,)
#             return F.relu(maps).mean((0, 2, 3))
#
#
#         # a row for each digit, a column for each channel: (10, 16)
#         table = torch.stack([mean_activation(digit) for digit in range(10)])
#         channel = table[1].argmax().item()
#         print(channel, [round(value, 2) for value in table[:, channel].tolist()])
#         ```
#
# !!! exercise "2. Remove the dead units (pruning) ★★"
#     The layer `fc1` of the trained LeNet has 120 units, and some of them [have no positive output for any of 2,000 images](#dead). Remove these units from the network. Which shapes do the new `fc1` and `fc2` have? Have the scores changed?
#
#     ??? answer "Answer"
#         Of the 120, 18 are dead: `fc1` becomes 400 → 102, `fc2` 102 → 84, and of the 61,706 parameters 52,976 are left. The scores for these 2,000 images stay the same, because all that dead units passed on to `fc2` was 0.
#
#         ```python
#         alive = ~dead(net, x_held)["fc1"]
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
