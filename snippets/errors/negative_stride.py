import numpy as np
import torch

# --8<-- [start:fix]
image = np.zeros((4, 6))[:, ::-1]
print(torch.from_numpy(image.copy()).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
image = np.zeros((4, 6))[:, ::-1]
torch.from_numpy(image)
# --8<-- [end:fails]
