import torch
from torch import nn

# --8<-- [start:MultiheadAttention]
attention = nn.MultiheadAttention(embed_dim=8, num_heads=2, batch_first=True)
# zh: 4 个序列；每个的 5 个位置去看另一个序列的 7 个位置
# en: four sequences; each of 5 positions looks at 7 positions of another sequence
query, other = torch.zeros(4, 5, 8), torch.zeros(4, 7, 8)
y, weights = attention(query, other, other)
print("y", y.shape, "weights", weights.shape)
# --8<-- [end:MultiheadAttention]

# --8<-- [start:TransformerEncoderLayer]
layer = nn.TransformerEncoderLayer(8, nhead=2, dim_feedforward=32, batch_first=True)
print("shape", layer(torch.zeros(4, 5, 8)).shape)
# --8<-- [end:TransformerEncoderLayer]

# --8<-- [start:TransformerDecoderLayer]
layer = nn.TransformerDecoderLayer(8, nhead=2, dim_feedforward=32, batch_first=True)
target, memory = torch.zeros(4, 5, 8), torch.zeros(4, 7, 8)
print("shape", layer(target, memory).shape)
# --8<-- [end:TransformerDecoderLayer]

# --8<-- [start:TransformerEncoder]
layer = nn.TransformerEncoderLayer(8, nhead=2, dim_feedforward=32, batch_first=True)
encoder = nn.TransformerEncoder(layer, num_layers=3)
print("shape", encoder(torch.zeros(4, 5, 8)).shape)
# zh: 各层是拷贝：一开始权重相同
# en: the layers are copies: their weights begin alike
one, two = encoder.layers[0].linear1.weight, encoder.layers[1].linear1.weight
print("the same values", torch.equal(one, two))
# --8<-- [end:TransformerEncoder]

# --8<-- [start:TransformerDecoder]
layer = nn.TransformerDecoderLayer(8, nhead=2, dim_feedforward=32, batch_first=True)
decoder = nn.TransformerDecoder(layer, num_layers=3)
print("shape", decoder(torch.zeros(4, 5, 8), torch.zeros(4, 7, 8)).shape)
# --8<-- [end:TransformerDecoder]

# --8<-- [start:Transformer]
net = nn.Transformer(8, nhead=2, num_encoder_layers=2, num_decoder_layers=2, dim_feedforward=32, batch_first=True)
source, target = torch.zeros(4, 7, 8), torch.zeros(4, 5, 8)
# zh: 每个位置只看它之前的目标
# en: a position sees the targets up to itself
mask = nn.Transformer.generate_square_subsequent_mask(5)
print("shape", net(source, target, tgt_mask=mask).shape)
# --8<-- [end:Transformer]
