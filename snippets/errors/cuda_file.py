from unittest.mock import patch

import torch

# --8<-- [start:fix]
with patch("torch.serialization.location_tag", return_value="cuda:0"):
    torch.save(torch.ones(3), "gpu.pt")
print(torch.load("gpu.pt", map_location="cpu").tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, a machine with CUDA opens the file
# zh: 没有 GPU，就假装这个文件是在 GPU 上存的
# en: there is no GPU here: pretend that the file was saved on one
with patch("torch.serialization.location_tag", return_value="cuda:0"):
    torch.save(torch.ones(3), "gpu.pt")
torch.load("gpu.pt")
# --8<-- [end:fails]
