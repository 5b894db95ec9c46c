import torch

from snippets.transfer.data import draw
from snippets.transfer.loop import accuracy, train
from snippets.transfer.net import Net
from snippets.transfer.pretrain import pretrain, pretrained

# --8<-- [start:setup]
# only: the page has these from its sections above
state = pretrain().state_dict()
torch.manual_seed(0)
x, target = draw([5, 6, 7, 8, 9], 25)
x_test, target_test = draw([5, 6, 7, 8, 9], 1000)
# --8<-- [end:setup]

# --8<-- [start:tune]
torch.manual_seed(0)
net = pretrained(state, classes=5)
optimizer = torch.optim.AdamW(
    [
        {"params": net.body.parameters(), "lr": 0.001},
        {"params": net.head.parameters()},
    ],
    lr=0.01,
)
train(net, optimizer, x, target)
print(f"accuracy on 5 to 9: {accuracy(net, x_test, target_test):.1f}")
# --8<-- [end:tune]


# --8<-- [start:compare]
def learn(way, x, target):
    net = Net(5) if way == "from scratch" else pretrained(state, classes=5)
    frozen = way == "feature extraction"
    net.body.requires_grad_(not frozen)
    body = {"params": net.body.parameters(), "lr": 0.001 if way == "fine-tuning" else 0.01}
    groups = [{"params": net.head.parameters(), "lr": 0.01}] + ([] if frozen else [body])
    train(net, torch.optim.AdamW(groups), x, target, frozen_body=frozen)
    return net


torch.manual_seed(0)
for way in ("from scratch", "feature extraction", "fine-tuning", "one learning rate"):
    results = []
    for seed in range(3):
        torch.manual_seed(seed)
        few, test = draw([5, 6, 7, 8, 9], 25), draw([5, 6, 7, 8, 9], 1000)
        results.append(accuracy(learn(way, *few), *test))
    print(f"{way:18} {min(results):.2f} to {max(results):.2f}")
# --8<-- [end:compare]
