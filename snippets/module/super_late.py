from torch import nn


# --8<-- [start:fails]
class Late(nn.Module):
    def __init__(self):
        self.act = nn.ReLU()
        super().__init__()


Late()
# --8<-- [end:fails]
