import torch

# --8<-- [start:answer]
def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {name: to_device(value, device) for name, value in batch.items()}
    if isinstance(batch, list | tuple):
        return type(batch)(to_device(value, device) for value in batch)
    return batch


batch = {"image": torch.ones(2, 3), "boxes": [torch.ones(1, 4)], "name": "a.png"}
batch = to_device(batch, "meta")
print(batch["image"].device, batch["boxes"][0].device, batch["name"])
# --8<-- [end:answer]
