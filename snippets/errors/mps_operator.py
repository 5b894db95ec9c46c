import numpy as np
import torch

# --8<-- [start:fix_float]
# device: own
device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
x = torch.from_numpy(np.ones(3)).float().to(device)
print(x.dtype)
# --8<-- [end:fix_float]
