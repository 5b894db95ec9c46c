from torch import nn

# --8<-- [start:fix]
class Unit(nn.Module):
    def forward(self, weight):
        return weight / weight.norm()


layer = nn.utils.parametrize.register_parametrization(nn.Linear(3, 2), "weight", Unit())
print(f"{layer.weight.norm().item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
class Sum(nn.Module):
    def forward(self, weight):
        return weight.sum()


nn.utils.parametrize.register_parametrization(nn.Linear(3, 2), "weight", Sum())
# --8<-- [end:fails]
