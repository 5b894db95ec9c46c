import tempfile
from pathlib import Path

import torch
from torch.utils.data import DataLoader, random_split

from snippets.data.augment import augment
from snippets.data.draw import write_images
from snippets.data.image_files import ImageFiles
from snippets.data.statistics import Normalize, statistics

# --8<-- [start:before]
# only: the page has made these files above
# device: own
torch.manual_seed(0)
folder = Path(tempfile.mkdtemp())
write_images(folder, count=40)
shapes = ImageFiles(folder)
# --8<-- [end:before]

# --8<-- [start:split]
# device: own
generator = torch.Generator().manual_seed(0)
train_part, val_part, test_part = random_split(shapes, [0.6, 0.2, 0.2], generator=generator)
print("sizes", len(train_part), len(val_part), len(test_part))
print("first indices", train_part.indices[:5])
# --8<-- [end:split]

# --8<-- [start:shared]
# device: own
train_part.dataset.transforms = augment
print("transforms of the validation set", [step.__name__ for step in val_part.dataset.transforms])
shapes.transforms = ()
# --8<-- [end:shared]

# --8<-- [start:normalize]
# device: own
mean, std = statistics(train_part)
print(f"mean {mean.item():.2f}  std {std.item():.2f}")
normalize = Normalize(mean, std)
for name, part in (("train", train_part), ("val", val_part)):
    x, _ = next(iter(DataLoader(part, batch_size=len(part))))
    x = normalize(x)
    # zh: 格式里的 z 把 -0.00 写成 0.00
    # en: the z in the format writes -0.00 as 0.00
    print(f"{name}  mean {x.mean():z.2f}  std {x.std():.2f}")
# --8<-- [end:normalize]
