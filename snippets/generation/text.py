import torch
from torch.nn.utils.rnn import pad_sequence

from snippets.generation.names import spell

# --8<-- [start:vocab]
names = [spell(n) for n in range(1, 1000)]
PAD, BOS, EOS = 0, 1, 2
chars = ["<pad>", "<bos>", "<eos>", *sorted(set("".join(names)))]
vocab = {char: i for i, char in enumerate(chars)}


def encode(text):
    return torch.tensor([BOS] + [vocab[char] for char in text] + [EOS])


def decode(ids):
    # zh: 到 <eos> 为止
    # en: up to <eos>
    text = []
    for i in ids:
        if i == EOS:
            break
        text.append(chars[i])
    return "".join(text)


def batch_of(texts):
    return pad_sequence([encode(text) for text in texts], batch_first=True)
# --8<-- [end:vocab]
