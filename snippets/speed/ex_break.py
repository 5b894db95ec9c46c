import torch

# --8<-- [start:task]
def scaled(x):
    h = torch.tanh(x)
    largest = h.abs().max().item()
    return h / largest
# --8<-- [end:task]


# --8<-- [start:answer]
# device: traced
def scaled_whole(x):
    h = torch.tanh(x)
    return h / h.abs().max().detach()


x = torch.linspace(-2, 2, 9)
torch.compiler.reset()
fast = torch.compile(scaled_whole, backend="eager", fullgraph=True)
print("same", torch.allclose(fast(x), scaled(x)))
# --8<-- [end:answer]
