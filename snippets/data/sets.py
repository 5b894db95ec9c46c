import torch
from torch.utils.data import Subset, random_split

from snippets.data.augment import augment
from snippets.data.image_files import ImageFiles
from snippets.data.statistics import Normalize, statistics


# --8<-- [start:sets]
def three_sets(folder):
    generator = torch.Generator().manual_seed(0)
    train, val, test = random_split(ImageFiles(folder), [0.6, 0.2, 0.2], generator=generator)
    normalize = Normalize(*statistics(train))
    varied = ImageFiles(folder, transforms=[*augment, normalize])
    plain = ImageFiles(folder, transforms=[normalize])
    return Subset(varied, train.indices), Subset(plain, val.indices), Subset(plain, test.indices)
# --8<-- [end:sets]
