from torch import nn

# --8<-- [start:fix]
state = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 1000)).state_dict()
net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 10))
kept = {name: value for name, value in state.items() if not name.startswith("1.")}
print(net.load_state_dict(kept, strict=False))
# --8<-- [end:fix]

# --8<-- [start:fix_grey]
# zh: 彩色图像的第一层 → 灰度：三个通道的权重相加
# en: the first layer for colour images → grey: add the weights of the three channels
state = nn.Conv2d(3, 8, 3).state_dict()
state["weight"] = state["weight"].sum(1, keepdim=True)
print(nn.Conv2d(1, 8, 3).load_state_dict(state))
# --8<-- [end:fix_grey]

# --8<-- [start:fails]
state = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 1000)).state_dict()
net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 10))
net.load_state_dict(state)
# --8<-- [end:fails]
