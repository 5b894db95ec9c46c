import torch

# --8<-- [start:fix]
x = torch.ones(3)
print(x.cpu().numpy().tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the device is in the text
x = torch.ones(3, device="meta")
x.numpy()
# --8<-- [end:fails]
