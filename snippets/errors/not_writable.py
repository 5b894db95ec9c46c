import numpy as np
import torch
from PIL import Image

# --8<-- [start:warns]
image = Image.new("L", (4, 4))
x = torch.from_numpy(np.asarray(image))
# --8<-- [end:warns]

# --8<-- [start:fix]
image = Image.new("L", (4, 4))
# zh: np.array 复制一份，np.asarray 不复制
# en: np.array makes a copy, np.asarray does not
x = torch.from_numpy(np.array(image))
print(x.shape)
# --8<-- [end:fix]
