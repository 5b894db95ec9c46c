import torch


# --8<-- [start:scale]
class Scale:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, samples):
        return self.factor * torch.stack(samples)
# --8<-- [end:scale]
