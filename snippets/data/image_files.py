from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


# --8<-- [start:class]
class ImageFiles(Dataset):
    def __init__(self, folder, transforms=()):
        self.paths = sorted(Path(folder).glob("*/*.png"))
        self.classes = sorted({path.parent.name for path in self.paths})
        self.target = [self.classes.index(path.parent.name) for path in self.paths]
        self.transforms = transforms

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        with Image.open(self.paths[index]) as image:
            pixels = np.array(image.convert("L"))
        # zh: (16, 16) 的 uint8，0 到 255 → (1, 16, 16) 的 float32，0 到 1
        # en: (16, 16) of uint8, 0 to 255 → (1, 16, 16) of float32, 0 to 1
        x = torch.from_numpy(pixels)[None].float() / 255
        for transform in self.transforms:
            x = transform(x)
        return x, self.target[index]
# --8<-- [end:class]
