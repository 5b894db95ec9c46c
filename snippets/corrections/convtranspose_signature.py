from torch import nn

# --8<-- [start:proof]
import inspect

print(list(inspect.signature(nn.ConvTranspose2d).parameters)[9:])
# --8<-- [end:proof]
