import torch
from torch import nn

# --8<-- [start:sequence]
torch.manual_seed(0)
first = nn.Linear(4, 3)
second = nn.Linear(4, 3)
torch.manual_seed(0)
again = nn.Linear(4, 3)
print("first equals second:", torch.equal(first.weight, second.weight))
print("first equals again:", torch.equal(first.weight, again.weight))
# --8<-- [end:sequence]


# --8<-- [start:after]
def after(action):
    torch.manual_seed(0)
    action()
    return nn.Linear(4, 3).weight


def aside():
    with torch.random.fork_rng():
        nn.Linear(4, 4)


actions = {
    "Dropout": lambda: nn.Dropout(0.5),
    "Dropout, called": lambda: nn.Dropout(0.5)(torch.ones(8)),
    "BatchNorm1d": lambda: nn.BatchNorm1d(4),
    "Linear": lambda: nn.Linear(4, 4),
    "Linear in fork_rng": aside,
    "DataLoader": lambda: list(torch.utils.data.DataLoader([1, 2])),
}
# --8<-- [end:after]

# --8<-- [start:shifted]
torch.manual_seed(0)
plain = after(lambda: None)
for name, action in actions.items():
    print(name, "→ same layer:", torch.equal(plain, after(action)))
# --8<-- [end:shifted]
