import torch

from snippets.containers.blocks import Blocks
from snippets.containers.chain import chain, weights
from snippets.containers.steps import Steps

# --8<-- [start:names]
torch.manual_seed(0)
for form in (Steps(), chain(), Blocks()):
    print(weights(form))
# --8<-- [end:names]
