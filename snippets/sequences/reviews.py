import torch


# --8<-- [start:draw]
NOUNS = "room food film staff music view".split()
PRAISE = "good clean kind great fresh".split()
BLAME = "bad dirty rude poor stale".split()


def pick(words):
    return words[torch.randint(len(words), ()).item()]


def draw_clause():
    positive, negated, strong = torch.randint(2, (3,)).tolist()
    words = ["the", pick(NOUNS), "was", *["not"] * negated]
    words += [pick(["very", "really"])] * strong
    # zh: 否定时用意思相反的形容词
    # en: after "not" comes an adjective that says the opposite
    words.append(pick(PRAISE if positive != negated else BLAME))
    return words, positive


def draw_reviews(n):
    texts, target = [], []
    for _ in range(n):
        words, positive = draw_clause()
        if torch.rand(()) < 0.5:
            more, positive = draw_clause()
            words += ["but", *more]
        texts.append(" ".join(words))
        target.append(positive)
    return texts, torch.tensor(target)
# --8<-- [end:draw]
