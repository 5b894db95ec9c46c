# %% [page]
# needs: verses.txt tang.txt
# zh:
# title: 实验：从零训练一个小型语言模型，字符级 Transformer（decoder-only）
# short: 小型语言模型
# description: 用 PyTorch 从零写一个字符级的 decoder-only Transformer：目标错一位、因果掩码、困惑度、bigram 基线、训练、温度与 top-k 采样、贪心解码的重复、注意力图，以及小数据上的过拟合。
# en:
# title: "Lab: train a tiny language model from scratch, a character-level transformer"
# short: A tiny language model
# description: A decoder-only transformer in PyTorch from scratch, on characters - targets shifted by one, causal mask, perplexity, a bigram baseline, training, temperature and top-k sampling, loops of greedy decoding, attention maps, and overfitting on a small text.

# %% [markdown]
# zh:
# # 实验：训练一个小型语言模型 { #language }
#
# 语言模型（language model）做的事只有一件：看前面的文字，预测下一个词元（token）。反复预测，把预测的结果接在后面，就能写出文字。GPT 这一类大语言模型也是这样写出文字的。这个实验从零写一个很小的：词元是单个字符，网络是 108,078 个参数的 Transformer，训练文本约 15,000 个字符，用一个 CPU 核，不算练习，不到一分钟就能全部运行完。
#
# 做完以后，你会知道训练数据怎样做成、因果掩码在哪里起作用、损失和困惑度怎样理解、采样的温度和 top-k 改变什么；也会看到这样小的模型学到了什么、没有学到什么。你需要会写[训练循环](../training.md#loop)，并且知道[交叉熵](../loss.md#cross-entropy)和[残差连接](../residual.md#block)。注意力在下面用几句话说明，细节见[注意力机制](../attention.md)和 [Transformer](../transformer.md)。
# en:
# # Lab: train a tiny language model { #language }
#
# A language model has a single task: it reads the text so far and predicts the next *token*. Append the prediction, predict again, and you get text. Large language models such as GPT write in this way, too. This lab builds a very small one from scratch. Its tokens are single characters, the network is a transformer with 108,078 parameters, the text has about 15,000 characters, and without the exercises everything runs in less than a minute on one core of a CPU.
#
# After the lab you know how the training data are made, what the causal mask is for, how to read the loss and the perplexity, and what temperature and top-k change when the model writes. You also see what such a small model has learned and what it has not. You should know the [training loop](../training.md#loop), [cross-entropy](../loss.md#cross-entropy) and the [residual connection](../residual.md#block). Attention is explained below in a few sentences, and in detail in [Attention](../attention.md) and [Transformer](../transformer.md).

# %% [markdown]
# zh:
# ## 准备 { #setup }
#
# ```sh
# pip install torch matplotlib
# ```
#
# 网络很小，只用 CPU 的一个线程。
# en:
# ## Set up { #setup }
#
# ```sh
# pip install torch matplotlib
# ```
#
# The network is small, so we use the CPU and a single thread.

# %%
import math
import platform
import time
from pathlib import Path
from urllib.request import urlretrieve

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim.lr_scheduler import OneCycleLR

print("Python", platform.python_version(), "torch", torch.__version__.partition("+")[0])
if not torch.__version__.startswith("2.13."):
    print("torch != 2.13：数字会略有不同 / numbers may differ a little")
torch.set_num_threads(1)

# %% [markdown]
# zh:
# ## 文本 { #text }
#
# 实验需要两个文件：`verses.txt` 是为这个实验写的英文小诗，用词简单，句式相近，只有这样的文本才适合这么小的模型；`tang.txt` 是[最后一节](#tang)用的唐诗。如果它们不在 notebook 所在的文件夹里，代码会从本站下载。
# en:
# ## The text { #text }
#
# The lab needs two files. `verses.txt` contains short English verses that were written for this lab, with simple words and similar sentences, because a model of this size can learn little from a richer text. `tang.txt` contains Chinese poems for the [last section](#tang). If the files are not in the folder of the notebook, the code downloads them from this site.

# %%
SITE = "https://example.org/downloads/"
for name in ("verses.txt", "tang.txt"):
    if not Path(name).exists():
        urlretrieve(SITE + name, name)

text = Path("verses.txt").read_text(encoding="utf-8")
stanzas = text.strip().split("\n\n")
lines = [line for line in text.splitlines() if line]
print("characters", len(text), "stanzas", len(stanzas))
print("lines", len(lines), "different", len(set(lines)))
print()
print("\n\n".join(stanzas[:2]))

# %% [markdown]
# zh:
# ## 把字符变成整数 { #vocabulary }
#
# 网络只能处理数，所以先给每个字符一个编号。所有不同的字符合起来叫词表（vocabulary）。`encode` 把文本变成整数，`decode` 把整数变回文本。换行和空格也是字符。
# en:
# ## From characters to integers { #vocabulary }
#
# A network works on numbers, so each character gets an index. The set of all different characters is the vocabulary. `encode` turns text into integers, and `decode` turns integers back into text. The line break and the space are characters as well.

# %%
class Vocabulary:
    def __init__(self, text):
        self.chars = sorted(set(text))
        self.index = {char: i for i, char in enumerate(self.chars)}

    def __len__(self):
        return len(self.chars)

    def encode(self, text):
        return torch.tensor([self.index[char] for char in text])

    def decode(self, ids):
        return "".join(self.chars[i] for i in ids)


vocab = Vocabulary(text)
print(len(vocab), repr("".join(vocab.chars)))
print(vocab.encode("The sea"))
print(vocab.decode([32, 24, 20]))

# %% [markdown]
# zh:
# 大语言模型的词元通常不是字符，而是常见的字符片段：词表有几万到几十万个词元，同样长的文本切出的词元就少得多。用字符的好处是不需要分词器（tokenizer），词表也小；坏处是模型要先学会拼写。
#
# ## 划分训练集和验证集 { #split }
#
# 每十节诗留出一节作为验证集，其余用来训练。上面的输出说明没有一行诗出现过两次，所以验证集里的诗行没有一行在训练集里。不过两部分的内容和句式相似，验证集上的结果只说明模型在这一类文本上的表现。
# en:
# The tokens of large language models are usually not characters but frequent pieces of text. Such a vocabulary has tens or hundreds of thousands of tokens, and the same text consists of far fewer of them. Characters need no tokenizer and only a small vocabulary. The price is that the model has to learn how to spell first.
#
# ## Training and validation set { #split }
#
# One stanza in ten is held out for validation, and the others are for training. The output above shows that no line occurs twice, so no line of the held-out stanzas is part of the training set. But both parts have similar subjects and the same form, so the results on the held-out part only tell how good the model is for text of this kind.

# %%
def joined(stanzas):
    return vocab.encode("\n\n".join(stanzas) + "\n\n")


held_ids = joined(stanzas[5::10])
train_ids = joined([stanza for i, stanza in enumerate(stanzas) if i % 10 != 5])
print("train", len(train_ids), "held out", len(held_ids))

# %% [markdown]
# zh:
# ## 输入和目标：错开一位 { #windows }
#
# 训练语言模型不需要人工标注：每个位置的目标就是文本里的下一个字符。从文本里取一段 32 个字符的窗口作为输入 `x`，往后移一位的 32 个字符就是目标 `target`。窗口的长度叫上下文长度（context length），模型最多能看到前面这么多字符。
# en:
# ## Inputs and targets: shifted by one { #windows }
#
# A language model needs no labels by hand: the target at each position is the next character of the text. A window of 32 characters is the input `x`, and the 32 characters that begin one position later are the `target`. The length of the window is called the *context length*; the model sees at most this many characters.

# %%
context = 32


def windows(ids, starts):
    # zh: 起点 (N,) → 输入 (N, 32) 和往后错一位的目标 (N, 32)
    # en: starts (N,) → inputs (N, 32) and targets (N, 32), shifted by one
    at = starts[:, None] + torch.arange(context)
    return ids[at], ids[at + 1]


def batch(ids, size, generator):
    starts = torch.randint(len(ids) - context, (size,), generator=generator)
    return windows(ids, starts)


x, target = windows(train_ids, torch.tensor([0]))
print("x     ", repr(vocab.decode(x[0])))
print("target", repr(vocab.decode(target[0])))
for t in range(4):
    print(repr(vocab.decode(x[0, : t + 1])), "→", repr(vocab.decode(target[0, t : t + 1])))

# %% [markdown]
# zh:
# 所以一个窗口同时是 32 道题：由 1 个字符预测第 2 个，由 2 个字符预测第 3 个，依此类推，直到由 32 个字符预测第 33 个。只有在预测某个字符时看不到它本身，这些题才有意义；这由后面的[因果掩码](#causal)保证。
#
# ## 基线和困惑度 { #baseline }
#
# 损失降到多少才算好？先算三个不用神经网络的模型，在验证集上的交叉熵是多少：
#
# - `equal`：46 个字符的概率都相同，损失是 ln 46；
# - `frequency`：用每个字符在训练文本里出现的频率作为概率；
# - `bigram`：数出每个字符后面跟着各个字符的次数，只看前一个字符来预测下一个。
#
# 计数都加上 0.1，这样没有出现过的组合，概率也不会是 0。
# en:
# So one window is 32 tasks at once: predict the second character from the first, the third from the first two, and so on, up to the 33rd from all 32. This makes sense only if the model cannot see the character that it has to predict. The [causal mask](#causal) takes care of that.
#
# ## Baselines and perplexity { #baseline }
#
# Which loss is good? First compute the cross-entropy of three models without a neural network on the held-out text:
#
# - `equal`: all 46 characters have the same probability, so the loss is ln 46.
# - `frequency`: the probability of a character is how often it occurs in the training text.
# - `bigram`: count which characters follow which, and predict the next character from the one before it.
#
# The counts begin at 0.1, so that a combination that never occurred does not get the probability 0.

# %%
size = len(vocab)
counts = torch.bincount(train_ids, minlength=size) + 0.1
pairs = torch.full((size, size), 0.1)
pairs.index_put_((train_ids[:-1], train_ids[1:]), torch.tensor(1.0), accumulate=True)
bigram = (pairs / pairs.sum(1, keepdim=True)).log()

before, after = held_ids[:-1], held_ids[1:]
baselines = {}
for name, scores in (
    ("equal", torch.zeros(len(after), size)),
    ("frequency", counts.log().expand(len(after), size)),
    ("bigram", bigram[before]),
):
    baselines[name] = F.cross_entropy(scores, after).item()
    print(f"{name:9}  loss {baselines[name]:.3f}  perplexity {math.exp(baselines[name]):.1f}")

# %% [markdown]
# zh:
# **困惑度**（perplexity）是 e 的损失次方，也就是 exp(损失)。它的意思是：模型的不确定程度，相当于在这么多个字符里等概率地猜一个。`equal` 的困惑度正好是词表的大小；知道前一个字符，就从 46 个减到 9 个左右。只有词元的划分相同、文本也相同时，才能比较两个困惑度。
#
# 从 bigram 里也可以采样：按概率抽出下一个字符，接在后面，再抽下一个。`generate` 对后面的网络同样适用；两个选项 `temperature` 和 `top_k` [后面再讲](#sampling)。
# en:
# **Perplexity** is e to the power of the loss. It says that the model is as uncertain as if it had to choose among this many characters with equal probabilities. For `equal`, the perplexity is the size of the vocabulary. Knowing one character reduces it from 46 to about 9. Two perplexities can be compared only for the same text and the same kind of tokens.
#
# You can also let the bigram model write: draw the next character according to the probabilities, append it, and draw again. The function `generate` works for the network below, too; its options `temperature` and `top_k` are explained [later](#sampling).

# %%
def generate(net, start, count, temperature=1.0, top_k=None, vocab=vocab):
    generator = torch.Generator().manual_seed(0)
    ids = vocab.encode(start)
    for _ in range(count):
        with torch.no_grad():
            # zh: 至多最后 32 个字符 (1, L) → 下一个字符的得分 (V,)
            # en: the last 32 characters at most, (1, L) → scores of the next one (V,)
            scores = net(ids[None, -context:])[0, -1]
        if top_k:
            scores = scores.masked_fill(scores < scores.topk(top_k).values[-1], -math.inf)
        if temperature == 0:
            following = scores.argmax(0, keepdim=True)
        else:
            chances = F.softmax(scores / temperature, 0)
            following = torch.multinomial(chances, 1, generator=generator)
        ids = torch.cat([ids, following])
    return vocab.decode(ids.tolist())


def show(text):
    print("\n".join(f"│ {line}" for line in text.splitlines()))


show(generate(lambda x: bigram[x], "The", 120))

# %% [markdown]
# zh:
# 字母的组合有些像英语，词却几乎都不是。（输出里以 `│` 开头的行，是模型写的文字，或者是对这些文字的统计；在别的机器上，训练后的模型写出的文字可能不同。）
#
# ## 模型：decoder-only Transformer { #model }
#
# 网络分四步：
#
# 1. **嵌入**（embedding）：每个字符的编号对应一个 64 维的向量，每个位置也对应一个，两个都是参数，相加。没有位置向量，网络就难以知道字符的顺序（[练习 3](#exercises)）。
# 2. **[注意力](../attention.md)**（attention）：每个位置算出三个向量：查询 q、键 k、值 v。一个位置的 q 和自己以及前面各个位置的 k 做点积，除以维数的平方根，再经过 softmax，得到权重；输出是这些位置的 v 按权重求和。四个头（head）各用 16 维，各有各的权重。`F.scaled_dot_product_attention` 完成这些计算。
# 3. **前馈网络**：两个线性层，中间是 GELU，对每个位置分别计算。第 2、3 步合成一个块，每一步之前做 [LayerNorm](../normalisation.md#layernorm)（pre-norm），之后加上输入（残差连接）。这里有两个块。
# 4. **输出层**：再做一次 LayerNorm，然后由一个线性层在每个位置算出 46 个得分，预测下一个字符。
# en:
# Some combinations of letters look like English, but hardly any of the words are. (In the outputs, a line that begins with `│` was written by a model, or describes what it wrote. On another machine a trained model may write something else.)
#
# ## The model: a decoder-only transformer { #model }
#
# The network has four parts:
#
# 1. **Embedding**: each index of a character has a vector of 64 numbers, and so has each position. Both are parameters, and they are added. Without the positions, the network can hardly tell in which order the characters come ([exercise 3](#exercises)).
# 2. **[Attention](../attention.md)**: each position computes three vectors, the query q, the key k and the value v. The dot products of its q with the k of the positions up to itself, divided by the square root of the dimension, become weights by softmax. The output is the sum of the vectors v with these weights. There are four *heads* with 16 dimensions each, and each head has its own weights. `F.scaled_dot_product_attention` does this computation.
# 3. **Feed-forward network**: two linear layers with a GELU between them, for each position separately. Parts 2 and 3 form a block. Each of them begins with a [LayerNorm](../normalisation.md#layernorm) (pre-norm), and the input is added to its result (residual connection). Here we use two blocks.
# 4. **Output layer**: one more LayerNorm, and a linear layer that computes 46 scores at each position, for the next character.

# %%
class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.causal = heads, True
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def split(self, x):
        # zh: (B, L, 64) → q, k, v: (B, 4, L, 16)
        # en: (B, L, 64) → q, k, v: (B, 4, L, 16)
        qkv = self.qkv(x).unflatten(2, (3, self.heads, -1))
        return qkv.permute(2, 0, 3, 1, 4)

    def forward(self, x):
        q, k, v = self.split(x)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=self.causal)
        # zh: (B, 4, L, 16) → (B, L, 64)
        # en: (B, 4, L, 16) → (B, L, 64)
        return self.out(y.transpose(1, 2).flatten(2))


class Block(nn.Module):
    def __init__(self, width, heads, dropout):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(
            nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width)
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        x = x + self.dropout(self.attention(self.norm1(x)))
        return x + self.dropout(self.mlp(self.norm2(x)))


class LanguageModel(nn.Module):
    def __init__(self, size, width=64, heads=4, layers=2, dropout=0.2):
        super().__init__()
        self.tokens = nn.Embedding(size, width)
        self.positions = nn.Embedding(context, width)
        blocks = [Block(width, heads, dropout) for _ in range(layers)]
        self.blocks = nn.Sequential(*blocks)
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, size)

    def embed(self, x):
        # zh: (B, L) → (B, L, 64)
        # en: (B, L) → (B, L, 64)
        return self.tokens(x) + self.positions(torch.arange(x.shape[1]))

    def forward(self, x):
        # zh: (B, L) → (B, L, V)
        # en: (B, L) → (B, L, V)
        return self.head(self.norm(self.blocks(self.embed(x))))


torch.manual_seed(0)
net = LanguageModel(size).eval()
print("parameters", sum(parameter.numel() for parameter in net.parameters()))
print(tuple(x.shape), "→", tuple(net(x).shape))

# %% [markdown]
# zh:
# 32 个位置各有 46 个得分，一次前向传播就得到全部预测。
#
# ### 因果掩码：看不到后面的字符 { #causal }
#
# `is_causal=True` 让每个位置只能看到自己和前面的位置，这就是因果掩码（causal mask）。怎样检查它起作用了？改变下标为 20 的字符，看哪些位置的输出变了：
# en:
# Each of the 32 positions has 46 scores, so one forward pass makes all predictions.
#
# ### The causal mask: later characters are hidden { #causal }
#
# With `is_causal=True` a position sees only itself and the positions before it. This is the causal mask. How do you check that it works? Change the character at index 20, and see at which positions the output changes:

# %%
changed = x.clone()
changed[0, 20] = (x[0, 20] + 1) % size
difference = (net(changed) - net(x)).abs().amax(2)[0]
print("outputs that changed", (difference > 1e-4).nonzero().flatten().tolist())

# %% [markdown]
# zh:
# 下标 20 之前的输出都没有变，所以这些预测没有用到被改动的字符。自己写因果的 Transformer 时值得做这个检查：忘了掩码时不会报错，训练损失反而特别低（[练习 2](#exercises)）。
#
# ## 训练 { #training }
#
# 得分的形状是 (B, L, V)，也就是批量、位置、词表；`F.cross_entropy` 要求类别在第 1 维，所以把批量和位置展平成一维。没有训练过的网络，损失应该接近 ln 46，先检查这一点。`OneCycleLR` 让学习率先升后降，见[调度](../schedules.md#batches)。
# en:
# The outputs before index 20 stay the same, so these predictions do not use the changed character. Make this check for each causal transformer that you write yourself: a forgotten mask raises no error, and the training loss even becomes suspiciously low ([exercise 2](#exercises)).
#
# ## Training { #training }
#
# The scores have the shape (B, L, V): batch, position, vocabulary. `F.cross_entropy` expects the classes in dimension 1, so batch and position are flattened into one. Before training, the loss should be close to ln 46; check this first. `OneCycleLR` lets the learning rate rise and then fall, see [schedules](../schedules.md#batches).

# %%
def evaluate(net, ids):
    net.eval()
    x, target = windows(ids, torch.arange(0, len(ids) - context, context))
    with torch.no_grad():
        return F.cross_entropy(net(x).flatten(0, 1), target.flatten()).item()


def fit(net, ids, held_ids, steps, lr=3e-3):
    optimizer = torch.optim.AdamW(net.parameters())
    scheduler = OneCycleLR(optimizer, lr, total_steps=steps, pct_start=0.1)
    generator = torch.Generator().manual_seed(0)
    history, start = [], time.perf_counter()
    for step in range(1, steps + 1):
        net.train()
        x, target = batch(ids, 32, generator)
        # zh: 得分 (B, L, V) → (B·L, V)，目标 (B, L) → (B·L,)
        # en: scores (B, L, V) → (B·L, V), target (B, L) → (B·L,)
        loss = F.cross_entropy(net(x).flatten(0, 1), target.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        if step % (steps // 10) == 0:
            history.append((step, evaluate(net, ids), evaluate(net, held_ids)))
            losses = "train {:.3f}  held out {:.3f}".format(*history[-1][1:])
            print(f"step {step:4}  {losses}  {time.perf_counter() - start:.1f} s")
    net.eval()
    return history


first = evaluate(net, held_ids)
print(f"before training {first:.3f}  ln {size} = {math.log(size):.3f}")
torch.manual_seed(0)
net = LanguageModel(size)
history = fit(net, train_ids, held_ids, steps=1500)

# %%
# zh: ![训练损失和验证损失随步数变化，三条虚线从上到下是 equal、frequency、bigram 的损失。两条曲线都降到三条虚线以下；大约 700 步以后验证损失几乎不再下降，训练损失继续下降。]
# en: ![Training and held-out loss by step, with three dotted lines for equal, frequency and bigram, from top to bottom. Both curves fall below all three lines; after about 700 steps the held-out loss hardly falls any more, while the training loss goes on falling.]
fig, ax = plt.subplots(figsize=(5.4, 2.8))
steps, train_losses, held_losses = zip(*history)
ax.plot(steps, train_losses, label="train")
ax.plot(steps, held_losses, label="held out")
for name, loss in baselines.items():
    ax.axhline(loss, color="gray", linestyle=":")
    ax.text(steps[-1], loss, name, ha="right", va="bottom")
ax.set(xlabel="step", ylabel="loss", ylim=(0.8, 4.2))
ax.legend(loc="upper left", bbox_to_anchor=(0, 0.72))
plt.show()

# %% [markdown]
# zh:
# 验证损失约为 1.5，困惑度约 4.4；bigram 的困惑度约 9。也就是说，最多能看 32 个字符时，困惑度只有只看一个字符时的一半。
#
# 大约 700 步以后，验证损失几乎不再下降，训练损失却继续下降：网络开始记住训练文本的细节，也就是[过拟合](../training.md#overfitting)。15,000 个字符太少了，每个窗口在 1,500 步里平均被取到三次以上；这里已经用了 [dropout](../regularisation.md#dropout)，没有它，过拟合更严重（[练习 4](#exercises)）。通常更有效的办法是增加文本。
#
# ## 采样：温度和 top-k { #sampling }
#
# 模型给出的是概率，怎样从中选出下一个字符，由你决定。**温度**（temperature）在 softmax 之前除得分：小于 1 时，概率集中到得分高的字符；大于 1 时，各个字符的概率更接近。下面是同一组得分在三种温度下的概率：
# en:
# The held-out loss is about 1.5, a perplexity of about 4.4, where the bigram model has about 9. So with up to 32 characters to look at, the perplexity is half of that with a single one.
#
# After about 700 steps the held-out loss hardly falls any more, while the training loss continues to fall. The network begins to memorise details of the training text, which is [overfitting](../training.md#overfitting). 15,000 characters are few: in 1,500 steps each window is drawn more than three times on average. The network already uses [dropout](../regularisation.md#dropout); without it the overfitting is stronger ([exercise 4](#exercises)). More text usually helps more than that.
#
# ## Sampling: temperature and top-k { #sampling }
#
# The model gives probabilities, and you decide how to choose the next character from them. The scores are divided by the **temperature** before the softmax. Below 1, the probability concentrates on the characters with high scores; above 1, the probabilities become more alike. Here are the probabilities from the same scores at three temperatures:

# %%
# zh: ![三张柱状图，是同样八个字符的概率。温度 0.5 时最高的一根柱子远高于其余；温度 1.0 时相差较小；温度 2.0 时八根柱子相差最小。]
# en: ![Three bar charts with the probabilities of the same eight characters. At temperature 0.5 the highest bar is far above the others, at 1.0 the bars differ less, and at 2.0 they differ least.]
with torch.no_grad():
    scores = net(vocab.encode("The sun comes up behind the ")[None])[0, -1]
best = scores.argsort(descending=True)[:8]
fig, axes = plt.subplots(
    1, 3, figsize=(5.4, 2.0), sharey=True, layout="constrained"
)
for ax, temperature in zip(axes, (0.5, 1.0, 2.0)):
    ax.bar(list(vocab.decode(best)), F.softmax(scores / temperature, 0)[best])
    ax.set_title(f"temperature {temperature}")
plt.show()

# %% [markdown]
# zh:
# **top-k** 则只保留得分最高的 k 个字符，其余的概率设为 0。两者可以一起用。下面是几种设置写出的文字：
# en:
# **Top-k** keeps the k characters with the highest scores and sets the probability of all others to 0. Both can be combined. This is what the model writes with several settings:

# %%
for temperature in (0.5, 1.0, 1.5):
    print("temperature", temperature)
    show(generate(net, "The", 160, temperature))
    print()
print("top_k", 5)
show(generate(net, "The", 160, top_k=5))

# %% [markdown]
# zh:
# 温度 0.5 时，大多数词是真正的英语单词，诗行的长短、行首的大写、句末的标点也大致正确，但是句子没有意思。温度 1.5 时，许多词也拼错了。温度低，文字更稳妥，也更单调；温度高，变化更多，错误也更多。
#
# ### 贪心解码：为什么会不断重复 { #greedy }
#
# 每次都选得分最高的字符，叫贪心解码（greedy decoding），相当于温度为 0。它写出的文字会最好吗？
# en:
# At temperature 0.5 most words are real English words, and the length of the lines, the capitals at their beginnings and the punctuation at their ends are mostly right, but the sentences make no sense. At 1.5 many of the words are misspelled, too. A low temperature gives safer and more monotonous text, a high temperature more variety and more mistakes.
#
# ### Greedy decoding: why it repeats itself { #greedy }
#
# Greedy decoding takes the character with the highest score each time, which is the limit as the temperature goes to 0. Is this the best text that the model can write?

# %%
greedy = generate(net, "The", 600, temperature=0)
tail = greedy[-300:]
period = next((p for p in range(1, 200) if tail[p:] == tail[:-p]), None)
show(greedy[:200])
print("│ …")
print("│ period", period)

# %% [markdown]
# zh:
# 它陷入了循环：最后一行 `period` 是重复的周期。原因很清楚：贪心解码没有随机性，下一个字符完全由最后 32 个字符决定；一旦某 32 个字符再次出现，后面的一切都会重复。采样带有随机性，可以跳出这样的循环。大语言模型的上下文长得多，贪心解码时也可能重复。
#
# ## 模型学到了什么 { #learned }
#
# ### 前面的字符有多大用处 { #by-position }
#
# 窗口里的第一个位置只看到 1 个字符，最后一个位置看到 32 个。把验证集的损失按位置分开平均：
# en:
# The text is caught in a loop; the last line, `period`, is the number of characters after which it repeats. The reason is clear. Greedy decoding is not random, so the last 32 characters determine the next one. As soon as some 32 characters occur a second time, everything that follows is repeated. Sampling is random, so it can leave such a loop. Large language models have a much longer context, and with greedy decoding they can repeat themselves, too.
#
# ## What the model has learned { #learned }
#
# ### How much the context helps { #by-position }
#
# The first position of a window sees 1 character, and the last position sees 32. Average the held-out loss for each position separately:

# %%
def loss_by_position(net, ids):
    x, target = windows(ids, torch.arange(len(ids) - context))
    with torch.no_grad():
        # zh: 交叉熵要求类别在第 1 维：(N, L, V) → (N, V, L)
        # en: cross-entropy wants the classes in dimension 1: (N, L, V) → (N, V, L)
        losses = F.cross_entropy(net(x).transpose(1, 2), target, reduction="none")
    return losses.mean(0)


by_position = loss_by_position(net, held_ids)
for known in (1, 2, 3, 4, 8, 16, 32):
    print(f"known characters {known:2}  loss {by_position[known - 1]:.2f}")

# %% [markdown]
# zh:
# 只知道 1 个字符时，网络和 bigram 差不多。知道 4 个字符时，损失已经降到 1.5 左右；再多的字符几乎没有用处。所以这个模型主要学会了拼写和常见的短语。它学不会押韵：第三行和第一行押韵，第四行和第二行押韵，而要押的那一行的行末远在 32 个字符的窗口之外。
#
# ### 注意力看向哪里 { #attention }
#
# `F.scaled_dot_product_attention` 不返回权重，所以按公式再算一次。图里第 i 行是位置 i 的查询，第 j 列是它给位置 j 的权重：
# en:
# With 1 known character, the network is about as good as the bigram model. With 4, the loss is already down at about 1.5, and more characters are of hardly any use. So what this model has learned is mainly spelling and common phrases. It cannot learn to rhyme. The third line rhymes with the first and the fourth with the second, so the word to rhyme with is at the end of a line that is two lines back, and this is outside of the window of 32 characters.
#
# ### Where the attention looks { #attention }
#
# `F.scaled_dot_product_attention` does not return the weights, so we compute them again by the formula. In the maps, row i is the query of position i, and column j is the weight that it gives to position j:

# %%
def attention_maps(net, x):
    maps, y = [], net.embed(x)
    future = torch.ones(x.shape[1], x.shape[1]).triu(1).bool()
    with torch.no_grad():
        for block in net.blocks:
            q, k, _ = block.attention.split(block.norm1(y))
            # zh: (1, 4, L, 16) → (1, 4, L, L)
            # en: (1, 4, L, 16) → (1, 4, L, L)
            scores = q @ k.transpose(2, 3) / q.shape[3] ** 0.5
            maps.append(F.softmax(scores.masked_fill(future, -math.inf), 3)[0])
            y = block(y)
    return torch.stack(maps)


# zh: ![八张 32×32 的黑白图，第一层四张，第二层四张，越亮权重越大；对角线右上方全黑。第一层有两张，几乎只有紧挨主对角线下方的那条线是亮的；第二层的亮点分布得更散。]
# en: ![Eight maps of 32×32, four for the first layer and four for the second; the brighter, the larger the weight. Above the diagonal they are black. In two maps of the first layer almost nothing but the line just below the diagonal is bright; in the second layer the bright points are more scattered.]
line = "The sun comes up behind the hill"
maps = attention_maps(net, vocab.encode(line)[None])
fig, axes = plt.subplots(2, 4, figsize=(5.4, 3.1), layout="constrained")
for layer in range(2):
    for head in range(4):
        ax, weights = axes[layer, head], maps[layer, head]
        ax.imshow(weights, cmap="gray")
        ax.set(xticks=[], yticks=[], title=f"layer {layer + 1}, {head + 1}")
plt.show()

previous = maps.diagonal(-1, 2, 3).mean(2)
print("weight on the previous character")
print("layer 1", [round(weight, 2) for weight in previous[0].tolist()])
print("layer 2", [round(weight, 2) for weight in previous[1].tolist()])

# %% [markdown]
# zh:
# 图的右上方全黑，这就是因果掩码。第一层至少有一个头，把大部分权重放在前一个字符上。每个位置自己的字符，也就是 bigram 用的信息，不需要注意力就有；这个头补上了再前面的一个字符，所以网络知道的是最后两个字符。这是它自己学到的。第二层的头以第一层的结果为输入，看得更分散。每个头各做什么，不是我们规定的，换一个随机种子，头的顺序就可能不同。
#
# ### 它写的词，是记住的还是抄来的 { #copies }
#
# 用温度 0.5 写 1,000 个字符，有多少词在训练文本里出现过？和训练文本完全相同的最长一段有多长？
# en:
# The upper right of each map is black: this is the causal mask. At least one head of the first layer puts most of its weight on the previous character. Each position knows its own character, which is all that the bigram model uses, without any attention. This head adds the character before it, so the network knows the last two. It has learned this by itself. The heads of the second layer work on the results of the first, and their weights are spread over more positions. Nobody assigned a role to a head, and with another seed the roles may be in another order.
#
# ### Does the model copy its text? { #copies }
#
# Write 1,000 characters at temperature 0.5. How many of the words occur in the training text? And how long is the longest piece that is exactly the same as in the training text?

# %%
def copied(text, source):
    longest = ""
    for start in range(len(text)):
        while (longer := text[start : start + len(longest) + 1]) in source:
            if len(longer) <= len(longest):
                break
            longest = longer
    return longest


def words(text):
    letters = (char if char.isalpha() else " " for char in text.lower())
    return "".join(letters).split()


source = vocab.decode(train_ids)
known, shares = set(words(source)), {}
for name, model in (("bigram", lambda x: bigram[x]), ("net", net)):
    sample = generate(model, "The", 1000, temperature=0.5)
    found = [word in known for word in words(sample)]
    shares[name] = sum(found) / len(found)
    print(f"{name:6}  words of the training text {shares[name]:.2f}")

longest = copied(sample, source)
show(f"longest copied piece: {longest!r}, {len(longest)} characters")

# %% [markdown]
# zh:
# 约九成的词是训练文本里的词，bigram 只有一半左右（多是很短的词）。完全相同的片段最长只有几个词，所以这段文字里没有整段的背诵。换一个更小的文本，结果就不同了。
#
# ## 二十首唐诗：背下来了，没有学会写 { #tang }
#
# 同样的网络，换成二十首五言绝句（共 500 个字符），关掉 dropout，训练 300 步；另外四首作为验证集。词表包含全部 24 首诗的字，共 300 个字符；随便猜的损失是 ln 300 ≈ 5.70。
# en:
# About nine out of ten words are words of the training text; for the bigram model it is about half, and these are mostly very short words. The longest copied piece has only a few words, so in this sample the model does not recite whole passages. With a smaller text this is different.
#
# ## Twenty Chinese poems: learned by heart { #tang }
#
# Now train the same network on twenty poems of the Tang dynasty, all of them older than a thousand years, each with four lines of five characters, 500 characters in all with the punctuation. Dropout is off, there are 300 steps, and four other poems are held out. You need not read Chinese to follow. The vocabulary contains the characters of all 24 poems, 300 different ones, so the loss of guessing is ln 300 ≈ 5.70.

# %%
poems = Path("tang.txt").read_text(encoding="utf-8").split()
tang = Vocabulary("\n".join(poems))
tang_train = tang.encode("\n".join(poems[:20]) + "\n")
tang_held = tang.encode("\n".join(poems[20:]) + "\n")
print("characters", len(tang_train), "different", len(tang))
print(f"ln {len(tang)} = {math.log(len(tang)):.2f}")

torch.manual_seed(0)
reciter = LanguageModel(len(tang), dropout=0.0)
tang_history = fit(reciter, tang_train, tang_held, steps=300)

# %%
recited = generate(reciter, "床前", 22, temperature=0, vocab=tang)
show(recited)
print()
show(generate(reciter, "解落", 30, temperature=0, vocab=tang))

# %% [markdown]
# zh:
# 训练损失降到 0.1 以下，给出“床前”两个字，它就能把《静夜思》背出来。可是在另外四首诗上，损失升到 8 以上，**比随便猜还差**：随便猜时，正确的字至少还有 1/300 的概率，而网络给它们的概率平均（几何平均）更小，大部分概率都给了错误的字。第二个开头“解落”取自验证集里的诗（李峤《风》：解落三秋叶，能开二月花），它接下去背的是训练集里的诗句。验证集里还有 40% 以上的字在训练集里从未出现，这一点再怎么训练也学不会。
#
# 这是过拟合的极端例子。只看训练损失，或者只看它流利地背出一首诗，会以为它学得很好；只有没见过的文本才能说明问题。大语言模型的参数多得多，所以需要多得多的文本。
#
# ## 小结 { #summary }
#
# - 语言模型的目标就是往后错一位的输入，损失是每个位置上的交叉熵；困惑度是 e 的损失次方，和 bigram 这样的基线比较才有意义。
# - 因果掩码让一个窗口同时给出许多道题；改一个字符，检查前面的输出不变。
# - 采样时的温度、top-k 不改变模型，只改变怎样从概率里选；贪心解码容易陷入循环。
# - 这个模型学会了拼写和短语，没有学会意思和押韵。文本越小，越容易背下来，所以要留出验证集。
# en:
# The training loss falls below 0.1. Given the first two characters of a poem of the training set, the model recites the poem, which is by Li Bai. But on the four other poems the loss rises above 8, which is **worse than guessing**. With a guess, the right character would have a probability of 1/300. The network gives it less than that on (geometric) average, and most of the probability goes to wrong characters. The second start is taken from a held-out poem, and the model continues with lines of the training poems. More than 40% of the characters of the held-out poems do not even occur in the training poems, so no amount of training on these could teach them.
#
# This is an extreme case of overfitting. By its training loss, or by its fluent recital, the model looks excellent; only a text that it has not seen tells the truth. Large language models have far more parameters, and they need far more text.
#
# ## Summary { #summary }
#
# - The target of a language model is the input shifted by one, and the loss is the cross-entropy at each position. Perplexity is e to the power of the loss; compare it with a baseline such as the bigram model.
# - The causal mask makes many tasks out of one window. To check it, change one character and see that the outputs before it stay the same.
# - Temperature and top-k do not change the model, only how the next token is chosen from its probabilities. Greedy decoding is prone to loops.
# - This model has learned spelling and phrases, and neither meaning nor rhyme. The smaller the text, the easier it is to memorise, so hold out a validation set.

# %% [markdown]
# zh:
# ## 练习 { #exercises }
#
# !!! exercise "1. 目标忘了错一位 ★"
#     训练语言模型时，[目标](#windows)是往后错一位的输入。有人忘了错一位，让 `target` 等于 `x`。用同样的网络训练 200 步，损失会是多少？用它从 `The sea` 开始贪心地写，会写出什么？
#
#     ??? answer "答案"
#         训练损失和验证损失都降到 0.1 以下，看起来好极了：每个位置都看得到自己的字符，只要照抄就行。写出来的是最后一个字符的重复，因为它学会的是“下一个字符和这一个相同”。损失比基线好得不可思议时，先检查目标。
#
#         ```python
#         shifted = windows
#
#
#         def windows(ids, starts):
#             x, _ = shifted(ids, starts)
#             return x, x
#
#
#         torch.manual_seed(0)
#         copying = LanguageModel(size)
#         copying_history = fit(copying, train_ids, held_ids, steps=200)
#         copies = generate(copying, "The sea", 20, temperature=0)
#         show(copies)
#         windows = shifted
#         ```
#
# !!! exercise "2. 忘了因果掩码 ★★"
#     把注意力的 `causal` 设为 `False`，其他不变（目标[错开一位](#windows)，窗口 32 个字符），训练 400 步。损失会是多少？把损失按位置分开，哪个位置的损失高？这个网络能写出文字吗？
#
#     ??? answer "答案"
#         训练损失和验证损失都降到 0.1 左右：每个位置都能看到后面一个位置，而那里的字符正是答案。只有最后一个位置后面没有字符可看，它的损失在 2 以上；32 个位置平均，剩下的损失主要来自这一个位置。写文字时，每次都要预测最后一个字符之后的字符，恰好是它没有学会的，所以写出的是没有意义的重复。验证损失在这里发现不了错误，因为验证时也看得到答案；[改一个字符的检查](#causal)能发现。
#
#         ```python
#         torch.manual_seed(0)
#         looking = LanguageModel(size)
#         for block in looking.blocks:
#             block.attention.causal = False
#         looking_history = fit(looking, train_ids, held_ids, steps=400)
#         ahead = loss_by_position(looking, held_ids)
#         print(f"first 31 {ahead[:-1].mean():.3f}  last {ahead[-1]:.3f}")
#         show(generate(looking, "The", 80, temperature=0.5))
#         ```
#
# !!! exercise "3. 没有位置向量 ★★"
#     [网络](#model)把字符向量和位置向量相加。把位置向量固定为 0，训练 400 步，和有位置向量时比较验证损失。再按位置比较：知道的字符更多，损失更低吗？
#
#     ??? answer "答案"
#         没有位置向量时，验证损失高约 0.2，但仍比 bigram 好一些。没有位置，注意力只知道前面有哪些字符，不能直接知道顺序；因果掩码留下了一点信息：越靠后的位置，能看到的字符越多。按位置看，有位置向量时，8 个字符以后损失大致不变；没有位置向量时，损失反而升高。可能的原因是：字符越多，越难从中找出紧挨在前面的那一个，而[上面](#attention)的头看的主要就是它。
#
#         ```python
#         ordered = {}
#         for name in ("with positions", "without"):
#             torch.manual_seed(0)
#             model = LanguageModel(size)
#             if name == "without":
#                 nn.init.zeros_(model.positions.weight).requires_grad_(False)
#             fit(model, train_ids, held_ids, steps=400)
#             losses = loss_by_position(model, held_ids)
#             ordered[name] = evaluate(model, held_ids), losses[7].item(), losses[31].item()
#         for name, losses in ordered.items():
#             print("{:14}  held out {:.2f}  8 known {:.2f}  32 known {:.2f}".format(name, *losses))
#         ```
#
# !!! exercise "4. 不用 dropout ★"
#     [这次训练](#training)用了 `dropout=0.2`，1,500 步以后训练损失是 1.17，验证损失是 1.49。改成 `dropout=0.0`，两个损失各变成多少？应该在什么时候停止训练？
#
#     ??? answer "答案"
#         训练损失降得更低，到 0.9 以下；验证损失先降后升，最后比用 dropout 时高约 0.2。没有 dropout 时，应该在验证损失最低的时候停止，也就是[早停](../training.md#early-stopping)。
#
#         ```python
#         torch.manual_seed(0)
#         undropped = LanguageModel(size, dropout=0.0)
#         undropped_history = fit(undropped, train_ids, held_ids, steps=1500)
#         held_losses = [held for _, _, held in undropped_history]
#         print(f"lowest {min(held_losses):.2f}  last {held_losses[-1]:.2f}")
#         ```
# en:
# ## Exercises { #exercises }
#
# !!! exercise "1. A target that is not shifted ★"
#     The [target](#windows) of a language model is its input, shifted by one. Suppose that the shift is forgotten, so that `target` equals `x`. What is the loss after 200 steps with the same network? And what does the network write, greedily, after `The sea`?
#
#     ??? answer "Answer"
#         The training loss and the held-out loss fall below 0.1, which looks excellent. Each position sees its own character and has only to copy it. The network writes its last character again and again, because it has learned that the next character is the same as this one. If a loss is incredibly far below the baseline, check the targets first.
#
#         ```python
#         shifted = windows
#
#
#         def windows(ids, starts):
#             x, _ = shifted(ids, starts)
#             return x, x
#
#
#         torch.manual_seed(0)
#         copying = LanguageModel(size)
#         copying_history = fit(copying, train_ids, held_ids, steps=200)
#         copies = generate(copying, "The sea", 20, temperature=0)
#         show(copies)
#         windows = shifted
#         ```
#
# !!! exercise "2. Without the causal mask ★★"
#     Set `causal` of the attention to `False` and change nothing else (the targets are [shifted by one](#windows), a window has 32 characters). Train for 400 steps. What is the loss? Which position has a high loss? Can this network write text?
#
#     ??? answer "Answer"
#         The training loss and the held-out loss fall to about 0.1, because each position sees the next one, and the character there is the answer. Only the last position has nothing behind it to look at, and its loss is above 2. Averaged over 32 positions, most of the remaining loss comes from this one. To write text, the network must predict what follows the last character. This is exactly what it has not learned, so it writes meaningless repetitions. The held-out loss does not reveal the mistake, because the answers are visible there, too. The check that [changes one character](#causal) does.
#
#         ```python
#         torch.manual_seed(0)
#         looking = LanguageModel(size)
#         for block in looking.blocks:
#             block.attention.causal = False
#         looking_history = fit(looking, train_ids, held_ids, steps=400)
#         ahead = loss_by_position(looking, held_ids)
#         print(f"first 31 {ahead[:-1].mean():.3f}  last {ahead[-1]:.3f}")
#         show(generate(looking, "The", 80, temperature=0.5))
#         ```
#
# !!! exercise "3. Without position vectors ★★"
#     The [network](#model) adds a vector for the character and a vector for the position. Fix the position vectors at 0, train for 400 steps, and compare the held-out loss with that of the usual network. Then compare by position: is the loss lower where more characters are known?
#
#     ??? answer "Answer"
#         Without position vectors the held-out loss is about 0.2 higher, and still a little better than the bigram model. Attention then knows which characters came before, but it does not know their order directly. The causal mask leaves a little information: a later position sees more characters. With position vectors, the loss stays about the same from 8 known characters on. Without them, it rises. A possible reason is that among more characters it is harder to find the one just before, at which the head [above](#attention) looks most of the time.
#
#         ```python
#         ordered = {}
#         for name in ("with positions", "without"):
#             torch.manual_seed(0)
#             model = LanguageModel(size)
#             if name == "without":
#                 nn.init.zeros_(model.positions.weight).requires_grad_(False)
#             fit(model, train_ids, held_ids, steps=400)
#             losses = loss_by_position(model, held_ids)
#             ordered[name] = evaluate(model, held_ids), losses[7].item(), losses[31].item()
#         for name, losses in ordered.items():
#             print("{:14}  held out {:.2f}  8 known {:.2f}  32 known {:.2f}".format(name, *losses))
#         ```
#
# !!! exercise "4. Without dropout ★"
#     [The training](#training) used `dropout=0.2`, and after 1,500 steps the training loss was 1.17 and the held-out loss 1.49. What do the two losses become with `dropout=0.0`? When should you stop this training?
#
#     ??? answer "Answer"
#         The training loss falls further, below 0.9. The held-out loss falls at first and then rises, and at the end it is about 0.2 higher than with dropout. Without dropout you should stop where the held-out loss is lowest, which is [early stopping](../training.md#early-stopping).
#
#         ```python
#         torch.manual_seed(0)
#         undropped = LanguageModel(size, dropout=0.0)
#         undropped_history = fit(undropped, train_ids, held_ids, steps=1500)
#         held_losses = [held for _, _, held in undropped_history]
#         print(f"lowest {min(held_losses):.2f}  last {held_losses[-1]:.2f}")
#         ```
