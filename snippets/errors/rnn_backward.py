from torch import nn

# --8<-- [start:fix_mode]
# zh: 只让 Dropout 和 BatchNorm 进入评估模式，LSTM 留在训练模式
# en: only Dropout and BatchNorm go to evaluation mode, the LSTM stays in training mode
net = nn.ModuleDict({"lstm": nn.LSTM(3, 4), "norm": nn.BatchNorm1d(4), "drop": nn.Dropout()})
net.train()
for layer in net.modules():
    if isinstance(layer, (nn.Dropout, nn.BatchNorm1d)):
        layer.eval()
print({name: layer.training for name, layer in net.items()})
# --8<-- [end:fix_mode]
