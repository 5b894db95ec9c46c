import torch

from snippets.containers.chain import chain, weights
from snippets.editing.blocks import Blocks
from snippets.editing.steps import Steps

# --8<-- [start:names]
torch.manual_seed(0)
for form in (chain(), Steps(), Blocks()):
    print(type(form).__name__, weights(form))
# --8<-- [end:names]
