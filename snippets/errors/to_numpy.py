import torch

# --8<-- [start:fix]
x = torch.ones(3, requires_grad=True)
print(x.detach().cpu().numpy().tolist())
# --8<-- [end:fix]

# --8<-- [start:fix_types]
# zh: NumPy 没有 bfloat16，也没有稀疏张量
# en: NumPy has neither bfloat16 nor sparse tensors
print(torch.ones(3, dtype=torch.bfloat16).float().numpy().dtype)
print(torch.eye(2).to_sparse().to_dense().numpy().tolist())
# --8<-- [end:fix_types]

# --8<-- [start:fails]
# device: cpu, the device is in the text
x = torch.ones(3, device="meta")
x.numpy()
# --8<-- [end:fails]
