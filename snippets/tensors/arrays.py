import torch

# --8<-- [start:numpy]
# device: cpu, an array of NumPy is in the memory of the CPU
import numpy as np

array = np.array([[1.0, 2.0], [3.0, 4.0]])
shared = torch.from_numpy(array)
copied = torch.tensor(array)
print("dtype", shared.dtype, "->", shared.float().dtype)

array[0, 0] = 100
print("shared", shared[0, 0].item())
print("copied", copied[0, 0].item())
print("back", type(shared.numpy()).__name__)
# --8<-- [end:numpy]

# --8<-- [start:image]
# device: cpu, an array of NumPy is in the memory of the CPU
# zh: 一张照片：高 4，宽 6，红色通道满格，绿色一半
# en: a photo: height 4, width 6, full red, half of green
photo = np.zeros((4, 6, 3), dtype=np.uint8)
photo[:, :, 0] = 255
photo[:, :, 1] = 128

# zh: (H, W, C) 0–255 -> (C, H, W) 0–1
# en: (H, W, C) 0–255 -> (C, H, W) 0–1
image = torch.from_numpy(photo).permute(2, 0, 1).float() / 255
print("image", tuple(image.shape), image.dtype)
print("one pixel", [round(value, 3) for value in image[:, 0, 0].tolist()])

# zh: 往回走：(C, H, W) 0–1 -> (H, W, C) 0–255
# en: the way back: (C, H, W) 0–1 -> (H, W, C) 0–255
pixels = (image * 255).round().clamp(0, 255).to(torch.uint8)
shown = pixels.permute(1, 2, 0).numpy()
print("back", shown.shape, shown.dtype)
print("equal", np.array_equal(shown, photo))
# --8<-- [end:image]
