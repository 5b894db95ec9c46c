import torch

from snippets.containers.chain import chain
from snippets.editing.steps import Steps

# --8<-- [start:fails]
torch.manual_seed(0)
chain().load_state_dict(Steps().state_dict())
# --8<-- [end:fails]
