# run: python {file}
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim.lr_scheduler import StepLR

x = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
target = x @ torch.tensor([[2.0], [-3.0]]) + 1


def build():
    torch.manual_seed(0)
    net = nn.Linear(2, 1)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
    return {"net": net, "optimizer": optimizer, "scheduler": StepLR(optimizer, step_size=4, gamma=0.5)}


def train(run, epochs):
    for _ in range(epochs):
        # zh: 每轮打乱样本的顺序，要用到随机数
        # en: the samples are shuffled in each epoch, with random numbers
        for row in torch.randperm(4):
            run["optimizer"].zero_grad()
            F.mse_loss(run["net"](x[row]), target[row]).backward()
            run["optimizer"].step()
        run["scheduler"].step()


# zh: 不中断，训练 10 轮
# en: 10 epochs without a break
straight = build()
train(straight, 10)

# zh: 训练 5 轮就保存：三个状态字典、轮数、随机数生成器的状态
# en: stop after 5 and save: three state dicts, the epoch, the state of the random number generator
run = build()
train(run, 5)
saved = {name: part.state_dict() for name, part in run.items()}
torch.save(saved | {"epoch": 5, "rng": torch.get_rng_state()}, "checkpoint.pt")

# zh: 重新创建，读入文件，训练到第 10 轮；每次故意漏掉一样
# en: build the objects again, load, train up to epoch 10; each time leave one thing out
for left_out in ("nothing", "optimizer", "scheduler", "rng"):
    run = build()
    saved = torch.load("checkpoint.pt")
    for name in run.keys() - {left_out}:
        run[name].load_state_dict(saved[name])
    if left_out != "rng":
        torch.set_rng_state(saved["rng"])
    train(run, 10 - saved["epoch"])
    print("left out:", left_out, " equal", torch.equal(run["net"].weight, straight["net"].weight))
