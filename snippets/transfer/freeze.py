import torch

from snippets.transfer.data import draw
from snippets.transfer.loop import accuracy, train
from snippets.transfer.pretrain import pretrain, pretrained

# --8<-- [start:setup]
# only: the page has these from its sections above
state = pretrain().state_dict()
torch.manual_seed(0)
x, target = draw([5, 6, 7, 8, 9], 25)
x_test, target_test = draw([5, 6, 7, 8, 9], 1000)
# --8<-- [end:setup]


# --8<-- [start:freeze]
def changed(net):
    return [name for name, value in net.state_dict().items() if not torch.equal(value, state[name])]


torch.manual_seed(0)
net = pretrained(state, classes=5)
net.body.requires_grad_(False)
print("to be trained", [name for name, p in net.named_parameters() if p.requires_grad])
train(net, torch.optim.AdamW(net.head.parameters(), lr=0.01), x, target)
for name in changed(net):
    print("changed", name)
# --8<-- [end:freeze]

# --8<-- [start:eval]
torch.manual_seed(0)
net = pretrained(state, classes=5)
net.body.requires_grad_(False)
train(net, torch.optim.AdamW(net.head.parameters(), lr=0.01), x, target, frozen_body=True)
print("changed", changed(net))
print(f"accuracy on 5 to 9: {accuracy(net, x_test, target_test):.1f}")
# --8<-- [end:eval]

# --8<-- [start:features]
with torch.no_grad():
    # zh: (25, 1, 16, 16) → (25, 128)，每张图只算一次
    # en: (25, 1, 16, 16) → (25, 128), computed once for each image
    features = net.body.eval()(x)
torch.manual_seed(0)
head = pretrained(state, classes=5).head
train(head, torch.optim.AdamW(head.parameters(), lr=0.01), features, target)
print("the same head", torch.allclose(head.weight, net.head.weight, atol=1e-3))
# --8<-- [end:features]
