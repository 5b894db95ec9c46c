# %% [page]
# needs: digits-images.idx.gz digits-labels.idx.gz
# zh:
# title: 实验：找错，训练不收敛的七个原因
# short: 找错
# description: 一段不报错也学不会的训练代码里埋了七个错，用七个可以照搬的检查逐个找出来，每个都量一量改之前和改之后的准确率。
# en:
# title: "Lab: debug a training that does not learn"
# short: Debugging
# description: Seven faults are planted in a training that raises no error and learns nothing. Find each by a check you can reuse, and measure what it costs.

# %% [markdown]
# zh:
# # 实验：找错 { #debug }
#
# 训练代码最难的错是不报错的那种：程序跑完了，网络什么也没学会。这个实验给你一段埋了七个错的代码，和七个各用几行就能做的检查。检查可以原样搬到你自己的代码里。
# en:
# # Lab: find the faults { #debug }
#
# The worst faults in training code are the ones that raise nothing: the program ends, and the net has learned nothing. This lab gives you a program with seven of them, and seven checks of a few lines each, which you can take into your own code as they are.

# %% [markdown]
# zh:
# ## 准备 { #setup }
#
# ```sh
# pip install torch matplotlib
# ```
#
# 数据与[训练实验](train.ipynb#data)相同，为了省时间只用前 2000 张。网络是更小的 LeNet，多了一层 Dropout。
# en:
# ## Set up { #setup }
#
# ```sh
# pip install torch matplotlib
# ```
#
# The data are those of [the training lab](train.ipynb#data); to save time we take the first 2,000. The net is a smaller LeNet with a dropout in it.

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

# %%
SITE = "https://example.org/downloads/"
for name in ("digits-images.idx.gz", "digits-labels.idx.gz"):
    if not Path(name).exists():
        urlretrieve(SITE + name, name)

(x, target), (x_held, target_held) = load_digits()
x, target = x[:2000], target[:2000]


def new_net():
    # zh: 每次都从同样的权重开始，好比较
    # en: always from the same weights, so that runs can be compared
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Dropout(0.5), nn.Linear(120, 10),
    )

# %% [markdown]
# zh:
# ## 病人 { #patient }
#
# 下面二十来行里有七个错。先自己读一遍，能看出几个？
# en:
# ## The patient { #patient }
#
# There are seven faults in these twenty lines. Read them first: how many do you see?

# %%
net = new_net()
optimizer = torch.optim.Adam(net.parameters(), lr=0.1)

shuffled_x = x[torch.randperm(len(x))]
shuffled_target = target[torch.randperm(len(target))]

for epoch in range(2):
    for bx, btarget in zip(shuffled_x.split(64), shuffled_target.split(64)):
        chances = F.softmax(net(bx), dim=0)
        loss = F.cross_entropy(chances, btarget)
        loss = loss.detach().requires_grad_()
        loss.backward()
        optimizer.step()
    print(f"{epoch + 1}  loss {loss.item():.3f}")

with torch.no_grad():
    answer = net(x_held).argmax(1)
print(f"held_out {(answer == target_held).float().mean():.3f}")

# %% [markdown]
# zh:
# 没有一行报错，准确率和瞎猜一样。损失停在 2.3，即 ln 10：十个数字给出同样的机会。
#
# 一个一个来。下面的 `fit` 是改好的版本，每个错对应一个实参，这样每次可以只放进一个错，量出它单独的代价。
# en:
# Not one line raises an error, and the accuracy is that of guessing. The loss stays at 2.3, which is ln 10: the same chance for all ten digits.
#
# One at a time. `fit` is the program as it should be, with an argument for each fault, so that one fault alone can be put back in and its price measured.

# %%
def fit(x, target, loss_of=F.cross_entropy, lr=3e-3, zero_grad=True, epochs=2):
    net = new_net()
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    net.train()
    for _ in range(epochs):
        # zh: 图和标签用同一个次序
        # en: images and labels in one and the same order
        for some in torch.randperm(len(x)).split(64):
            loss = loss_of(net(x[some]), target[some])
            if zero_grad:
                optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return net


def accuracy(net):
    net.eval()
    with torch.no_grad():
        return (net(x_held).argmax(1) == target_held).float().mean().item()


def compare(name):
    print(f"{name} {found[name]:.3f} → cured {found['cured']:.3f}")


cured = fit(x, target)
found = {"cured": accuracy(cured)}
print(f"cured {found['cured']:.3f}")

# %% [markdown]
# zh:
# 两轮、2000 张，近 90%。这是“改之后”，每一节拿它作比较。
# en:
# Two epochs on 2,000 digits, and close to 90%. This is “after”, with which each section compares.

# %% [markdown]
# zh:
# ## 1. 看数据：标签对得上吗 { #labels }
#
# **检查**：在数据进网络的前一刻，画几张，标签写在上面。不是看原始文件，是看打乱、增强、转换之后的那一份。
# en:
# ## 1. Look at the data: do the labels belong? { #labels }
#
# **Check**: draw a few images with their labels the moment before they enter the net. Not as they are in the file, but after all shuffling, augmenting and converting.

# %%
# zh: ![两排各十张手写数字，上方写着标签。上排的标签与图对不上，下排的每一张都对得上。]
# en: ![Two rows of ten digits with their labels above. In the upper row the labels do not belong to the images, in the lower row each does.]
order = torch.randperm(len(x), generator=torch.Generator().manual_seed(0))
fig, axes = plt.subplots(2, 10, figsize=(5.4, 1.7))
pairs = ((shuffled_x, shuffled_target), (x[order], target[order]))
for row, (images, labels) in zip(axes, pairs):
    for ax, image, label in zip(row, images[:10, 0], labels.tolist()):
        ax.imshow(image, cmap="gray")
        ax.set_title(label, pad=3)
        ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# 上排是病人的数据：图和标签各自打乱了一次，配对没了。**改法**：抽一次次序，两边都用它；或者交给 `TensorDataset` 和 `DataLoader`，它们总是一对一对地取。
# en:
# The upper row is the patient's data: images and labels were shuffled separately, and the pairs are gone. **Cure**: draw one order and use it for both; or leave it to `TensorDataset` and `DataLoader`, which always take pairs.

# %%
found["labels"] = accuracy(fit(shuffled_x, shuffled_target))
compare("labels")

# %% [markdown]
# zh:
# ## 2. 单独算与一起算：`dim` 对吗 { #dim }
#
# **检查**：一张图的结果不应该取决于同一批里还有谁。把第一张单独送进去，再和另外七张一起送进去，比较它那一行。
# en:
# ## 2. Alone and in company: the right `dim`? { #dim }
#
# **Check**: what comes out for an image must not depend on who else is in the batch. Send the first image in alone, then with seven others, and compare its row.

# %%
def depends_on_others(chances_of):
    net = new_net().eval()
    with torch.no_grad():
        alone, together = chances_of(net(x[:1])), chances_of(net(x[:8]))
    return not torch.allclose(alone[0], together[0], atol=1e-5)


print("softmax(dim=0)", depends_on_others(lambda scores: F.softmax(scores, dim=0)))
print("softmax(dim=1)", depends_on_others(lambda scores: F.softmax(scores, dim=1)))

# %% [markdown]
# zh:
# 得分的形状是 (N, 10)。`dim=0` 沿着批量归一化，让同一批的 64 张图争同一个数字；`dim=1` 才是每张图的 10 个数字相加为 1。
#
# 只放进这一个错，量两次：一次用得分作答，一次像实际使用那样，一张一张地算 `softmax(dim=0)` 再作答。
# en:
# The scores have the shape (N, 10). `dim=0` normalizes along the batch and lets its 64 images compete for each digit; with `dim=1` the ten chances of each image sum to 1.
#
# With this fault alone, measure twice: answers by the scores, and answers as in use, image by image with `softmax(dim=0)`.

# %%
def wrong_dim(scores, target):
    return F.nll_loss(F.log_softmax(scores, dim=0), target)


net = fit(x, target, loss_of=wrong_dim)
found["dim"] = accuracy(net)
with torch.no_grad():
    single = torch.stack([F.softmax(net(image[None]), dim=0)[0] for image in x_held[:200]])
compare("dim")
print(f"single {(single.argmax(1) == target_held[:200]).float().mean():.3f}")
print(single[0].tolist())

# %% [markdown]
# zh:
# 意外：训练几乎没受影响。批量里的数字大致均匀，“哪张图最像 3”与“这张图最像几”差得不多。所以准确率查不出这个错；一到使用时，一张图自己和自己比，每个数字的机会都是 1，全答成 0。**改法**：写 `dim=1`，或者 `dim=-1`。
# en:
# A surprise: the training hardly suffers. Digits are about evenly spread in a batch, so “which image is most like a 3” is not far from “what is this image most like”. Accuracy does not find this fault. In use it shows: one image competes with itself, each digit gets a chance of 1, and the answer is always 0. **Cure**: `dim=1`, or `dim=-1`.

# %% [markdown]
# zh:
# ## 3. 给损失一个满分答案：softmax 多了吗 { #softmax }
#
# **检查**：造一份完美的得分，正确的数字 100，其余 0。好的损失应该给 0。
# en:
# ## 3. Give the loss a perfect answer: a softmax too many? { #softmax }
#
# **Check**: make perfect scores, 100 for the right digit and 0 for the others. A sound loss gives 0.

# %%
def twice_softmax(scores, target):
    return F.cross_entropy(F.softmax(scores, dim=1), target)


perfect = 100.0 * F.one_hot(target[:64], 10)
print(f"twice_softmax {twice_softmax(perfect, target[:64]):.3f}")
print(f"cross_entropy {F.cross_entropy(perfect, target[:64]):.3f}")

# %% [markdown]
# zh:
# `F.cross_entropy` [自己会做 softmax](../loss.md#softmax-twice)。先做一次，送进去的数都在 0 到 1 之间，最好的损失也只能到 ln(1 + 9/e) ≈ 1.461，梯度也跟着变小。它不会让训练失败，只会让训练变慢。**改法**：把得分原样交给 `F.cross_entropy`，要概率时再单独算。
# en:
# `F.cross_entropy` [does the softmax itself](../loss.md#softmax-twice). Done before, all that goes in lies between 0 and 1, the best possible loss is ln(1 + 9/e) ≈ 1.461, and gradients shrink with it. Training does not fail; it is slower. **Cure**: hand the scores over as they are, and compute probabilities where you need them.

# %%
found["softmax"] = accuracy(fit(x, target, loss_of=twice_softmax))
compare("softmax")

# %% [markdown]
# zh:
# ## 4. 谁没有梯度：损失断开了吗 { #detached }
#
# **检查**：反向传播一次，列出 `grad` 还是 `None` 的参数。
# en:
# ## 4. Who has no gradient: a detached loss? { #detached }
#
# **Check**: one backward pass, then list the parameters whose `grad` is still `None`.

# %%
def without_gradient(loss_of):
    net = new_net()
    loss_of(net(x[:64]), target[:64]).backward()
    return [name for name, parameter in net.named_parameters() if parameter.grad is None]


def detached(scores, target):
    return F.cross_entropy(scores, target).detach().requires_grad_()


print("detached", without_gradient(detached))
print("cross_entropy", without_gradient(F.cross_entropy))

# %% [markdown]
# zh:
# 病人的损失被 `detach()` 从计算图上剪了下来，`requires_grad_()` 又让 `backward()` 不报错：梯度只到损失自己为止。常见的写法还有 `torch.tensor(loss.item(), requires_grad=True)`、先转成 NumPy 再转回来。`None` 的参数，优化器直接跳过。**改法**：`backward()` 用原来的损失，打印时才取 `loss.item()`。
# en:
# `detach()` cut the patient's loss off the graph, and `requires_grad_()` kept `backward()` from complaining: the gradient ends at the loss itself. Other spellings of it are `torch.tensor(loss.item(), requires_grad=True)` and a way through NumPy and back. The optimizer skips parameters whose `grad` is `None`. **Cure**: call `backward()` on the loss itself; take `loss.item()` for printing only.

# %%
found["detached"] = accuracy(fit(x, target, loss_of=detached))
compare("detached")

# %% [markdown]
# zh:
# ## 5. 同一批算两次：忘了 `zero_grad` 吗 { #zero-grad }
#
# **检查**：学习率设为 0，同一批走两步。权重没动，两次的梯度应该一样长。
# en:
# ## 5. The same batch twice: a forgotten `zero_grad`? { #zero-grad }
#
# **Check**: with a learning rate of 0, take two steps on the same batch. The weights have not moved, so both gradients must be equally long.

# %%
def growth(zero_grad):
    net = new_net().eval()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.0)
    lengths = []
    for _ in range(2):
        loss = F.cross_entropy(net(x[:64]), target[:64])
        if zero_grad:
            optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        lengths.append(net[0].weight.grad.norm().item())
    return lengths[1] / lengths[0]


print(f"zero_grad=False {growth(False):.2f}")
print(f"zero_grad=True  {growth(True):.2f}")

# %% [markdown]
# zh:
# 2.00：`backward()` 是往 `grad` [上加](../backprop.md#accumulate)，不是覆盖。不清零，每一步走的都是到目前为止所有批量的梯度之和。**改法**：每次 `backward()` 之前 `optimizer.zero_grad()`。
# en:
# 2.00: `backward()` [adds](../backprop.md#accumulate) to `grad`, it does not replace it. Without clearing, each step follows the sum of the gradients of all batches so far. **Cure**: `optimizer.zero_grad()` before each `backward()`.

# %%
found["zero_grad"] = accuracy(fit(x, target, zero_grad=False))
compare("zero_grad")

# %% [markdown]
# zh:
# ## 6. 一步走多远：学习率合适吗 { #lr }
#
# **检查**：走一步，看每层权重变化的长度是原来的几分之几。一步改掉自己的一大半，就太大了；开头几步改百分之几，比较合适。
# en:
# ## 6. How long is a step: the right learning rate? { #lr }
#
# **Check**: take a step and see what fraction of its own length each layer's weight has moved. More than half of itself in one step is far too much; some hundredths are right for the first steps.

# %%
def moved(lr):
    net = new_net()
    before = [parameter.detach().clone() for parameter in net.parameters()]
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    F.cross_entropy(net(x[:64]), target[:64]).backward()
    optimizer.step()
    pairs = [pair for pair in zip(before, net.parameters()) if pair[0].dim() > 1]
    return [f"{((new - old).norm() / old.norm()).item():.2f}" for old, new in pairs]


print("lr=0.1  ", moved(0.1))
print("lr=0.003", moved(3e-3))

# %% [markdown]
# zh:
# 0.1 的第一步就让全连接层变成了另一个网络；接下来 ReLU 成片死掉，见[看进去实验](inside.ipynb#dead)。Adam 的第一步，每个权重都移动 `lr` 左右，与梯度大小无关，所以权重本来就小的大层最先遭殃。**改法**：从 0.001 开始，画几条[损失曲线](train.ipynb#lr)再定。
# en:
# With 0.1 the first step turns the linear layers into another net; then ReLUs die in crowds, see [the lab inside](inside.ipynb#dead). In Adam's first step each weight moves by about `lr`, however small its gradient, so the large layers with their small weights suffer first. **Cure**: begin with 0.001, and draw a few [curves of the loss](train.ipynb#lr) before you decide.

# %%
found["lr"] = accuracy(fit(x, target, lr=0.1))
compare("lr")

# %% [markdown]
# zh:
# ## 7. 同一张图问两次：忘了 `eval` 吗 { #eval }
#
# **检查**：同样的输入送进去两次，得分应该一模一样。
# en:
# ## 7. Ask twice about one image: a forgotten `eval`? { #eval }
#
# **Check**: send the same input in twice; the scores must be the same.

# %%
def wavers(net):
    with torch.no_grad():
        return not torch.equal(net(x[:8]), net(x[:8]))


cured.train()
print("train()", wavers(cured))
with torch.no_grad():
    found["eval"] = (cured(x_held).argmax(1) == target_held).float().mean().item()
cured.eval()
print("eval() ", wavers(cured))
compare("eval")

# %% [markdown]
# zh:
# [训练模式](../module.md#modes)下，Dropout 每次随机关掉一半的单元，所以两次答案不同，准确率低几个百分点。训练没有错，错在检验。**改法**：检验之前 `net.eval()`，接着训练之前 `net.train()`；`no_grad()` 管的是另一件事，替不了它。
# en:
# In [training mode](../module.md#modes) dropout turns off half of the units at random, so the two answers differ and accuracy is some points lower. The training was right, the measuring was wrong. **Cure**: `net.eval()` before you measure, `net.train()` before you go on; `no_grad()` is about something else and does not do it.

# %% [markdown]
# zh:
# ## 每个错的代价 { #price }
#
# 虚线是改好之后。
# en:
# ## What each of them costs { #price }
#
# The dashed line is the program without faults.

# %%
# zh: ![七根横条，是每个错单独存在时的准确率。labels、detached、lr 停在 0.1 左右，zero_grad 居中，softmax、eval、dim 与没有错时相近。]
# en: ![Seven bars, the accuracy with each fault alone. labels, detached and lr stay near 0.1, zero_grad is in between, softmax, eval and dim are close to the program without faults.]
prices = {name: found[name] for name in sorted(found, key=found.get) if name != "cured"}
fig, ax = plt.subplots(figsize=(5.2, 2.6))
ax.barh(list(prices), prices.values())
ax.axvline(found["cured"], color="black", linestyle="--", linewidth=1)
ax.set(xlabel="accuracy", xlim=(0, 1))
plt.show()

# %% [markdown]
# zh:
# 三个错让网络学不到任何东西，容易发现。另外四个更危险：网络照样能学，只是差一点，没有对照就不知道差了。所以要检查，不要只看准确率像不像样。
#
# ## 背一个批量能查出几个 { #one-batch }
#
# 训练实验里有一个更快的总检查：[让网络背下一个批量](train.ipynb#one-batch)。七个错里，它能查出几个？先猜。
# en:
# Three of the faults let the net learn nothing, which is easy to notice. The other four are more dangerous: it learns, only somewhat worse, and without a comparison you never know. So check, and do not trust an accuracy because it looks all right.
#
# ## How many does one batch find? { #one-batch }
#
# The training lab has one quick check for everything: [let the net learn one batch by heart](train.ipynb#one-batch). How many of the seven does it find? Guess first.

# %%
def by_heart(x, target, **fault):
    # zh: 只有 64 张图，走 60 步；再看它在这 64 张上错几张
    # en: 64 images only, 60 steps; then count its mistakes on these 64
    net = fit(x[:64], target[:64], epochs=60, **fault).eval()
    with torch.no_grad():
        wrong = (net(x[:64]).argmax(1) != target[:64]).sum().item()
        return wrong, fault.get("loss_of", F.cross_entropy)(net(x[:64]), target[:64]).item()


trials = {
    "cured": by_heart(x, target),
    "labels": by_heart(shuffled_x, shuffled_target),
    "dim": by_heart(x, target, loss_of=wrong_dim),
    "softmax": by_heart(x, target, loss_of=twice_softmax),
    "detached": by_heart(x, target, loss_of=detached),
    "zero_grad": by_heart(x, target, zero_grad=False),
    "lr": by_heart(x, target, lr=0.1),
}
for name, (wrong, loss) in trials.items():
    print(f"{name:9} wrong {wrong:2}/64  loss {loss:.3f}")

# %% [markdown]
# zh:
# 只看错了几张，它查出断开的损失、过大的学习率和忘了的 `zero_grad`；再看损失有没有到 0，又能查出多余的 softmax（到不了 1.461 以下）和错的 `dim`。打乱的标签它查不出来：64 个随便配的标签，网络照样背得下来。`eval` 也不归它管。七个里查出五个：先做它，再看数据，再做其余的检查。
#
# ## 一张清单 { #list }
#
# | 做什么 | 应该看到 | 查出 |
# |---|---|---|
# | 画出进网络前的图和标签 | 对得上 | 标签错位 |
# | 一张图单独算、和别人一起算 | 相同 | `dim` 错了 |
# | 给损失满分的得分 | 0 | 多余的 softmax |
# | `backward()` 后列出 `grad is None` 的参数 | 空 | 损失断开 |
# | 学习率 0，同一批走两步 | 梯度一样长 | 忘了 `zero_grad` |
# | 走一步，看权重变化的比例 | 百分之几 | 学习率 |
# | 同样的输入送两次 | 得分相同 | 忘了 `eval` |
# en:
# By its mistakes it finds the detached loss, the large learning rate and the forgotten `zero_grad`; by whether the loss goes to 0 it finds the softmax too many (never below 1.461) and the wrong `dim` as well. It does not find the shuffled labels: 64 labels at random can be learned by heart like any others. Nor is it about `eval`. That makes five of seven: do it first, then look at the data, then make the other checks.
#
# ## The list { #list }
#
# | Do | See | Finds |
# |---|---|---|
# | draw images and labels as they enter the net | they belong together | shuffled labels |
# | one image alone, and with others | the same | the wrong `dim` |
# | give the loss perfect scores | 0 | a softmax too many |
# | list parameters with `grad is None` after `backward()` | none | a detached loss |
# | learning rate 0, two steps on one batch | gradients equally long | a forgotten `zero_grad` |
# | one step, and how far weights have moved | some hundredths | the learning rate |
# | the same input twice | the same scores | a forgotten `eval` |

# %% [markdown]
# zh:
# ## 练习 { #exercises }
#
# !!! exercise "1. 改到第几个才好 ★★"
#     把“病人”里的错按清单的次序一个一个改掉，每改一个跑一次。改到第几个，准确率才第一次离开 10%？
#
#     ??? answer "答案"
#         第六个，学习率：前五个改完仍是 10% 左右，改了它一下子到 80% 以上，最后的 `eval` 再加几个百分点。错叠在一起时，改对一个未必看得到好转，所以要一个一个地检查，不能只看准确率。
#
#         ```python
#         def patient(cured):
#             net = new_net()
#             optimizer = torch.optim.Adam(net.parameters(), lr=3e-3 if "lr" in cured else 0.1)
#             pairs = (x[order], target[order]) if "labels" in cured else (shuffled_x, shuffled_target)
#             for _ in range(2):
#                 for bx, btarget in zip(*(part.split(64) for part in pairs)):
#                     scores = net(bx)
#                     if "softmax" not in cured:
#                         scores = F.softmax(scores, dim=1 if "dim" in cured else 0)
#                     loss = F.cross_entropy(scores, btarget)
#                     if "detached" not in cured:
#                         loss = loss.detach().requires_grad_()
#                     if "zero_grad" in cured:
#                         optimizer.zero_grad()
#                     loss.backward()
#                     optimizer.step()
#             return net.eval() if "eval" in cured else net
#
#
#         cures = ["labels", "dim", "softmax", "detached", "zero_grad", "lr", "eval"]
#         shares = []
#         for number in range(8):
#             net = patient(cures[:number])
#             with torch.no_grad():
#                 shares.append((net(x_held).argmax(1) == target_held).float().mean().item())
#         print([round(share, 2) for share in shares])
#         ```
#
# !!! exercise "2. 换成带动量的 SGD ★"
#     优化器换成 `SGD(lr=0.05, momentum=0.9)`，忘了 `zero_grad` 的代价变大还是变小？
#
#     ??? answer "答案"
#         变大：86% 对 10%，什么也没学到。梯度越加越长，SGD 的步子跟着变长，动量又放大一次；Adam 用梯度的大小除过，步子长不了那么多。
#
#         ```python
#         def fit_sgd(zero_grad):
#             net = new_net()
#             optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
#             for _ in range(2):
#                 for some in torch.randperm(len(x)).split(64):
#                     loss = F.cross_entropy(net(x[some]), target[some])
#                     if zero_grad:
#                         optimizer.zero_grad()
#                     loss.backward()
#                     optimizer.step()
#             return net
#
#
#         with_zero, without = accuracy(fit_sgd(True)), accuracy(fit_sgd(False))
#         print(f"{without:.3f} → {with_zero:.3f}")
#         ```
#
# !!! exercise "3. 换成 BatchNorm ★★"
#     把 Dropout 换成 `nn.BatchNorm1d(120)`，忘了 `eval` 还查得出来吗？一张一张地检验呢？
#
#     ??? answer "答案"
#         同一批送两次，统计量相同，得分也相同：第 7 个检查查不出。第 2 个查得出：和谁在一批，结果就不同。一张一张地送，它直接报错：`Expected more than 1 value per channel when training`。
#
#         ```python
#         with_dropout = new_net
#
#
#         def new_net():
#             net = with_dropout()
#             net[9] = nn.BatchNorm1d(120)
#             return net
#
#
#         norm = fit(x, target)
#         norm.train()
#         print("train()", wavers(norm))
#         with torch.no_grad():
#             alone, together = norm(x[:8]), norm(x[:16])[:8]
#             print(torch.allclose(alone, together, atol=1e-5))
#             try:
#                 norm(x[:1])
#             except ValueError as error:
#                 refusal = str(error)
#                 print(refusal)
#         ```
# en:
# ## Exercises { #exercises }
#
# !!! exercise "1. Which cure helps first? ★★"
#     Fix the patient in the order of the list, and run it after each cure. After which does the accuracy leave 10% for the first time?
#
#     ??? answer "Answer"
#         After the sixth, the learning rate: with the first five fixed it is still about 10%, with this one it jumps above 80%, and `eval` adds some points. Where faults lie on top of each other, a right cure need not show. So check one by one, and do not go by the accuracy.
#
#         ```python
#         def patient(cured):
#             net = new_net()
#             optimizer = torch.optim.Adam(net.parameters(), lr=3e-3 if "lr" in cured else 0.1)
#             pairs = (x[order], target[order]) if "labels" in cured else (shuffled_x, shuffled_target)
#             for _ in range(2):
#                 for bx, btarget in zip(*(part.split(64) for part in pairs)):
#                     scores = net(bx)
#                     if "softmax" not in cured:
#                         scores = F.softmax(scores, dim=1 if "dim" in cured else 0)
#                     loss = F.cross_entropy(scores, btarget)
#                     if "detached" not in cured:
#                         loss = loss.detach().requires_grad_()
#                     if "zero_grad" in cured:
#                         optimizer.zero_grad()
#                     loss.backward()
#                     optimizer.step()
#             return net.eval() if "eval" in cured else net
#
#
#         cures = ["labels", "dim", "softmax", "detached", "zero_grad", "lr", "eval"]
#         shares = []
#         for number in range(8):
#             net = patient(cures[:number])
#             with torch.no_grad():
#                 shares.append((net(x_held).argmax(1) == target_held).float().mean().item())
#         print([round(share, 2) for share in shares])
#         ```
#
# !!! exercise "2. SGD with momentum ★"
#     Take `SGD(lr=0.05, momentum=0.9)`: does a forgotten `zero_grad` cost more, or less?
#
#     ??? answer "Answer"
#         More: 10% against 86%, it learns nothing. Gradients grow as they add up, the steps of SGD grow with them, and momentum magnifies them once more. Adam divides by the size of the gradients, so its steps grow less.
#
#         ```python
#         def fit_sgd(zero_grad):
#             net = new_net()
#             optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
#             for _ in range(2):
#                 for some in torch.randperm(len(x)).split(64):
#                     loss = F.cross_entropy(net(x[some]), target[some])
#                     if zero_grad:
#                         optimizer.zero_grad()
#                     loss.backward()
#                     optimizer.step()
#             return net
#
#
#         with_zero, without = accuracy(fit_sgd(True)), accuracy(fit_sgd(False))
#         print(f"{without:.3f} → {with_zero:.3f}")
#         ```
#
# !!! exercise "3. BatchNorm instead ★★"
#     Put `nn.BatchNorm1d(120)` in place of the dropout. Does the check still find a forgotten `eval`? And what if you measure one image at a time?
#
#     ??? answer "Answer"
#         The same batch twice has the same statistics and gives the same scores: check 7 finds nothing. Check 2 does: the result depends on who else is in the batch. One image at a time raises `Expected more than 1 value per channel when training`.
#
#         ```python
#         with_dropout = new_net
#
#
#         def new_net():
#             net = with_dropout()
#             net[9] = nn.BatchNorm1d(120)
#             return net
#
#
#         norm = fit(x, target)
#         norm.train()
#         print("train()", wavers(norm))
#         with torch.no_grad():
#             alone, together = norm(x[:8]), norm(x[:16])[:8]
#             print(torch.allclose(alone, together, atol=1e-5))
#             try:
#                 norm(x[:1])
#             except ValueError as error:
#                 refusal = str(error)
#                 print(refusal)
#         ```
