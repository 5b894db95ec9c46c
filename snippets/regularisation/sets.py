import torch

from snippets.regularisation.draw import make_sets

# --8<-- [start:sets]
torch.manual_seed(0)
train, val, test = make_sets()
images, target = train
for pixels in torch.cat([images[25, 0], images[36, 0]], dim=1):
    print("".join(".+#"[int(pixel > 0.3) + int(pixel > 0.6)] for pixel in pixels))
# --8<-- [end:sets]
