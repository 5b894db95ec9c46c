# %% [page]
# needs: digits-images.idx.gz digits-labels.idx.gz
# zh:
# title: 实验：损失不下降、准确率上不去，用七个检查找出原因
# short: 找错
# description: 一段不报错的训练代码里埋了七个错误：标签错位、dim、多余的 softmax、detach、忘了 zero_grad、学习率、忘了 eval。用七个可以复制走的检查函数逐个找出来，并测出每个错误让准确率降低多少。
# en:
# title: "Lab: debug a training whose loss does not fall, with seven checks"
# short: Debugging
# description: Seven faults in a training program that raises no error - shuffled labels, dim, a second softmax, detach, no zero_grad, the learning rate, no eval. Find each with a check function that you can copy, and measure what it costs.

# %% [markdown]
# zh:
# # 实验：训练不收敛，怎样找错 { #debug }
#
# 训练代码里最难找的错误不会报错：程序跑完了，损失却没有下降，或者准确率比应有的低一些。这个实验给出一段埋了七个错误的训练代码，和七个各只有几行的检查函数。函数只用到它们的实参（`net`、`x`、`target` 等），所以能直接复制到你自己的代码里，用你自己的网络和数据调用。
#
# 需要先知道[训练的五步](../optimizer.md#loop)。数据、验证集和过拟合，见[一次完整的训练](../training.md)。
# en:
# # Lab: debug a training that does not learn { #debug }
#
# The hardest faults in training code raise no error: the program ends, but the loss has not fallen, or the accuracy is lower than it should be. This lab gives you a training program with seven faults, and seven check functions of a few lines each. The functions use only their arguments (`net`, `x`, `target` and so on), so you can copy them into your own code and call them with your own network and data.
#
# You should know [the five steps of training](../optimizer.md#loop). Data, validation and overfitting are the subject of [a complete training](../training.md).

# %% [markdown]
# zh:
# ## 准备 { #setup }
#
# ```sh
# pip install torch matplotlib
# ```
#
# 数据与[训练 LeNet 的实验](train.ipynb#data)相同；为了节省时间，训练只用前 2000 张图。网络比 LeNet 少一个全连接层，多一层 Dropout。这里的网络很小，只在 CPU 上运行。
# en:
# ## Set up { #setup }
#
# ```sh
# pip install torch matplotlib
# ```
#
# The data are those of the lab [Train LeNet](train.ipynb#data). To save time, we train on the first 2,000 images. The network has one linear layer fewer than LeNet and a Dropout layer in addition. It is small, so this lab runs on the CPU only.

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
    # zh: 每次都从同样的权重开始，这样各次结果可以比较
    # en: the same initial weights each time, so that runs can be compared
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Dropout(0.5), nn.Linear(120, 10),
    )

# %% [markdown]
# zh:
# ## 有七个错误的训练代码 { #patient }
#
# 下面这段代码里有七个错误。运行之前先读一遍：你能看出几个？
# en:
# ## A training program with seven faults { #patient }
#
# The following program contains seven faults. Read it before you run it: how many of them do you see?

# %%
net = new_net()
optimizer = torch.optim.Adam(net.parameters(), lr=0.1)

shuffled_x = x[torch.randperm(len(x))]
shuffled_target = target[torch.randperm(len(target))]

for epoch in range(2):
    for bx, btarget in zip(shuffled_x.split(64), shuffled_target.split(64)):
        output = F.softmax(net(bx), dim=0)
        loss = F.cross_entropy(output, btarget)
        loss = loss.detach().requires_grad_()
        loss.backward()
        optimizer.step()
    print(f"{epoch + 1}  loss {loss.item():.3f}")

with torch.no_grad():
    answer = net(x_held).argmax(1)
print(f"held_out {(answer == target_held).float().mean():.3f}")

# %% [markdown]
# zh:
# 没有一行报错，可是在网络没见过的图上，准确率和乱猜差不多。损失停在 2.30 附近，也就是 ln 10：十个数字的概率大致相等时，交叉熵就是这么大。
#
# 接下来一次只看一个错误。下面的 `fit` 是正确的版本；损失函数、学习率、一步训练的函数 `step` 都是它的实参，因此可以只放回一个错误，测出这一个错误让准确率降低多少。
# en:
# No line raises an error, and yet the accuracy on images that the network has not seen is that of guessing. The loss stays near 2.30, which is ln 10: this is the cross-entropy when all ten digits have about the same probability.
#
# From here on we look at one fault at a time. `fit` is the correct program. The loss function, the learning rate and the function for one training step are arguments of it, so a single fault can be put back in, and we measure how much accuracy this fault alone costs.

# %%
def train_step(net, x, target, optimizer, loss_of=F.cross_entropy):
    loss = loss_of(net(x), target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def fit(x, target, loss_of=F.cross_entropy, lr=3e-3, step=train_step, epochs=2):
    net = new_net()
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    net.train()
    for _ in range(epochs):
        # zh: 抽取一个随机顺序，图和标签都按它来取
        # en: one random order for images and labels alike
        for some in torch.randperm(len(x)).split(64):
            step(net, x[some], target[some], optimizer, loss_of)
    return net


def accuracy(net):
    net.eval()
    with torch.no_grad():
        return (net(x_held).argmax(1) == target_held).float().mean().item()


def compare(name):
    print(f"{name} {found[name]:.3f} → correct {found['correct']:.3f}")


correct = fit(x, target)
found = {"correct": accuracy(correct)}
print(f"correct {found['correct']:.3f}")

# %% [markdown]
# zh:
# 2000 张图训练两轮，正确的程序在没见过的图上答对将近 90%。后面每一节都把有一个错误的程序和它比较：输出里箭头左边是有错误时的准确率，右边是没有错误时的。
# en:
# After two epochs on 2,000 images, the correct program reads close to 90% of the images that it has not seen. Each section below compares a program with one fault with this one: in the output, the accuracy with the fault is on the left of the arrow, and the accuracy without it on the right.

# %% [markdown]
# zh:
# ## 1. 画出数据：标签和图对得上吗 { #labels }
#
# **检查**：在数据进入网络之前的最后一刻，画出几张图，标签写在上方。不要画原始文件里的图，要画打乱、增强、转换之后的图，因为错误往往出在这些步骤里。
# en:
# ## 1. Plot the data: do the labels match? { #labels }
#
# **Check**: plot a few images with their labels at the last moment before they enter the network. Do not plot the images of the original files: plot them after shuffling, augmentation and conversion, because the fault is often in one of these steps.

# %%
# zh: ![两排各十张手写数字，上方写着标签。上排的标签大多与图对不上，下排的每一张都对得上。]
# en: ![Two rows of ten digits with their labels above. In the upper row most labels do not match the images; in the lower row all of them do.]
def show(x, target, axes):
    for ax, image, label in zip(axes, x[:, 0], target.tolist()):
        ax.imshow(image, cmap="gray")
        ax.set_title(label, pad=3)
        ax.axis("off")


order = torch.randperm(len(x), generator=torch.Generator().manual_seed(0))
fig, axes = plt.subplots(2, 10, figsize=(5.4, 1.7))
show(shuffled_x[:10], shuffled_target[:10], axes[0])
show(x[order][:10], target[order][:10], axes[1])
plt.show()

# %% [markdown]
# zh:
# 上排是有错误的程序用的数据：图和标签各自打乱了一次，所以标签不再属于旁边的图（少数几张碰巧对上）。下排只抽取了一个顺序，图和标签都按这个顺序排列。**改法**：像下排那样做；或者把图和标签交给 [`TensorDataset` 和 `DataLoader`](../data.md#loader)，它们成对地取样本。
# en:
# The upper row shows the data of the faulty program. Images and labels were shuffled separately, so the labels no longer belong to the images (a few match by chance). For the lower row one order was drawn and used for both. **Fix**: do it as for the lower row, or give both tensors to [`TensorDataset` and `DataLoader`](../data.md#loader), which take samples in pairs.

# %%
found["labels"] = accuracy(fit(shuffled_x, shuffled_target))
compare("labels")

# %% [markdown]
# zh:
# ## 2. 换一个批量：softmax 的 `dim` 对吗 { #dim }
#
# **检查**：对一张图的预测不应该取决于同一批里还有哪些图。把这张图先后放进大小不同的两个批量，比较它得到的那一行结果。先调用 `net.eval()`：训练模式下 Dropout 每次随机关掉不同的单元，两次结果本来就不同。
# en:
# ## 2. Change the batch: is the `dim` of softmax right? { #dim }
#
# **Check**: the prediction for an image must not depend on the other images in its batch. Put the image into a small batch and into a large one, and compare its row of the results. Call `net.eval()` before this check: in training mode Dropout turns off different units each time, and two results differ anyway.

# %%
def depends_on_others(predict, x):
    # zh: predict：一批样本 → 每个样本一行
    # en: predict: a batch of samples → one row for each
    with torch.no_grad():
        small, large = predict(x[:4]), predict(x[:16])
    return not torch.allclose(small, large[:4], atol=1e-5)


net = new_net().eval()
print("softmax(dim=0)", depends_on_others(lambda x: F.softmax(net(x), dim=0), x))
print("softmax(dim=1)", depends_on_others(lambda x: F.softmax(net(x), dim=1), x))

# %% [markdown]
# zh:
# 得分的形状是 (N, 10)。`dim=0` 沿着批量归一化，于是对每个数字，这一批图的概率相加等于 1。`dim=1` 才是对每张图归一化：它的 10 个概率相加等于 1。
#
# 现在只放回这一个错误。有错误的程序里 softmax 的后面是 `F.cross_entropy`，它自己还有一个 softmax（第 3 节）；为了只看 `dim`，这里用 `log_softmax` 加 `nll_loss`，其中只有一个 softmax。准确率测两次：`dim` 一行由得分决定答案；`single` 一行一张一张地送进网络，由 `softmax(dim=0)` 的结果决定答案，这是使用时的情形。
# en:
# The scores have the shape (N, 10). `dim=0` normalises along the batch, so for each digit the probabilities of all images in the batch sum to 1. `dim=1` normalises each image: its 10 probabilities sum to 1.
#
# Now this fault alone is put back. In the faulty program the softmax is followed by `F.cross_entropy`, which contains a softmax of its own (section 3). To look at `dim` alone, we use `log_softmax` and `nll_loss` here, which make one softmax together. The accuracy is measured twice. For the row `dim`, the scores decide the answer. For the row `single`, images go through the network one at a time, as they do in use, and the result of `softmax(dim=0)` decides.

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
# 训练几乎没有受影响，这也许出乎意料。这个损失要求的是：写着 3 的图，在 3 上的得分比这一批的其他图高。网络照样能从中学会区分数字，所以准确率发现不了这个错误。使用时它才露出来：批量里只有一张图，每一列只有一个数，归一化以后都是 1。十个概率相等时 `argmax` 返回第一个，于是每张图的答案都是 0。**改法**：写 `dim=1` 或 `dim=-1`。
# en:
# The training hardly suffers, which may surprise you. This loss asks that images of a 3 get a higher score for 3 than the other images of the batch, and the network learns to tell digits apart from this, too. The accuracy therefore does not reveal this fault. In use it appears: a batch of one image has one number in each column, and normalised it is 1. When ten probabilities are equal, `argmax` returns the first, so each image gets the answer 0. **Fix**: write `dim=1` or `dim=-1`.

# %% [markdown]
# zh:
# ## 3. 给损失一份完美的得分：多了一个 softmax 吗 { #softmax }
#
# **检查**：构造一份完美的得分，正确的数字得 100 分，其他数字得 0 分。分类的损失这时应该是 0，因为没有什么可以改进了。
# en:
# ## 3. Give the loss perfect scores: is there a second softmax? { #softmax }
#
# **Check**: construct perfect scores, 100 for the correct digit and 0 for the others. The loss of a classifier should then be 0, because nothing is left to improve.

# %%
def loss_of_perfect_scores(loss_of, target, classes):
    scores = 100.0 * F.one_hot(target, classes)
    return loss_of(scores, target).item()


def twice_softmax(scores, target):
    return F.cross_entropy(F.softmax(scores, dim=1), target)


print(f"twice_softmax {loss_of_perfect_scores(twice_softmax, target[:64], 10):.3f}")
print(f"cross_entropy {loss_of_perfect_scores(F.cross_entropy, target[:64], 10):.3f}")

# %% [markdown]
# zh:
# `F.cross_entropy` [自己会计算 softmax](../loss.md#softmax-twice)，所以它要的是得分，不是概率。如果先算一次 softmax，送进去的数都在 0 到 1 之间，损失最低只能到 ln(1 + 9/e) ≈ 1.461，梯度也跟着变小。这里十个类的训练只是变慢了；类别越多，影响越大：100 个类时，损失最低是 ln(1 + 99/e) ≈ 3.62，而乱猜的损失也只有 ln 100 ≈ 4.61。**改法**：把得分直接交给 `F.cross_entropy`；需要概率时，另外再算 softmax。
# en:
# `F.cross_entropy` [computes the softmax itself](../loss.md#softmax-twice), so it wants scores and not probabilities. After a first softmax all its inputs are between 0 and 1, the loss cannot fall below ln(1 + 9/e) ≈ 1.461, and the gradients become smaller, too. With the ten classes of this lab, training only becomes slower. With more classes the effect is larger: for 100 classes the lowest loss is ln(1 + 99/e) ≈ 3.62, and the loss of guessing is just ln 100 ≈ 4.61. **Fix**: pass the scores to `F.cross_entropy` as they are, and compute a softmax separately where you need probabilities.

# %%
found["softmax"] = accuracy(fit(x, target, loss_of=twice_softmax))
compare("softmax")

# %% [markdown]
# zh:
# ## 4. 哪些参数没有梯度：损失和计算图断开了吗 { #detached }
#
# **检查**：清空梯度，反向传播一次，列出 `grad` 仍是 `None` 的参数。
# en:
# ## 4. Which parameters have no gradient: is the loss detached? { #detached }
#
# **Check**: clear the gradients, run one backward pass, and list the parameters whose `grad` is still `None`.

# %%
def without_gradient(net, x, target, loss_of):
    net.zero_grad()
    loss_of(net(x), target).backward()
    return [name for name, parameter in net.named_parameters() if parameter.grad is None]


def detached(scores, target):
    return F.cross_entropy(scores, target).detach().requires_grad_()


net = new_net()
print("detached", without_gradient(net, x[:64], target[:64], detached))
print("cross_entropy", without_gradient(net, x[:64], target[:64], F.cross_entropy))

# %% [markdown]
# zh:
# 有错误的程序里，`detach()` 返回一个不属于计算图的张量，而 `requires_grad_()` 又让 `backward()` 不再报错：梯度传到这个张量就停住了，到不了任何参数。`torch.tensor(loss.item(), requires_grad=True)`、先转成 NumPy 数组再转回来，都是同一个错误。`grad` 是 `None` 的参数，优化器会跳过。**改法**：对原来的损失调用 `backward()`；`loss.item()` 只用来打印和记录。
# en:
# In the faulty program, `detach()` returns a tensor that is not part of the graph, and `requires_grad_()` keeps `backward()` from raising an error: the gradient stops at this tensor and reaches no parameter. `torch.tensor(loss.item(), requires_grad=True)`, and a conversion to a NumPy array and back, are the same fault. The optimizer skips parameters whose `grad` is `None`. **Fix**: call `backward()` on the original loss, and use `loss.item()` only for printing and logging.

# %%
found["detached"] = accuracy(fit(x, target, loss_of=detached))
compare("detached")

# %% [markdown]
# zh:
# ## 5. 同一批走两步：忘了 `zero_grad` 吗 { #zero-grad }
#
# **检查**：学习率设为 0，用你自己的训练步在同一批数据上走两步。权重没有变，所以两次的梯度应该相同，第二次与第一次的范数之比是 1。这里也要先 `net.eval()`，否则 Dropout 会让两次的梯度不同。`step` 的约定是：走完以后，梯度还留在 `.grad` 里。
# en:
# ## 5. Two steps on the same batch: is `zero_grad` missing? { #zero-grad }
#
# **Check**: set the learning rate to 0 and take two steps on the same batch with your own training step. The weights do not change, so both gradients should be equal, and the second norm divided by the first should be 1. Here, too, call `net.eval()` first, or Dropout makes the two gradients differ. The function `step` has to leave the gradients in `.grad`.

# %%
def growth(net, x, target, step):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.0)
    norms = []
    for _ in range(2):
        step(net, x, target, optimizer)
        gradients = [parameter.grad for parameter in net.parameters() if parameter.grad is not None]
        norms.append(nn.utils.get_total_norm(gradients).item())
    return norms[1] / norms[0]


def without_zero_grad(net, x, target, optimizer, loss_of=F.cross_entropy):
    loss_of(net(x), target).backward()
    optimizer.step()


print(f"without_zero_grad {growth(new_net().eval(), x[:64], target[:64], without_zero_grad):.2f}")
print(f"train_step        {growth(new_net().eval(), x[:64], target[:64], train_step):.2f}")

# %% [markdown]
# zh:
# 没有 `zero_grad` 时比值是 2.00，因为 `backward()` 把新的梯度[加到](../backprop.md#accumulate) `grad` 上，不会覆盖旧的。不清零，每一步用的就是到目前为止所有批量的梯度之和。**改法**：每次 `backward()` 之前调用 `optimizer.zero_grad()`。
# en:
# Without `zero_grad` the ratio is 2.00, because `backward()` [adds](../backprop.md#accumulate) the new gradient to `grad` and does not replace the old one. If it is not cleared, each step uses the sum of the gradients of all batches so far. **Fix**: call `optimizer.zero_grad()` before each `backward()`.

# %%
found["zero_grad"] = accuracy(fit(x, target, step=without_zero_grad))
compare("zero_grad")

# %% [markdown]
# zh:
# ## 6. 第一步走多远：学习率合适吗 { #lr }
#
# **检查**：走一步，对每个权重算出变化量的范数，再除以权重原来的范数。第一步就超过一半，学习率多半太大；开头几步是百分之几，比较常见。函数真的会走一步，所以请给它一个新建的网络和优化器。
# en:
# ## 6. How far does the first step go: is the learning rate right? { #lr }
#
# **Check**: take one step, and for each weight divide the norm of its change by the norm that it had before. More than one half in the first step is most likely too much; a few hundredths are common for the first steps. The function really takes a step, so give it a new network and a new optimizer.

# %%
def moved(net, x, target, optimizer, loss_of=F.cross_entropy):
    before = {name: weight.detach().clone() for name, weight in net.named_parameters() if weight.dim() > 1}
    optimizer.zero_grad()
    loss_of(net(x), target).backward()
    optimizer.step()
    after = dict(net.named_parameters())
    return {name: round(((after[name] - old).norm() / old.norm()).item(), 2) for name, old in before.items()}


for lr in (0.1, 0.003):
    net = new_net()
    print(f"lr={lr}", moved(net, x[:64], target[:64], torch.optim.Adam(net.parameters(), lr=lr)))

# %% [markdown]
# zh:
# 学习率 0.1 时，全连接层第一步的变化就有原来权重的两三倍；接下来许多 ReLU 的输出变成 0，见[另一个实验](inside.ipynb#dead)。Adam 的第一步里，梯度不是 0 的每个权重大约移动 `lr`，与梯度的大小几乎无关，所以初始权重小的层变化的比例最大。
#
# **改法**：从 Adam 的默认值 0.001 开始，用几个相差 3 到 10 倍的值各训练一小段，比较[损失曲线](train.ipynb#lr)，再决定。这里的 0.003 和训练实验里的最大值 0.004，就是这样在 0.001 和 0.01 之间选的。
# en:
# With a learning rate of 0.1, the first step changes the linear layers by two or three times their original weights. After that, many ReLUs output 0, as [another lab](inside.ipynb#dead) shows. In Adam's first step each weight whose gradient is not 0 moves by about `lr`, almost regardless of the size of the gradient, so layers with small initial weights change most in proportion.
#
# **Fix**: begin with Adam's default of 0.001, train for a short time with a few values that differ by factors of 3 to 10, and compare the [loss curves](train.ipynb#lr) before you decide. The 0.003 of this lab and the maximum of 0.004 in the lab Train LeNet were chosen in this way, between 0.001 and 0.01.

# %%
found["lr"] = accuracy(fit(x, target, lr=0.1))
compare("lr")

# %% [markdown]
# zh:
# ## 7. 同样的输入算两次：忘了 `eval` 吗 { #eval }
#
# **检查**：把同样的输入送进网络两次。评估时，两次的得分应该逐位相同。
# en:
# ## 7. The same input twice: is `eval` missing? { #eval }
#
# **Check**: send the same input through the network twice. During an evaluation both results should be equal, bit for bit.

# %%
def wavers(net, x):
    with torch.no_grad():
        return not torch.equal(net(x), net(x))


correct.train()
print("train()", wavers(correct, x[:8]))
with torch.no_grad():
    found["eval"] = (correct(x_held).argmax(1) == target_held).float().mean().item()
correct.eval()
print("eval() ", wavers(correct, x[:8]))
compare("eval")

# %% [markdown]
# zh:
# 在[训练模式](../state.md#modes)下，Dropout 每次随机关掉一半的单元，所以两次的得分不同，准确率也低了几个百分点。训练本身没有错，错的是评估。**改法**：评估之前调用 `net.eval()`，继续训练之前调用 `net.train()`。`no_grad()` 关掉的是计算图的记录，不改变 Dropout。
# en:
# In [training mode](../state.md#modes), Dropout turns off a random half of the units each time, so the two results differ and the accuracy is some points lower. The training was correct; the evaluation was not. **Fix**: call `net.eval()` before an evaluation and `net.train()` before you continue to train. `no_grad()` turns off the recording of the graph and does not change Dropout.

# %% [markdown]
# zh:
# ## 每个错误让准确率降低多少 { #price }
#
# 下图的每根横条是只有这一个错误时的准确率，虚线是没有错误时的准确率。
# en:
# ## How much accuracy each fault costs { #price }
#
# Each bar below is the accuracy with this fault alone. The dashed line is the accuracy without faults.

# %%
# zh: ![七根横条。labels、detached、lr 的准确率约为 0.1，zero_grad 不到 0.6，softmax 约 0.8，eval 约 0.84；dim 与虚线几乎重合，虚线在 0.9 附近。]
# en: ![Seven bars. The accuracies of labels, detached and lr are about 0.1, that of zero_grad is below 0.6, softmax is at about 0.8 and eval at about 0.84; dim almost reaches the dashed line near 0.9.]
prices = {name: found[name] for name in sorted(found, key=found.get) if name != "correct"}
fig, ax = plt.subplots(figsize=(5.2, 2.6))
ax.barh(list(prices), prices.values())
ax.axvline(found["correct"], color="black", linestyle="--", linewidth=1)
ax.set(xlabel="accuracy", xlim=(0, 1))
plt.show()

# %% [markdown]
# zh:
# 有三个错误让网络什么也没学到，这很容易发现。`zero_grad` 使准确率降低约三分之一，softmax 约 10 个百分点，`eval` 约 5 个，`dim` 几乎没有影响。这四个更难发现：网络还是学到了东西，没有正确的程序作比较，就不知道它本来可以更好。所以不要因为准确率看起来不错就放心，还是要做检查。
#
# ## 先用一个批量做检查：能发现几个错误 { #one-batch }
#
# 训练 LeNet 的实验里有一个更快的综合检查：[只用一个批量反复训练，看网络能不能把它背下来](train.ipynb#one-batch)。七个错误里，这个检查能发现几个？先猜一猜。
# en:
# Three of the faults let the network learn nothing, which is easy to notice. `zero_grad` lowers the accuracy by about a third, the second softmax by about 10 points, `eval` by about 5, and `dim` has almost no effect. These four are harder to find: the network has learned something, and without a correct program to compare with, you do not know that it could be better. So do not rely on an accuracy because it looks good, and make the checks.
#
# ## How many faults does a single batch find? { #one-batch }
#
# The lab Train LeNet has a faster check for everything at once: [train on a single batch again and again, and see whether the network can memorise it](train.ipynb#one-batch). How many of the seven faults does this check find? Make a guess first.

# %%
def by_heart(x, target, **fault):
    # zh: 只有 64 张图，走 60 步；然后数它在这 64 张图上答错几张，再算损失
    # en: 64 images only, 60 steps; then count the wrong answers on these 64 images and compute the loss
    net = fit(x[:64], target[:64], epochs=60, **fault).eval()
    with torch.no_grad():
        wrong = (net(x[:64]).argmax(1) != target[:64]).sum().item()
        return wrong, fault.get("loss_of", F.cross_entropy)(net(x[:64]), target[:64]).item()


trials = {
    "correct": by_heart(x, target),
    "labels": by_heart(shuffled_x, shuffled_target),
    "dim": by_heart(x, target, loss_of=wrong_dim),
    "softmax": by_heart(x, target, loss_of=twice_softmax),
    "detached": by_heart(x, target, loss_of=detached),
    "zero_grad": by_heart(x, target, step=without_zero_grad),
    "lr": by_heart(x, target, lr=0.1),
}
for name, (wrong, loss) in trials.items():
    print(f"{name:9} wrong {wrong:2}/64  loss {loss:.3f}")

# %% [markdown]
# zh:
# 只看答错了几张，这个检查发现三个错误：断开的损失、过大的学习率和忘了的 `zero_grad`。再看损失是否接近 0，又发现两个：多余的 softmax（损失降不到 1.461 以下）和错误的 `dim`。打乱的标签它发现不了，因为网络把 64 个任意的标签也背下来了；忘了 `eval` 与训练无关，它也发现不了。七个里发现了五个，而且只要一两秒。所以先做这个检查，再画出数据，然后做其余的检查。
#
# ## 检查清单 { #list }
#
# | 做什么 | 应该看到什么 | 发现什么错误 |
# |---|---|---|
# | 画出即将进入网络的图和标签 | 图和标签对得上 | 标签错位 |
# | `depends_on_others(predict, x)` | `False` | softmax 或别的运算用错了 `dim` |
# | `loss_of_perfect_scores(loss_of, target, classes)` | 0 | 多了一个 softmax |
# | `without_gradient(net, x, target, loss_of)` | 空列表 | 损失和计算图断开，或者有的层没有用到 |
# | `growth(net, x, target, step)` | 1 | 忘了 `zero_grad` |
# | `moved(net, x, target, optimizer)` | 百分之几 | 学习率过大或过小 |
# | `wavers(net, x)` | `False` | 忘了 `eval` |
# en:
# By the number of wrong answers this check finds three faults: the detached loss, the large learning rate and the missing `zero_grad`. Whether the loss comes close to 0 reveals two more: the second softmax (the loss does not fall below 1.461) and the wrong `dim`. It does not find the shuffled labels, because the network has memorised 64 arbitrary labels as well, and it does not find the missing `eval`, which has nothing to do with training. It found five of seven within a second or two. So make this check first, then plot the data, then make the other checks.
#
# ## The list of checks { #list }
#
# | What to do | What you should see | Which fault it finds |
# |---|---|---|
# | plot images and labels just before they enter the network | they match | shuffled labels |
# | `depends_on_others(predict, x)` | `False` | softmax or another operation along the wrong `dim` |
# | `loss_of_perfect_scores(loss_of, target, classes)` | 0 | a second softmax |
# | `without_gradient(net, x, target, loss_of)` | an empty list | a detached loss, or a layer that is not used |
# | `growth(net, x, target, step)` | 1 | a missing `zero_grad` |
# | `moved(net, x, target, optimizer)` | some hundredths | a learning rate that is too large or too small |
# | `wavers(net, x)` | `False` | a missing `eval` |

# %% [markdown]
# zh:
# ## 练习 { #exercises }
#
# !!! exercise "1. 改到第几个错误，准确率才变好 ★★"
#     [这段训练代码](#patient)有七个错误：图和标签分别打乱；softmax 用了 `dim=0`；`cross_entropy` 之前多一个 softmax；损失被 `detach()`；没有 `zero_grad()`；Adam 的 `lr=0.1`；评估之前没有 `eval()`。按这个顺序一个一个改正，每改一个就运行一次。改到第几个，准确率才第一次离开 10%？
#
#     ??? answer "答案"
#         第六个，学习率。改正前五个以后，准确率仍在 10% 左右；再改正学习率，一下子到 80% 以上；最后的 `eval()` 又加上几个百分点。几个错误同时存在时，改对一个不一定看得到好转。所以要逐个检查，不能只看准确率有没有变化。
#
#         ```python
#         def patient(fixed):
#             net = new_net()
#             optimizer = torch.optim.Adam(net.parameters(), lr=3e-3 if "lr" in fixed else 0.1)
#             pairs = (x[order], target[order]) if "labels" in fixed else (shuffled_x, shuffled_target)
#             for _ in range(2):
#                 for bx, btarget in zip(*(part.split(64) for part in pairs)):
#                     scores = net(bx)
#                     if "softmax" not in fixed:
#                         scores = F.softmax(scores, dim=1 if "dim" in fixed else 0)
#                     loss = F.cross_entropy(scores, btarget)
#                     if "detached" not in fixed:
#                         loss = loss.detach().requires_grad_()
#                     if "zero_grad" in fixed:
#                         optimizer.zero_grad()
#                     loss.backward()
#                     optimizer.step()
#             return net.eval() if "eval" in fixed else net
#
#
#         fixes = ["labels", "dim", "softmax", "detached", "zero_grad", "lr", "eval"]
#         shares = []
#         for number in range(8):
#             net = patient(fixes[:number])
#             with torch.no_grad():
#                 shares.append((net(x_held).argmax(1) == target_held).float().mean().item())
#         print([round(share, 2) for share in shares])
#         ```
#
# !!! exercise "2. 忘了 zero_grad：Adam 和带动量的 SGD 哪个更怕 ★"
#     [这个实验](#zero-grad)用 `Adam(lr=0.003)` 训练一个小网络，忘了 `zero_grad` 时准确率从 0.896 降到 0.580。把优化器换成 `SGD(lr=0.05, momentum=0.9)`，忘了 `zero_grad` 的代价变大还是变小？
#
#     ??? answer "答案"
#         变大：有 `zero_grad` 时准确率是 86%，没有时是 10%，什么也没学到。不清零，梯度越加越大，SGD 走的每一步也跟着变大，动量又把它放大一次。Adam 会除以梯度的大小，所以每一步没有变大那么多。
#
#         ```python
#         def fit_sgd(step):
#             net = new_net()
#             optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
#             for _ in range(2):
#                 for some in torch.randperm(len(x)).split(64):
#                     step(net, x[some], target[some], optimizer)
#             return net
#
#
#         with_zero, without = accuracy(fit_sgd(train_step)), accuracy(fit_sgd(without_zero_grad))
#         print(f"{without:.3f} → {with_zero:.3f}")
#         ```
#
# !!! exercise "3. 用 BatchNorm 代替 Dropout，还能发现忘了 eval 吗 ★★"
#     一个网络里有 Dropout，忘了 `eval()` 时，[检查 7](#eval)（同样的输入算两次）能发现。把 Dropout 换成 `nn.BatchNorm1d(120)`，检查 7 还能发现吗？[检查 2](#dim)（比较大小不同的两个批量）呢？训练模式下只送一张图，会怎样？
#
#     ??? answer "答案"
#         检查 7 发现不了：同一批送两次，批量的均值和方差相同，得分也相同。检查 2 能发现：换一个批量，均值和方差就变了，同一张图的得分也跟着变；这时不要先调用 `eval()`，因为要找的正是忘了的 `eval()`。只送一张图会报错：`Expected more than 1 value per channel when training`。
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
#         print("train(): check 7", wavers(norm, x[:8]), "check 2", depends_on_others(norm, x))
#         try:
#             norm(x[:1])
#         except ValueError as error:
#             refusal = str(error)
#             print(refusal)
#         norm.eval()
#         print("eval():  check 7", wavers(norm, x[:8]), "check 2", depends_on_others(norm, x))
#         ```
# en:
# ## Exercises { #exercises }
#
# !!! exercise "1. Seven faults: after which fix does the accuracy improve? ★★"
#     [This training program](#patient) has seven faults: images and labels are shuffled separately; softmax uses `dim=0`; there is a softmax in front of `cross_entropy`; the loss is detached; `zero_grad()` is missing; Adam has `lr=0.1`; `eval()` is missing before the evaluation. Fix them one after another in this order, and run the program after each fix. After which fix does the accuracy leave 10% for the first time?
#
#     ??? answer "Answer"
#         After the sixth, the learning rate. With the first five faults fixed, the accuracy is still about 10%. With the learning rate fixed, it jumps above 80%, and `eval()` adds some more points. When several faults are present at once, a correct fix need not show. So check one by one, and do not go by a change of the accuracy alone.
#
#         ```python
#         def patient(fixed):
#             net = new_net()
#             optimizer = torch.optim.Adam(net.parameters(), lr=3e-3 if "lr" in fixed else 0.1)
#             pairs = (x[order], target[order]) if "labels" in fixed else (shuffled_x, shuffled_target)
#             for _ in range(2):
#                 for bx, btarget in zip(*(part.split(64) for part in pairs)):
#                     scores = net(bx)
#                     if "softmax" not in fixed:
#                         scores = F.softmax(scores, dim=1 if "dim" in fixed else 0)
#                     loss = F.cross_entropy(scores, btarget)
#                     if "detached" not in fixed:
#                         loss = loss.detach().requires_grad_()
#                     if "zero_grad" in fixed:
#                         optimizer.zero_grad()
#                     loss.backward()
#                     optimizer.step()
#             return net.eval() if "eval" in fixed else net
#
#
#         fixes = ["labels", "dim", "softmax", "detached", "zero_grad", "lr", "eval"]
#         shares = []
#         for number in range(8):
#             net = patient(fixes[:number])
#             with torch.no_grad():
#                 shares.append((net(x_held).argmax(1) == target_held).float().mean().item())
#         print([round(share, 2) for share in shares])
#         ```
#
# !!! exercise "2. A missing zero_grad: Adam or SGD with momentum, which suffers more? ★"
#     [This lab](#zero-grad) trains a small network with `Adam(lr=0.003)`. Without `zero_grad` its accuracy falls from 0.896 to 0.580. Replace the optimizer by `SGD(lr=0.05, momentum=0.9)`: does the missing `zero_grad` cost more, or less?
#
#     ??? answer "Answer"
#         It costs more: the accuracy is 86% with `zero_grad` and 10% without, so the network learns nothing. If gradients are not cleared, they grow as they add up, the steps of SGD grow with them, and momentum enlarges the steps once more. Adam divides by the size of the gradients, so its steps grow less.
#
#         ```python
#         def fit_sgd(step):
#             net = new_net()
#             optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
#             for _ in range(2):
#                 for some in torch.randperm(len(x)).split(64):
#                     step(net, x[some], target[some], optimizer)
#             return net
#
#
#         with_zero, without = accuracy(fit_sgd(train_step)), accuracy(fit_sgd(without_zero_grad))
#         print(f"{without:.3f} → {with_zero:.3f}")
#         ```
#
# !!! exercise "3. BatchNorm instead of Dropout: is a missing eval still found? ★★"
#     In a network with Dropout, [check 7](#eval) (the same input twice) finds a missing `eval()`. Replace the Dropout by `nn.BatchNorm1d(120)`. Does check 7 still find it? Does [check 2](#dim) (compare a small and a large batch)? And what happens in training mode with a batch of one image?
#
#     ??? answer "Answer"
#         Check 7 does not find it: the same batch twice has the same mean and variance, so the results are equal. Check 2 does: another batch has another mean and variance, and with them the result for the same image changes. Here you do not call `eval()` before check 2, because a missing `eval()` is what you look for. A single image raises `Expected more than 1 value per channel when training`.
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
#         print("train(): check 7", wavers(norm, x[:8]), "check 2", depends_on_others(norm, x))
#         try:
#             norm(x[:1])
#         except ValueError as error:
#             refusal = str(error)
#             print(refusal)
#         norm.eval()
#         print("eval():  check 7", wavers(norm, x[:8]), "check 2", depends_on_others(norm, x))
#         ```
