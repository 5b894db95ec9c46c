from pathlib import Path

import torch
from torch import nn

# --8<-- [start:fix]
file = Path("net.pt")
torch.save(nn.Linear(100, 10).state_dict(), file)
print(list(torch.load(file)))
# --8<-- [end:fix]

# --8<-- [start:fails]
file = Path("net.pt")
torch.save(nn.Linear(100, 10).state_dict(), file)
file.write_bytes(file.read_bytes()[:2000])
torch.load(file)
# --8<-- [end:fails]
