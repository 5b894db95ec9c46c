from pathlib import Path

import torch

# --8<-- [start:fix]
# zh: 先写到临时文件，写完再改名：中断时，旧文件还在
# en: write to a temporary file and rename it: after an interruption the old file is still there
torch.save({"epoch": 1}, "checkpoint.tmp")
Path("checkpoint.tmp").replace("checkpoint.pt")
print(Path("checkpoint.pt").stat().st_size > 0, torch.load("checkpoint.pt"))
# --8<-- [end:fix]

# --8<-- [start:fails]
Path("checkpoint.pt").write_bytes(b"")
torch.load("checkpoint.pt", weights_only=False)
# --8<-- [end:fails]
