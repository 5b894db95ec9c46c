import torch.nn.functional as F

from snippets.conv2d.image import kernel, x

# --8<-- [start:sizes]
for padding in (0, 1, 2, (1, 0), "valid", "same"):
    y = F.conv2d(x, kernel, padding=padding)
    print("padding", padding, "-> output", tuple(y.shape[2:]))
print(*F.conv2d(x, kernel, padding=1)[0, 0].tolist(), sep="\n")
# --8<-- [end:sizes]
