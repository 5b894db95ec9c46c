import torch

# --8<-- [start:accumulate]
weight = torch.ones(2, requires_grad=True)
weight.register_hook(lambda grad: print("tensor hook", grad.tolist()))


def report(leaf):
    print("post-accumulate hook", leaf.grad.tolist())


weight.register_post_accumulate_grad_hook(report)
for step in (1, 2):
    print("backward", step)
    (weight * 3).sum().backward()
# --8<-- [end:accumulate]
