import numpy as np
import torch

# --8<-- [start:warns]
rows = [np.zeros(3), np.ones(3)]
x = torch.tensor(rows)
# --8<-- [end:warns]

# --8<-- [start:fix]
rows = [np.zeros(3), np.ones(3)]
x = torch.from_numpy(np.stack(rows)).float()
print(x.shape, x.dtype)
# --8<-- [end:fix]
