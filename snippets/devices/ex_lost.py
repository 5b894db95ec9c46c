import torch

# --8<-- [start:answer]
for dtype in (torch.float32, torch.bfloat16):
    w = torch.ones((), dtype=dtype)
    for _ in range(100):
        w -= 0.001
    print(dtype, round(w.item(), 4))
# --8<-- [end:answer]
