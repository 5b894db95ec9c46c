import torch
import torch.nn.functional as F

from snippets.digits.load import load_digits
from snippets.lenet.trained import FOLDER
from snippets.transfer.loop import accuracy, train
from snippets.transfer.net import Net

# --8<-- [start:measure]
# only: real handwritten digits, for the figure
SHOTS = (2, 5, 20, 50)
WAYS = ("from scratch", "feature extraction", "fine-tuning")


def tasks():
    """Digits 0 to 4; then with the digits 5 to 9: which digit it is, and by how many quarter turns it is turned."""
    first, which, turned = [], [], []
    for x, target in load_digits(FOLDER / "data"):
        x = F.avg_pool2d(x, 2)
        first.append((x[target < 5], target[target < 5]))
        x, target = x[target > 4], target[target > 4]
        which.append((x, target - 5))
        turns = torch.randint(4, (len(x),), generator=torch.Generator().manual_seed(0))
        turned.append((torch.stack([image.rot90(int(k), (1, 2)) for image, k in zip(x, turns)]), turns))
    return first, {"digits 5 to 9": which, "quarter turns": turned}


def learn(way, body, x, target):
    net = Net(len(target.unique()))
    if way != "from scratch":
        net.body.load_state_dict(body)
    frozen = way == "feature extraction"
    net.body.requires_grad_(not frozen)
    groups = [{"params": net.body.parameters(), "lr": 0.01 if way == "from scratch" else 0.001}]
    groups.append({"params": net.head.parameters()})
    train(net, torch.optim.AdamW(groups, lr=0.01), x, target, frozen_body=frozen)
    return net


def few(x, target, shots):
    rows = [(target == label).nonzero()[:, 0] for label in target.unique()]
    return torch.cat([row[torch.randperm(len(row))[:shots]] for row in rows])


def measure():
    first, new = tasks()
    torch.manual_seed(0)
    start = Net(5)
    train(start, torch.optim.AdamW(start.parameters(), lr=0.01), *first[0], epochs=3)
    results = {}
    for name, (pool, test) in new.items():
        for shots in SHOTS:
            for seed in range(3):
                torch.manual_seed(seed)
                at = few(*pool, shots)
                for way in WAYS:
                    net = learn(way, start.body.state_dict(), pool[0][at], pool[1][at])
                    results.setdefault((name, way, shots), []).append(accuracy(net, *test))
    return results
# --8<-- [end:measure]
