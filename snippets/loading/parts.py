import io
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image


# --8<-- [start:parts]
# device: own
def load(path, clock=time.perf_counter):
    times, nbytes = {}, {}
    begin = clock()
    data = path.read_bytes()
    times["read"], begin = clock() - begin, clock()
    with Image.open(io.BytesIO(data)) as image:
        pixels = np.array(image)
    times["decode"], begin = clock() - begin, clock()
    nbytes["decode"] = pixels.nbytes
    # zh: (512, 512, 3) 的 uint8 → (3, 512, 512) 的 float32
    # en: (512, 512, 3) of uint8 → (3, 512, 512) of float32
    x = torch.from_numpy(pixels).permute(2, 0, 1).float() / 255
    times["convert"], begin = clock() - begin, clock()
    nbytes["convert"] = x.nbytes
    # zh: (3, 512, 512) → (3, 128, 128)
    # en: (3, 512, 512) → (3, 128, 128)
    x = F.interpolate(x[None], (128, 128), mode="bilinear", antialias=True)[0]
    times["resize"] = clock() - begin
    nbytes["resize"] = x.nbytes
    return x, times, nbytes


torch.manual_seed(0)
path = Path(tempfile.mkdtemp(), "photo.png")
Image.fromarray(torch.randint(256, (512, 512, 3), dtype=torch.uint8).numpy()).save(path)
x, times, nbytes = load(path)
for name, size in nbytes.items():
    print(f"{name:8} gives {size:9,} bytes")
# --8<-- [end:parts]
