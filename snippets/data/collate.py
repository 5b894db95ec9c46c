import torch
from PIL import Image
from torch.utils.data import DataLoader

from snippets.data.draw import draw

# --8<-- [start:default]
samples = [
    {"x": torch.zeros(2), "age": 30, "height": 1.7, "name": "Ann"},
    {"x": torch.ones(2), "age": 40, "height": 1.8, "name": "Bo"},
]
batch = next(iter(DataLoader(samples, batch_size=2)))
for key, value in batch.items():
    print(key, value)
# --8<-- [end:default]

# --8<-- [start:fails]
# device: own
torch.manual_seed(0)
images = [(Image.fromarray(draw(name).numpy()), 0) for name in ("disk", "cross")]
next(iter(DataLoader(images, batch_size=2)))
# --8<-- [end:fails]
