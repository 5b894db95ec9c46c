import torch

# --8<-- [start:fix]
maps, features = torch.zeros(2, 3, 4, 4), torch.zeros(2, 3)
# zh: 把特征图展平，或者把特征铺到每个位置
# en: flatten the maps, or repeat the features at each position
print(torch.cat([maps.flatten(1), features], dim=1).shape)
print(torch.cat([maps, features[:, :, None, None].expand(-1, -1, 4, 4)], dim=1).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
maps, features = torch.zeros(2, 3, 4, 4), torch.zeros(2, 3)
torch.cat([maps, features], dim=1)
# --8<-- [end:fails]
