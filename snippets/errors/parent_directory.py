from pathlib import Path

import torch

# --8<-- [start:fix]
path = Path("runs/best/net.pt")
path.parent.mkdir(parents=True, exist_ok=True)
torch.save({"epoch": 1}, path)
print(torch.load(path))
# --8<-- [end:fix]

# --8<-- [start:fix_name]
name = "facebook/opt"
path = Path(name.replace("/", "-") + ".pt")
torch.save({"epoch": 1}, path)
print(path)
# --8<-- [end:fix_name]

# --8<-- [start:fails]
torch.save({"epoch": 1}, "runs/none/net.pt")
# --8<-- [end:fails]
