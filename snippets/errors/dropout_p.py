from torch import nn

# --8<-- [start:fix]
drop = nn.Dropout(0.5)
print(drop)
# --8<-- [end:fix]

# --8<-- [start:fails]
drop = nn.Dropout(50)
# --8<-- [end:fails]
