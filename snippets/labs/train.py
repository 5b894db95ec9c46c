# %% [page]
# needs: digits-images.idx.gz digits-labels.idx.gz
# makes: lenet.pt lenet.onnx
# zh:
# title: 实验：在 MNIST 手写数字上训练 LeNet，从数据到保存模型
# short: 训练 LeNet
# description: 用 10,000 张真实的手写数字训练 LeNet：先背下一个批量、训练曲线、过拟合、数据增强、混淆矩阵、学习率、随机种子、断点续训，最后保存为状态字典和 ONNX。
# en:
# title: "Lab: train LeNet on handwritten digits, from the data to the saved model"
# short: Train LeNet
# description: Train LeNet on 10,000 real handwritten digits - memorise one batch first, training curves, overfitting, augmentation, confusion matrix, learning rates, seeds, exact resuming, and saving as a state dict and as ONNX.

# %% [markdown]
# zh:
# # 实验：训练 LeNet { #train }
#
# 做完这个实验，你会有一个训练好的 LeNet，没见过的手写数字它能答对 97% 以上，并且保存成了两个文件；每一步怎样检查对错，你也知道了。一个 CPU 核就够用，全部运行大约一分钟。
#
# [数据](../data.md)一课讲了 `Dataset` 和 `DataLoader`，[一次完整的训练](../training.md)讲了训练循环、验证集和过拟合，[优化器](../optimizer.md#loop)一课讲了一步训练的五个调用；这里直接使用。网络每一层的大小是怎么来的，见 [LeNet](../lenet.md)。
# en:
# # Lab: train LeNet { #train }
#
# At the end of this lab you have a trained LeNet that reads more than 97% of handwritten digits it has never seen, saved in two files, and you know how to check each step on the way. One core of a CPU is enough; everything runs in about a minute.
#
# The lesson [Data](../data.md) explains `Dataset` and `DataLoader`, [A complete training](../training.md) the training loop, the validation set and overfitting, and [Optimizers](../optimizer.md#loop) the five calls of a training step. Here we use them. Where the sizes of the layers come from is told in [LeNet](../lenet.md).

# %% [markdown]
# zh:
# ## 准备 { #setup }
#
# ```sh
# pip install torch matplotlib onnx onnxscript
# ```
#
# LeNet 很小，把计算分给几个 CPU 核反而可能更慢，所以只用一个线程。只用一个线程还有一个好处，[随机种子](#seeds)一节会说到。`device` 一行在有 GPU 时选 GPU，见[设备](../devices.md#pick)。
# en:
# ## Set up { #setup }
#
# ```sh
# pip install torch matplotlib onnx onnxscript
# ```
#
# LeNet is so small that sharing the work among several CPU cores can even be slower, so we use one thread. This has another advantage, which the section on [seeds](#seeds) explains. The line with `device` selects a GPU where there is one, see [Devices](../devices.md#pick).

# %%
import platform
import time
from urllib.request import urlretrieve

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim.lr_scheduler import OneCycleLR
from torch.utils.data import DataLoader, TensorDataset

print("Python", platform.python_version(), "torch", torch.__version__.partition("+")[0])
if not torch.__version__.startswith("2.13."):
    print("torch != 2.13：数字会略有不同 / numbers may differ a little")

device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
torch.set_num_threads(1)

# %% [markdown]
# zh:
# ## 数据：一万张手写数字 { #data }
#
# 数据是两个文件，共 1.6 MB，一个是图像，一个是标签。如果它们不在 notebook 所在的文件夹里，代码会从本站下载，不会访问别的网站。无法下载时，可以从网页末尾手动下载这两个文件，放到 notebook 所在的文件夹。
# en:
# ## The data: 10,000 handwritten digits { #data }
#
# The data is two files, 1.6 MB in all, one with the images and one with the labels. If they are not in the folder of the notebook, the code downloads them from this site; it asks no other host. If the download fails, take the two files from the foot of the web page and put them into this folder.

# %% shows digits/load.py:imports
from snippets.digits.load import Path

# %% shows digits/load.py:load
from snippets.digits.load import load_digits

# %%
SITE = "https://example.org/downloads/"
for name in ("digits-images.idx.gz", "digits-labels.idx.gz"):
    if not Path(name).exists():
        urlretrieve(SITE + name, name)

(x, target), (x_held, target_held) = load_digits()
print(tuple(x.shape), tuple(x_held.shape))
print(torch.bincount(target).tolist())
print(torch.bincount(target_held).tolist())

# %% [markdown]
# zh:
# 8000 张用来训练；其余 2000 张不参与训练，作为验证集（`x_held`），其中每个数字有 200 张。28×28 的图像已经在四边补成 32×32（原因见 [28 与 32](../lenet.md#mnist)）。先看几张：
# en:
# 8,000 images are for training. The other 2,000 take no part in it: they are the validation set, `x_held`, with 200 images of each digit. The 28×28 images have been padded to 32×32 (see [28 and 32](../lenet.md#mnist) for the reason). Look at some of them:

# %%
# zh: ![三行手写数字，每行十张，从 0 到 9 轮流出现；黑底白字，粗细和倾斜各不相同。]
# en: ![Three rows of ten handwritten digits, 0 to 9 in turn, white on black, of different weight and slant.]
def sheet(images, columns):
    # zh: (N, 1, 32, 32) → 一张大图，每行 columns 张
    # en: (N, 1, 32, 32) → one large image, `columns` in a row
    rows = images[:, 0].split(columns)
    return torch.cat([torch.cat(list(row), 1) for row in rows])


fig, ax = plt.subplots(figsize=(5.4, 1.7))
ax.imshow(sheet(x[:30], 10), cmap="gray")
ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# !!! note "这是什么数据，不是什么数据"
#     它们是 MNIST 的训练图（作者 LeCun、Cortes、Burges，[CC BY-SA 3.0](https://creativecommons.org/licenses/by-sa/3.0/)），各数字的张数与 MNIST 训练集的前 10,000 张一致，这里重新排列过：十个数字轮流出现。谁写了哪一张没有记录，验证集里的图可能与训练集里的图是同一个人写的，所以这里的准确率可能比在陌生人写的字上略高。它们不是 MNIST 的测试集，不要拿这里的结果和论文里的比较。
#
# 想用全部 60,000 张图，请安装 torchvision，换成下面几行。它从别的网站下载；如果无法下载，用别的办法得到那四个文件，解压后放进 `data/MNIST/raw/`，文件已经在那里时，`download=True` 不会联网。
# en:
# !!! note "What these data are, and what they are not"
#     They are training images of MNIST (by LeCun, Cortes and Burges, [CC BY-SA 3.0](https://creativecommons.org/licenses/by-sa/3.0/)). The counts of the digits are those of its first 10,000 training images; here they are in another order, with the ten digits in turn. Nothing says who wrote which image. A validation image may be by a writer whose other digits are in the training set, so the accuracy here may be a little higher than on digits by strangers. They are not MNIST's test set: do not compare these results with those of papers.
#
# For all 60,000 images, install torchvision and use the following lines instead. They download from other hosts. If this fails, get the four files in some other way and put them, unpacked, into `data/MNIST/raw/`: when the files are there, `download=True` does not use the network.

# %% needs torchvision
from torchvision import datasets, transforms

to_tensor = transforms.Compose([transforms.Pad(2), transforms.ToTensor()])
train_set = datasets.MNIST("data", train=True, download=True, transform=to_tensor)
test_set = datasets.MNIST("data", train=False, download=True, transform=to_tensor)

# %% [markdown]
# zh:
# ## 网络与批量 { #net }
#
# 网络是 [LeNet 一课](../lenet.md#net)里的 LeNet，61,706 个参数。
# en:
# ## The network and the batches { #net }
#
# The network is the LeNet of [the lesson LeNet](../lenet.md#net), with its 61,706 parameters.

# %% shows lenet/net.py:net
from snippets.lenet.net import LeNet

# %% [markdown]
# zh:
# [`DataLoader`](../data.md#loader) 把数据分成批量，每一轮（epoch）重新打乱一次顺序。这里给它一个单独的随机数生成器，这样别处用到的随机数不会改变打乱的顺序。`batches` 每次返回一个新的 `DataLoader`，顺序从种子重新开始，所以一次训练只调用它一次，不要每轮都调用。
# en:
# The [`DataLoader`](../data.md#loader) divides the data into batches and shuffles them again for each epoch. It gets a random number generator of its own, so that random numbers that are drawn elsewhere do not change the order. `batches` returns a new `DataLoader` whose orders begin again at the seed, so call it once for a training, and not once for each epoch.

# %%
def batches(x, target, seed=0):
    pairs, generator = TensorDataset(x, target), torch.Generator().manual_seed(seed)
    return DataLoader(pairs, batch_size=64, shuffle=True, generator=generator)


loader = batches(x, target)
one_x, one_target = next(iter(loader))
print(len(loader), tuple(one_x.shape), one_target[:8].tolist())

# %% [markdown]
# zh:
# ## 先让网络背下一个批量 { #one-batch }
#
# 正式训练之前，先做一个 1 秒钟的检查：只用这一个批量的 64 张图反复训练。代码正确的话，LeNet 应该能把这些图背下来，损失接近 0。如果做不到，先不要继续，错误很可能在损失、优化器或数据里，[找错的实验](debug.ipynb)教你怎样找。反过来不成立：通过了这个检查，也[可能还有错误](debug.ipynb#one-batch)，例如标签错位。
#
# 还没有更新权重时，损失应该是多少？十个得分差不多时，每个数字的概率约为 1/10，交叉熵就是 ln 10 ≈ 2.303。
# en:
# ## First let the network memorise one batch { #one-batch }
#
# Before the real training, make a check that takes 1 second: train on the 64 images of this one batch again and again. If the code is correct, LeNet should memorise them, and the loss should come close to 0. If it does not, stop here: there is probably a mistake in the loss, the optimizer or the data, and [the lab on debugging](debug.ipynb) shows how to find it. The reverse does not hold: code that passes this check [can still have a fault](debug.ipynb#one-batch), such as labels that do not match.
#
# What should the loss be before the first update? When the ten scores are about equal, each digit has a probability of about 1/10, and the cross-entropy is ln 10 ≈ 2.303.

# %%
torch.manual_seed(0)
net = LeNet().to(device)
optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
one_x, one_target = one_x.to(device), one_target.to(device)

for step in range(81):
    loss = F.cross_entropy(net(one_x), one_target)
    if step % 20 == 0:
        right = (net(one_x).argmax(1) == one_target).sum().item()
        print(f"{step:2}  loss {loss.item():.3f}  {right}/64")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

# %% [markdown]
# zh:
# ## 训练循环 { #loop }
#
# 下面用两个函数，一个训练一轮，一个测准确率，和[一次完整的训练](../training.md#loop)里的做法相同。`train_epoch` 多了两个可选的实参：`scheduler` 在每个批量之后调整学习率，`augment` 在每个批量进入网络之前改变图像。LeNet 里没有 Dropout 和 BatchNorm，所以 [`net.eval()`](../state.md#modes) 在这里不起作用，但换成别的网络就需要它。
# en:
# ## The training loop { #loop }
#
# Two functions follow, one to train for an epoch and one to measure the accuracy, as in [A complete training](../training.md#loop). `train_epoch` has two optional arguments more: `scheduler` adjusts the learning rate after each batch, and `augment` changes the images of a batch before they enter the network. LeNet has neither Dropout nor BatchNorm, so [`net.eval()`](../state.md#modes) has no effect here, but other networks need it.

# %%
def accuracy(net, x, target):
    net.eval()
    with torch.no_grad():
        return (net(x.to(device)).argmax(1).cpu() == target).float().mean().item()


def train_epoch(net, loader, optimizer, scheduler=None, augment=None):
    net.train()
    total = 0.0
    for step, (x, target) in enumerate(loader, 1):
        x = augment(x) if augment else x
        loss = F.cross_entropy(net(x.to(device)), target.to(device))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if scheduler:
            scheduler.step()
        total += loss.item()
        if step % 5 == 0:
            # zh: 进度条：\r 回到行首，下一次打印盖住这一次
            # en: a progress bar: \r goes back to the start of the line to be printed over
            done = 30 * step // len(loader)
            print(f"\r{'█' * done}{'·' * (30 - done)} loss {loss.item():.3f}", end="")
    print(f"\r{'':50}\r", end="")
    return total / len(loader)


# %% [markdown]
# zh:
# `fit` 把它们合在一起，训练若干轮。学习率由 [`OneCycleLR`](../schedules.md#batches) 安排：先升到 `lr`，再降到接近 0，每个批量之后变化一次。它会覆盖优化器自己的学习率，所以 `Adam` 那一行没有写 `lr`。
# en:
# `fit` puts them together and trains for several epochs. The learning rate is planned by [`OneCycleLR`](../schedules.md#batches): it rises to `lr` and then falls to almost 0, with a change after each batch. It overrides the learning rate of the optimizer, so the line with `Adam` has no `lr`.

# %%
def fit(net, x, target, epochs, lr=4e-3, augment=None):
    loader = batches(x, target)
    # zh: 不给 Adam 学习率：每一步的学习率都由 OneCycleLR 设定
    # en: no learning rate for Adam: OneCycleLR sets it for each step
    optimizer = torch.optim.Adam(net.parameters())
    scheduler = OneCycleLR(optimizer, max_lr=lr, total_steps=epochs * len(loader))
    history = []
    for epoch in range(1, epochs + 1):
        start = time.perf_counter()
        loss = train_epoch(net, loader, optimizer, scheduler, augment)
        share, seconds = accuracy(net, x_held, target_held), time.perf_counter() - start
        print(f"{epoch:2}  loss {loss:.4f}  held_out {share:.4f}  {seconds:.1f} s")
        history.append((loss, share))
    return history


torch.manual_seed(0)
plain = LeNet().to(device)
plain_history = fit(plain, x, target, epochs=10)

# %% [markdown]
# zh:
# 训练损失一直在下降，验证集上的准确率到 98% 附近就基本不变了。再看训练集上的准确率（`x`）：
# en:
# The training loss falls in each epoch, while the accuracy on the validation set hardly changes any more near 98%. Compare it with the accuracy on the training set, `x`:

# %%
print(f"x      {accuracy(plain, x, target):.4f}")
print(f"x_held {accuracy(plain, x_held, target_held):.4f}")

# %% [markdown]
# zh:
# 训练集上几乎全对，没见过的图每 100 张错 2 张左右。两者的差别说明有轻度的[过拟合](../training.md#overfitting)：网络把训练集里的一部分细节背了下来。这时训练集已经没有多少错误可学，需要的是更多的数据，或者把现有的数据变得更多样。
# en:
# Almost all training images are right, and about 2 in 100 of the images that it has not seen are wrong. The difference is a mild case of [overfitting](../training.md#overfitting): the network has memorised details of the training set. In the training set few mistakes are left to learn from, so what we need is more data, or more variety in the data that we have.

# %% [markdown]
# zh:
# ## 数据增强 { #augmentation }
#
# 一个 7 转一点、大一点、偏一点，还是 7。[数据增强](../data.md#transforms)利用这一点：每次取图时，随机旋转、缩放、倾斜、平移，网络就很少两次见到完全相同的图。代码为每张图生成一个 2×3 的仿射矩阵，再用 `affine_grid` 和 `grid_sample` 一次处理整个批量。
# en:
# ## Data augmentation { #augmentation }
#
# A 7 that is turned, enlarged, slanted or shifted a little is still a 7. [Data augmentation](../data.md#transforms) makes use of this: each time images are used, they are turned, zoomed, slanted and shifted at random, and the network hardly ever sees exactly the same image twice. The code makes a 2×3 affine matrix for each image; `affine_grid` and `grid_sample` then transform the whole batch at once.

# %%
# zh: ![第一行是同一个 7 的十个随机变形，第二行是同一个 4 的：转动、大小、倾斜、位置都略有不同，仍然一眼认得出。]
# en: ![Ten random versions of one 7 and, below, of one 4: turned, zoomed, slanted and shifted a little, and still easy to read.]
def jitter(x):
    n = len(x)
    # zh: 转 ±14°，缩放 ±15%，倾斜 ±0.2，平移 ±1.6 个像素
    # en: turn by ±14°, zoom by ±15%, slant by ±0.2, shift by ±1.6 pixels
    angle, zoom, slant = (torch.rand(3, n) - 0.5) * torch.tensor([[0.5], [0.3], [0.4]])
    shift = (torch.rand(2, n) - 0.5) * 0.2
    cos, sin = angle.cos() * (1 + zoom), angle.sin() * (1 + zoom)
    # zh: 每张图一个 2×3 的矩阵：输出的每个位置从输入的哪个位置取值
    # en: a 2×3 matrix for each image: from which position of the input each position of the output is taken
    theta = torch.stack([cos, slant - sin, shift[0], sin, cos, shift[1]], 1)
    grid = F.affine_grid(theta.view(n, 2, 3), list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, align_corners=False)


torch.manual_seed(0)
fig, ax = plt.subplots(figsize=(5.4, 1.2))
ax.imshow(sheet(jitter(x[[7] * 10 + [4] * 10]), 10), cmap="gray")
ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# 其他都和前一次训练相同，只多传一个实参：
# en:
# Everything else stays as in the first training; one more argument is passed:

# %%
torch.manual_seed(0)
net = LeNet().to(device)
history = fit(net, x, target, epochs=10, augment=jitter)
print(f"x      {accuracy(net, x, target):.4f}")
print(f"x_held {accuracy(net, x_held, target_held):.4f}")

# %% [markdown]
# zh:
# 验证集 2000 张里的错误从 42 张减到 29 张。训练损失反而更高，因为变形以后的图更难认。两次训练各只跑了一次；[练习 1](#exercises) 换几个种子再比较。把两次训练画在一起：
# en:
# Of the 2,000 validation images, 29 are wrong instead of 42. The training loss is higher, because the transformed images are harder to read. Each of the two trainings ran only once; [exercise 1](#exercises) compares them with more seeds. Both trainings in one figure:

# %%
# zh: ![左图是训练损失，对数刻度，右图是验证准确率，横轴是轮。有增强的损失一直更高，准确率却在最后几轮超过没有增强的。]
# en: ![Left the training loss on a log scale, right the accuracy on the validation set, by epoch. With augmentation the loss is always higher, and in the last epochs the accuracy is higher, too.]
fig, (left, right) = plt.subplots(1, 2, figsize=(5.4, 2.6), layout="constrained")
epochs = range(1, 11)
for name, run in (("augment=None", plain_history), ("augment=jitter", history)):
    left.plot(epochs, [loss for loss, _ in run], label=name)
    right.plot(epochs, [share for _, share in run], label=name)
left.set(xlabel="epoch", ylabel="loss", yscale="log")
right.set(xlabel="epoch", ylabel="accuracy", ylim=(0.65, 1))
left.set_xticks(range(2, 11, 2))
right.set_xticks(range(2, 11, 2))
right.legend(loc="lower right")
plt.show()

# %% [markdown]
# zh:
# !!! warning "按验证集做过选择，就要另留测试集"
#     这里每一轮都看验证集上的准确率，但没有按它选择轮数、学习率或增强的幅度。如果按它选择，它报告的成绩就会偏高，因为选择也会适应这些数据；那时需要再留一份[测试集](../training.md#data)，只在最后用一次。
# en:
# !!! warning "Once you choose by the validation set, you need a test set"
#     We look at the accuracy on the validation set after each epoch, but we do not choose the number of epochs, the learning rate or the augmentation by it. If you do, the result that it reports becomes too good, because choices adapt to these data as well. Then keep a [test set](../training.md#data) in addition, and use it once, at the end.

# %% [markdown]
# zh:
# ## 混淆矩阵：哪些数字被认错 { #confusion }
#
# 准确率只是一个数。[混淆矩阵](../training.md#confusion)能看出哪些数字被认成了哪些：行是正确的数字，列是网络的答案，格子里是张数。对角线上是答对的，数目太大，图里不画。输出的第一行是答对的张数，第二行是错得最多的一对。
# en:
# ## Confusion matrix: which digits are confused { #confusion }
#
# The accuracy is one number. The [confusion matrix](../training.md#confusion) shows which digits are taken for which: the rows are the correct digits, the columns are the answers of the network, and each cell counts images. The correct answers are on the diagonal; their numbers are large, and the figure leaves them out. The first line of the output is the number of correct answers, the second is the most frequent confusion.

# %%
# zh: ![10×10 的表，行是正确的数字，列是网络的答案，格子里是认错的张数。大多数格子是空的，几对相像的数字各错了几张。]
# en: ![A table of 10 by 10: rows are correct digits, columns are answers, with the number of mistakes. Most cells are empty; a few pairs of similar digits have several.]
net.eval()
with torch.no_grad():
    scores = net(x_held.to(device)).cpu()
answer = scores.argmax(1)
# zh: 正确的数字 × 10 + 答案：0 到 99 的编号，数出每个编号有几个
# en: correct digit × 10 + answer: a number from 0 to 99; count how often each occurs
confusion = torch.bincount(target_held * 10 + answer, minlength=100).view(10, 10)
print(f"{confusion.diagonal().sum().item()}/{len(answer)}")
mistakes = confusion - confusion.diagonal().diag()
pair = mistakes.argmax().item()
print(f"{pair // 10}→{pair % 10}: {mistakes.max()}")

fig, ax = plt.subplots(figsize=(4, 4))
for true, guess in mistakes.nonzero().tolist():
    count = mistakes[true, guess].item()
    ax.add_patch(plt.Rectangle((guess - 0.5, true - 0.5), 1, 1, alpha=min(0.6, 0.12 * count)))
    ax.text(guess, true, count, ha="center", va="center", color="black")
ax.plot([-0.5, 9.5], [-0.5, 9.5], color="gray", linewidth=0.8)
ax.set(xlim=(-0.5, 9.5), ylim=(9.5, -0.5), xticks=range(10), yticks=range(10))
ax.set(xlabel="answer", ylabel="target", aspect="equal")
plt.show()

# %% [markdown]
# zh:
# ## 认错的图 { #wrong }
#
# 把认错的图按网络给自己答案的概率从大到小排列，画出前 20 张。“4→9”表示正确的数字是 4，网络的答案是 9。其中有些图，人也要犹豫一下。
# en:
# ## The images that it gets wrong { #wrong }
#
# The wrong answers are sorted by the probability that the network gave them, and the first 20 are drawn. “4→9” is a 4 that the network took for a 9. Some of these images would make people hesitate, too.

# %%
# zh: ![网络认错的 20 张手写数字，每张上方写着正确的数字和网络的答案；不少写得潦草，或者像两个数字。]
# en: ![Twenty handwritten digits that the network gets wrong, each with the correct digit and the answer; many are sloppy or look like two digits.]
probability = F.softmax(scores, 1).amax(1)
wrong = torch.nonzero(answer != target_held).flatten()
wrong = wrong[probability[wrong].argsort(descending=True)][:20]

fig, axes = plt.subplots(2, 10, figsize=(5.4, 1.7))
for ax, index in zip(axes.flat, wrong.tolist()):
    ax.imshow(x_held[index, 0], cmap="gray")
    ax.set_title(f"{target_held[index]}→{answer[index]}", pad=3)
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# ## 学习率 { #lr }
#
# 学习率是最值得先调的超参数。这里不用调度器，学习率固定不变；用 2000 张图训练 2 轮，画出每个批量的损失。从 0.0001 到 0.1，哪个学习率最好，哪个学不到东西？先猜一猜。
# en:
# ## The learning rate { #lr }
#
# The learning rate is the hyperparameter that is most worth choosing first. Here it stays fixed, without a scheduler. Train for 2 epochs on 2,000 images and draw the loss of each batch. From 0.0001 to 0.1, which learning rate is best, and which one learns nothing? Make a guess first.

# %%
# zh: ![四条损失曲线，横轴是批量。0.01 降得最快，0.001 慢一些，0.0001 几乎没有离开 2.3，0.1 先冲到图外，又回到 2.3 不动。]
# en: ![Four curves of the loss by batch. 0.01 falls fastest, 0.001 more slowly, 0.0001 hardly leaves 2.3, and 0.1 shoots out of the picture, comes back to 2.3 and stays.]
fig, ax = plt.subplots(figsize=(5.4, 2.8))
for lr in (0.0001, 0.001, 0.01, 0.1):
    torch.manual_seed(0)
    trial = LeNet().to(device)
    optimizer = torch.optim.Adam(trial.parameters(), lr=lr)
    loader, losses = batches(x[:2000], target[:2000]), []
    for _ in range(2):
        for bx, btarget in loader:
            loss = F.cross_entropy(trial(bx.to(device)), btarget.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    share = accuracy(trial, x_held, target_held)
    print(f"lr {lr:<6}  loss {sum(losses[-10:]) / 10:.3f}  held_out {share:.3f}")
    ax.plot(losses, label=f"lr={lr}")
ax.axhline(2.303, color="gray", linewidth=0.8)
ax.set(xlabel="batch", ylabel="loss", ylim=(0, 3))
ax.legend(loc="upper right", ncols=2)
plt.show()

# %% [markdown]
# zh:
# 灰线是 ln 10，也就是乱猜的损失。学习率 0.1 的损失先冲得很高，然后停在灰线附近：最初几步太大；在[另一个实验](inside.ipynb#dead)里，同样的学习率让一整层 ReLU 都死亡了。0.0001 的方向没有错，只是两轮太短。0.001 和 0.01 都学到了东西，所以 `fit` 用的 0.004 在两者之间。每轮的最后一个批量只有 16 张图，所以曲线在那里可能跳动一下。
# en:
# The grey line is ln 10, the loss of guessing. With a learning rate of 0.1 the loss first jumps very high and then stays near the grey line: the first steps were too large. In [another lab](inside.ipynb#dead), the same learning rate leads to a layer in which all ReLUs are dead. 0.0001 goes in the right direction, but two epochs are too short for it. Both 0.001 and 0.01 have learned something, and the 0.004 of `fit` is between them. The last batch of each epoch has only 16 images, so a curve may jump there.

# %% [markdown]
# zh:
# ## 随机种子：哪些结果能重现 { #seeds }
#
# 用同一个种子训练两次，权重会逐位相同吗？换一个种子，准确率会差多少？
# en:
# ## Seeds: which results can be repeated { #seeds }
#
# Train twice with the same seed: are the weights equal, bit for bit? And how different are the accuracies with other seeds?

# %%
def short(seed):
    torch.manual_seed(seed)
    trial = LeNet().to(device)
    optimizer = torch.optim.Adam(trial.parameters(), lr=2e-3)
    loader = batches(x[:2000], target[:2000], seed)
    for _ in range(2):
        train_epoch(trial, loader, optimizer)
    return trial


def same(one, two):
    return all(torch.equal(a, b) for a, b in zip(one.parameters(), two.parameters()))


runs = [short(seed) for seed in (0, 0, 1, 2)]
print("0, 0:", same(runs[0], runs[1]))
print("0, 1:", same(runs[0], runs[2]))
print([round(accuracy(run, x_held, target_held), 3) for run in runs])

# %% [markdown]
# zh:
# 种子相同，权重逐位相同。种子不同，这样短的训练的准确率能相差 1 到 2 个百分点。所以比较两种做法时，如果各只跑了一次，1 个百分点的差别说明不了什么：换几个种子，看差别是否还在。
#
# [种子管不到的事情](../training.md#seeds)还有：线程数（加法的顺序变了，最后几位就会变，训练又把它放大）、另一种处理器、另一个版本的 torch，以及 CUDA 上求和顺序不固定的运算。开头只用一个线程，原因就在这里。
# en:
# With the same seed the weights are equal, bit for bit. With other seeds the accuracy of so short a training differs by 1 to 2 percentage points. So when you compare two methods and have run each of them once, a difference of 1 point says little: use several seeds, and see whether the difference remains.
#
# [A seed does not fix everything](../training.md#seeds): the number of threads (sums are taken in another order, the last bits change, and training magnifies this), another processor, another version of torch, and operations on CUDA that add in no fixed order. This is why this lab uses one thread.

# %% [markdown]
# zh:
# ## 断点续训：结果逐位相同 { #resume }
#
# 一次训练 4 轮；再来一次：训练 2 轮，保存，读入全新的对象，再训练 2 轮。两次得到的权重应该逐位相同。要做到这一点，[只保存权重是不够的](../training.md#resume)：Adam 为每个参数保存了两个平均值，调度器记着走到第几步，打乱顺序和数据增强又各用到一个随机数状态。
# en:
# ## Resume with the same bits { #resume }
#
# Train for 4 epochs. Then do it once more with a break: train for 2 epochs, save, load into new objects, and train for 2 more. The weights should be equal, bit for bit. For this, [saving the weights is not enough](../training.md#resume). Adam keeps two averages for each parameter, the scheduler counts its steps, and the order of the batches and the augmentation each depend on the state of a random number generator.

# %%
def start():
    torch.manual_seed(0)
    net = LeNet().to(device)
    loader = batches(x[:2000], target[:2000])
    optimizer = torch.optim.Adam(net.parameters())
    scheduler = OneCycleLR(optimizer, max_lr=4e-3, total_steps=4 * len(loader))
    return net, loader, optimizer, scheduler


def save(path, net, loader, optimizer, scheduler):
    state = {
        "net": net.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "order": loader.generator.get_state(),
        "random": torch.get_rng_state(),
    }
    torch.save(state, path)


def load(path, net, loader, optimizer, scheduler):
    state = torch.load(path)
    net.load_state_dict(state["net"])
    optimizer.load_state_dict(state["optimizer"])
    scheduler.load_state_dict(state["scheduler"])
    loader.generator.set_state(state["order"])
    torch.set_rng_state(state["random"])


whole = start()
for epoch in range(4):
    if epoch == 2:
        save("half.pt", *whole)
    train_epoch(*whole, augment=jitter)

resumed = start()
load("half.pt", *resumed)
for _ in range(2):
    train_epoch(*resumed, augment=jitter)

forgetful = start()
forgetful[0].load_state_dict(torch.load("half.pt")["net"])
for _ in range(2):
    train_epoch(*forgetful, augment=jitter)
print("resumed  ", same(whole[0], resumed[0]))
print("forgetful", same(whole[0], forgetful[0]))

# %% [markdown]
# zh:
# `resumed` 与不间断的训练逐位相同。`forgetful` 只读入了权重，它也能接着训练，但那是另一次训练：Adam 的平均值从零开始，学习率也从头升起。
# en:
# `resumed` equals the training without a break, bit for bit. `forgetful` has loaded only the weights. It can be trained further, too, but that is a different training: Adam's averages begin at zero, and the learning rate rises from its start again.

# %% [markdown]
# zh:
# ## 保存模型：状态字典和 ONNX { #files }
#
# `lenet.pt` 是[状态字典](../state.md#saving)，读入时需要 `LeNet` 这个类。保存以后马上读回来，确认得分完全相同。
# en:
# ## Save the model: state dict and ONNX { #files }
#
# `lenet.pt` is the [state dict](../state.md#saving); to load it you need the class `LeNet`. Load it again right after saving, and make sure that the scores are exactly the same.

# %%
net = net.cpu()
torch.save(net.state_dict(), "lenet.pt")

again = LeNet()
again.load_state_dict(torch.load("lenet.pt"))
print(torch.equal(again(x_held[:100]), net(x_held[:100])))
print(Path("lenet.pt").stat().st_size)

# %% [markdown]
# zh:
# [ONNX](../onnx.md) 文件 `lenet.onnx` 里除了权重还有计算图，不安装 PyTorch 也能运行。`batch` 一行让批量大小可以任意。
# en:
# The [ONNX](../onnx.md) file `lenet.onnx` contains the graph besides the weights, and runs without PyTorch. The line with `batch` leaves the batch size open.

# %%
batch = torch.export.Dim("batch")
torch.onnx.export(
    net,
    (x[:2],),
    "lenet.onnx",
    input_names=["image"],
    output_names=["scores"],
    dynamic_shapes=({0: batch},),
    external_data=False,
    verbose=False,
)

# %% [markdown]
# zh:
# ### 发布 ONNX 文件之前：删掉本机的路径 { #metadata }
#
# 如果要把 `lenet.onnx` 发给别人，还有一步。导出器在每个节点的元数据里记下了你的源代码和它在本机上的路径。下面的代码只留下各层的名字，画图时用得着；[ONNX](../onnx.md#names) 一课讲这些元数据里有什么。
# en:
# ### Before you publish the ONNX file: remove the paths of your machine { #metadata }
#
# If you want to give `lenet.onnx` to others, one more step is needed. In the metadata of each node, the exporter has written your source code and its path on your machine. The following code keeps only the names of the layers, which are useful for pictures. The lesson [ONNX](../onnx.md#names) shows what is in this metadata.

# %%
import onnx

model = onnx.load("lenet.onnx")
graph = model.graph
for part in (graph, *graph.node, *graph.value_info, *graph.input, *graph.output):
    metadata = part.metadata_props
    kept = [entry for entry in metadata if entry.key.endswith("name_scopes")]
    del metadata[:]
    metadata.extend(kept)
onnx.save(model, "lenet.onnx")
print([node.op_type for node in graph.node])
print(Path("lenet.onnx").stat().st_size)

# %% [markdown]
# zh:
# 文件约 25 万字节，几乎全是 61,706 个参数，每个 4 字节。接下来可以[查看这个网络学到了什么](inside.ipynb)，或者到[居中与预处理](centring.ipynb#live)写几个数字，让它在浏览器里认。
#
# ## 练习 { #exercises }
#
# !!! exercise "1. 只训练 3 轮，数据增强还有用吗 ★"
#     [这个实验](#augmentation)用 8000 张手写数字训练 LeNet 10 轮，有数据增强时准确率更高。只训练 3 轮，有增强和没有增强各一次，并换几个随机种子：增强还有用吗？
#
#     ??? answer "答案"
#         有用，但是用处小：试了三个种子，每次都是有增强的准确率略高，高得最多的一次也不到 2 个百分点。这么小的差别，各跑一次[说明不了什么](#seeds)，所以要换几个种子再比较。
#
#         ```python
#         def last(x, target, epochs, augment, seed=0):
#             torch.manual_seed(seed)
#             return fit(LeNet().to(device), x, target, epochs, augment=augment)[-1][1]
#
#
#         few = [[last(x, target, 3, augment, seed) for augment in (None, jitter)] for seed in range(3)]
#         print(few)
#         ```
#
# !!! exercise "2. 只有 1000 张图，数据增强的作用变大还是变小 ★"
#     用 8000 张手写数字训练 LeNet 10 轮时，[数据增强](#augmentation)让准确率提高了不到 1 个百分点。把训练集减到 1000 张（`x[:1000]`），轮数加到 80，使更新的步数差不多。增强带来的差别变大还是变小？
#
#     ??? answer "答案"
#         变大：约 2 个百分点；8000 张时不到 1 个。这里训练数据更少，多出来的变形的图也就更有用。
#
#         ```python
#         small = [last(x[:1000], target[:1000], 80, augment) for augment in (None, jitter)]
#         print(small)
#         ```
#
# !!! exercise "3. 随机旋转 90 度以内，哪一对数字最容易混淆 ★★"
#     写一个数据增强函数 `turned(x)`，把每张图随机旋转 −90° 到 90°，用它训练 LeNet 10 轮（[训练代码](#loop)）。哪一对数字最容易互相认错？先猜一猜。
#
#     ??? answer "答案"
#         不是 6 和 9，它们要转 180° 才互换。这里最容易混淆的是 2 和 8、2 和 7。准确率掉到 95% 左右：要认的样子多得多，参数还是 61,706 个，也还是只训练 10 轮。
#
#         ```python
#         def turned(x):
#             # ±90°，每张图各转各的
#             angle = (torch.rand(len(x)) - 0.5) * torch.pi
#             cos, sin, zero = angle.cos(), angle.sin(), torch.zeros(len(x))
#             theta = torch.stack([cos, -sin, zero, sin, cos, zero], 1).view(-1, 2, 3)
#             grid = F.affine_grid(theta, list(x.shape), align_corners=False)
#             return F.grid_sample(x, grid, align_corners=False)
#
#
#         torch.manual_seed(0)
#         net = LeNet().to(device)
#         fit(net, x, target, epochs=10, augment=turned)
#         with torch.no_grad():
#             answer = net(x_held.to(device)).argmax(1).cpu()
#         confusion = torch.bincount(target_held * 10 + answer, minlength=100).view(10, 10)
#         # 4 认成 9 和 9 认成 4 加在一起；对角线不要
#         pairs = (confusion + confusion.T).triu(1)
#         for pair in pairs.flatten().topk(3).indices.tolist():
#             print(pair // 10, pair % 10, pairs.flatten()[pair].item())
#         ```
# en:
# The file has about 250 thousand bytes, almost all of them the 61,706 parameters at 4 bytes each. Next, see [what this network has learned](inside.ipynb), or write some digits for it in your browser, in [the lab on centring](centring.ipynb#live).
#
# ## Exercises { #exercises }
#
# !!! exercise "1. Three epochs only: does augmentation still help? ★"
#     [This lab](#augmentation) trains LeNet on 8,000 handwritten digits for 10 epochs, and with data augmentation the accuracy is higher. Train for 3 epochs only, with augmentation and without, and with several random seeds. Does augmentation still help?
#
#     ??? answer "Answer"
#         It does, a little: with each of three seeds the augmented run is ahead, by less than 2 points. So small a difference [says little](#seeds) after one run each, which is why several seeds are needed.
#
#         ```python
#         def last(x, target, epochs, augment, seed=0):
#             torch.manual_seed(seed)
#             return fit(LeNet().to(device), x, target, epochs, augment=augment)[-1][1]
#
#
#         few = [[last(x, target, 3, augment, seed) for augment in (None, jitter)] for seed in range(3)]
#         print(few)
#         ```
#
# !!! exercise "2. Only 1,000 images: does augmentation help more, or less? ★"
#     When LeNet is trained on 8,000 handwritten digits for 10 epochs, [data augmentation](#augmentation) raises its accuracy by less than 1 percentage point. Train it on 1,000 images (`x[:1000]`) for 80 epochs, which is about the same number of steps. Does the difference grow or shrink?
#
#     ??? answer "Answer"
#         It grows to about 2 points; with 8,000 digits it was less than 1. With fewer training data, the additional transformed images are worth more here.
#
#         ```python
#         small = [last(x[:1000], target[:1000], 80, augment) for augment in (None, jitter)]
#         print(small)
#         ```
#
# !!! exercise "3. Random rotations of up to 90 degrees: which digits are confused most? ★★"
#     Write an augmentation `turned(x)` that rotates each image by a random angle from −90° to 90°, and train LeNet with it for 10 epochs ([the training code](#loop)). Which pair of digits is confused most often? Make a guess first.
#
#     ??? answer "Answer"
#         It is not 6 and 9, which would need 180° to change places. The most frequent confusions here are 2 with 8 and 2 with 7. The accuracy falls to about 95%: there is far more variety to learn, for the same 61,706 parameters in the same 10 epochs.
#
#         ```python
#         def turned(x):
#             # ±90°, another angle for each image
#             angle = (torch.rand(len(x)) - 0.5) * torch.pi
#             cos, sin, zero = angle.cos(), angle.sin(), torch.zeros(len(x))
#             theta = torch.stack([cos, -sin, zero, sin, cos, zero], 1).view(-1, 2, 3)
#             grid = F.affine_grid(theta, list(x.shape), align_corners=False)
#             return F.grid_sample(x, grid, align_corners=False)
#
#
#         torch.manual_seed(0)
#         net = LeNet().to(device)
#         fit(net, x, target, epochs=10, augment=turned)
#         with torch.no_grad():
#             answer = net(x_held.to(device)).argmax(1).cpu()
#         confusion = torch.bincount(target_held * 10 + answer, minlength=100).view(10, 10)
#         # 4 taken for 9 and 9 for 4 together, without the diagonal
#         pairs = (confusion + confusion.T).triu(1)
#         for pair in pairs.flatten().topk(3).indices.tolist():
#             print(pair // 10, pair % 10, pairs.flatten()[pair].item())
#         ```
