import numpy as np
import torch
from PIL import Image

# --8<-- [start:fix]
image = Image.new("RGB", (8, 6))
# zh: (高，宽，通道) → (通道，高，宽)
# en: (height, width, channels) → (channels, height, width)
x = torch.from_numpy(np.array(image)).permute(2, 0, 1).float() / 255
print(x.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
image = Image.new("RGB", (8, 6))
torch.from_numpy(image)
# --8<-- [end:fails]
