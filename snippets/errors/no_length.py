from torch import nn

# --8<-- [start:fix]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 2), nn.ReLU())


net = Net()
print(net.body[0], len(net.body))
print([name for name, _ in net.named_children()])
# --8<-- [end:fix]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 2), nn.ReLU())


net = Net()
net[0]
# --8<-- [end:fails]
