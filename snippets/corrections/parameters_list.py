from torch import nn

# --8<-- [start:proof]
parameters = nn.Linear(3, 2).parameters()
print(type(parameters).__name__, len(list(parameters)), len(list(parameters)))
# --8<-- [end:proof]
