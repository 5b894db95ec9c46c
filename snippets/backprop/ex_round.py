import torch


# --8<-- [start:answer]
class Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.round()

    @staticmethod
    def backward(ctx, slope):
        return slope


for function in (torch.round, Round.apply):
    x = torch.tensor([0.2, 1.7], requires_grad=True)
    y = function(x)
    (y * y).sum().backward()
    print(y.tolist(), x.grad.tolist())
# --8<-- [end:answer]
