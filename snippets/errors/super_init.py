from torch import nn

# --8<-- [start:fix]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)


print(Net())
# --8<-- [end:fix]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(4, 2)
        super().__init__()


Net()
# --8<-- [end:fails]
