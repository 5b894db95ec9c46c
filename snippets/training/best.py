import torch

from snippets.training.data import make_loader, three_sets
from snippets.training.loop import make_net, train_epoch

# --8<-- [start:imports]
import copy
# --8<-- [end:imports]

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
train_loader = make_loader(train_set, shuffle=True)
# --8<-- [end:sets]

# --8<-- [start:best]
torch.manual_seed(0)
net = make_net(32)
optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
kept = net.state_dict()
copied = copy.deepcopy(net.state_dict())
train_epoch(net, train_loader, optimizer)
print("kept still equals the net:", torch.equal(kept["0.weight"], net[0].weight))
print("copied still equals the net:", torch.equal(copied["0.weight"], net[0].weight))
# --8<-- [end:best]
