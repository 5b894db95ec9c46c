import torch
from torch.func import grad, jacrev

# --8<-- [start:fix]
print(grad(lambda x: x.square().sum())(torch.ones(2)).tolist())
# --8<-- [end:fix]

# --8<-- [start:fix_jacobian]
print(jacrev(torch.square)(torch.ones(2)).tolist())
# --8<-- [end:fix_jacobian]

# --8<-- [start:fails]
grad(lambda x: x.square())(torch.ones(2))
# --8<-- [end:fails]
