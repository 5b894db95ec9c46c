import torch

from snippets.transfer.data import draw
from snippets.transfer.loop import accuracy
from snippets.transfer.net import Net
from snippets.transfer.pretrain import pretrain, pretrained

# --8<-- [start:run]
old = pretrain()
torch.save(old.state_dict(), "pretrained.pt")
x_old, target_old = draw([0, 1, 2, 3, 4], 1000)
print(f"accuracy on new images of 0 to 4: {accuracy(old, x_old, target_old):.1f}")
# --8<-- [end:run]

# --8<-- [start:all]
torch.manual_seed(0)
x, target = draw([5, 6, 7, 8, 9], 25)
x_test, target_test = draw([5, 6, 7, 8, 9], 1000)

state = torch.load("pretrained.pt")
net = Net(5)
print(net.load_state_dict(state))
print(f"accuracy on 5 to 9: {accuracy(net, x_test, target_test):.1f}")
# --8<-- [end:all]

# --8<-- [start:new]
torch.manual_seed(0)
net = pretrained(state, classes=5)
print("body as in the file", torch.equal(net.body[0].weight, state["body.0.weight"]))
print("head as in the file", torch.equal(net.head.weight, state["head.weight"]))
# --8<-- [end:new]
