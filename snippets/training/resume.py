import torch

from snippets.training.data import make_loader, three_sets
from snippets.training.loop import make_net, train_epoch

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
train_loader = make_loader(train_set, shuffle=True)
# --8<-- [end:sets]


# --8<-- [start:functions]
def save(path, epoch, net, optimizer):
    parts = {"epoch": epoch, "net": net.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save(parts | {"random": torch.get_rng_state()}, path)


def load(path, net, optimizer):
    saved = torch.load(path, map_location="cpu")
    net.load_state_dict(saved["net"])
    optimizer.load_state_dict(saved["optimizer"])
    torch.set_rng_state(saved["random"])
    return saved["epoch"]


def start():
    torch.manual_seed(0)
    net = make_net(32)
    return net, torch.optim.AdamW(net.parameters(), lr=0.01)
# --8<-- [end:functions]


# --8<-- [start:resume]
torch.manual_seed(0)
straight = start()
for epoch in range(1, 7):
    train_epoch(straight[0], train_loader, straight[1])
    if epoch == 3:
        save("last.pt", epoch, *straight)

# zh: 程序像刚刚启动一样：新的网络，新的优化器，再读回第 3 轮之后的状态
# en: as if the program had just started: a new net, a new optimizer, then load the state after epoch 3
resumed = start()
done = load("last.pt", *resumed)
for epoch in range(done + 1, 7):
    train_epoch(resumed[0], train_loader, resumed[1])

# zh: 对照：只读回权重
# en: to compare: load the weights only
forgetful = start()
forgetful[0].load_state_dict(torch.load("last.pt", map_location="cpu")["net"])
for epoch in range(done + 1, 7):
    train_epoch(forgetful[0], train_loader, forgetful[1])
for name, (net, _) in {"resumed": resumed, "weights only": forgetful}.items():
    print(f"{name}: equal to straight:", torch.equal(net[0].weight, straight[0][0].weight))
# --8<-- [end:resume]
