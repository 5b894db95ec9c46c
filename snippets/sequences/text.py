import torch
from torch.nn.utils.rnn import pad_sequence


# --8<-- [start:vocab]
def make_vocab(texts):
    words = sorted({word for text in texts for word in text.split()})
    # zh: 编号 0 留给填充，1 留给词表里没有的词
    # en: index 0 is kept for padding, 1 for words that are not in the vocabulary
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *words])}


def encode(text, vocab):
    return torch.tensor([vocab.get(word, 1) for word in text.split()])


def pad(sequences):
    # zh: 若干个 (L,) → (N, 最大的 L)，短的后面补 0
    # en: several (L,) → (N, largest L), zeros after the short ones
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    return pad_sequence(sequences, batch_first=True), lengths
# --8<-- [end:vocab]
