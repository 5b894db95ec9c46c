import torch

# --8<-- [start:vanish]
functions = {"sigmoid": torch.sigmoid, "times 2": lambda h: 2 * h}
for name, function in functions.items():
    for steps in (1, 5, 10, 20):
        x = torch.tensor(0.0, requires_grad=True)
        h = x
        for _ in range(steps):
            h = function(h)
        h.backward()
        print(f"{name}, {steps:2} steps: gradient {x.grad.item():.1e}")
# --8<-- [end:vanish]
