import torch

from snippets.speed.count import count


# --8<-- [start:task]
def total(x):
    total = 0.0
    for value in x:
        if value > 0.5:
            total += value.item()
    return total
# --8<-- [end:task]


# --8<-- [start:answer]
# device: cpu, on CUDA the profiler lists other operations
def total_at_once(x):
    return x[x > 0.5].sum().item()


torch.manual_seed(0)
x = torch.rand(100)
print("same", abs(total(x) - total_at_once(x)) < 1e-3)
for function in (total, total_at_once):
    print(f"{function.__name__:14}", count(function, x)["aten::item"])
# --8<-- [end:answer]
