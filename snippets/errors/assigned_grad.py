import torch

# --8<-- [start:fix]
w = torch.ones(2, requires_grad=True)
w.grad = torch.tensor([1.0, 2.0])
print(w.grad.shape == w.shape)
# --8<-- [end:fix]

# --8<-- [start:fix_vector]
w, b = torch.ones(2, 3, requires_grad=True), torch.ones(2, requires_grad=True)
# zh: 按元素个数切开，再恢复形状
# en: cut by the numbers of elements, then give each part its shape
parts = torch.arange(8.0).split([w.numel(), b.numel()])
for p, part in zip([w, b], parts, strict=True):
    p.grad = part.view_as(p)
print(w.grad.tolist(), b.grad.tolist())
# --8<-- [end:fix_vector]

# --8<-- [start:fails]
w = torch.ones(2, requires_grad=True)
w.grad = torch.tensor([1.0, 2.0, 3.0])
# --8<-- [end:fails]
