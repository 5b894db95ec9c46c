import torch

from snippets.residual.digits import make_digits
from snippets.residual.plain import make_deep, train

# --8<-- [start:data]
# only: the page has these from its section above
torch.manual_seed(0)
x, target = make_digits(1000)
# --8<-- [end:data]

# --8<-- [start:plain]
for blocks in (3, 20):
    torch.manual_seed(0)
    losses = train(make_deep(blocks, skip=False), x, target, epochs=4)
    print(f"plain     {blocks:2} blocks", *(round(loss, 1) for loss in losses))
# --8<-- [end:plain]

# --8<-- [start:residual]
for blocks in (3, 20):
    torch.manual_seed(0)
    losses = train(make_deep(blocks, skip=True), x, target, epochs=4)
    print(f"residual  {blocks:2} blocks", *(round(loss, 1) for loss in losses))
# --8<-- [end:residual]
