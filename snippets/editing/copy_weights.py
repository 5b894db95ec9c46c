import torch

from snippets.containers.chain import chain
from snippets.editing.blocks import Blocks
from snippets.editing.copy_by_order import copy_by_order
from snippets.editing.steps import Steps

# --8<-- [start:not-strict]
torch.manual_seed(0)
net, other = Steps(), chain()
x = torch.rand(2, 1, 4, 4)
result = other.load_state_dict(net.state_dict(), strict=False)
print("missing", result.missing_keys)
print("unexpected", result.unexpected_keys)
print("equal", torch.equal(net(x), other(x)))
# --8<-- [end:not-strict]

# --8<-- [start:copied]
torch.manual_seed(1)
for other in (chain(), Blocks()):
    before = torch.equal(net(x), other(x))
    copy_by_order(net, other)
    after = torch.equal(net(x), other(x))
    print(type(other).__name__, "equal before", before, "after", after)
# --8<-- [end:copied]
