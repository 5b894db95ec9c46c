import torch

from snippets.regularisation.draw import draw, make_sets
from snippets.regularisation.fit import fit, make_net, measure

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:answer]
torch.manual_seed(0)
x_more, target_more = draw(400)
for n in (100, 200, 400):
    torch.manual_seed(0)
    net = make_net()
    # zh: 样本多，每轮的步数也多；轮数相应减少，步数不变
    # en: more samples make more steps per epoch; with fewer epochs the number of steps stays the same
    for _ in fit(net, x_more[:n], target_more[:n], epochs=6000 // n):
        pass
    loss, accuracy = measure(net, *val)
    print(f"{n} samples  val loss {loss:.1f}  accuracy {accuracy:.2f}")
# --8<-- [end:answer]
