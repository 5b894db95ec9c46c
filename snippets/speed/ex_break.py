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
for function in (scaled, scaled_whole):
    torch.compiler.reset()
    report = torch._dynamo.explain(function)(x)
    print(f"{function.__name__:12} graphs", report.graph_count)
print("same", torch.allclose(scaled_whole(x), scaled(x)))
# --8<-- [end:answer]
