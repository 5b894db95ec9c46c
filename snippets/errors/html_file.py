from pathlib import Path

import torch

# --8<-- [start:fix]
# device: cpu, a matter of files
Path("weights.pt").write_text("<!DOCTYPE html><html>")
print(Path("weights.pt").read_bytes()[:9], Path("weights.pt").stat().st_size)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, a matter of files
Path("weights.pt").write_text("<!DOCTYPE html><html>")
torch.load("weights.pt")
# --8<-- [end:fails]
