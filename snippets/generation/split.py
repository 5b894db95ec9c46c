from snippets.generation.names import spell

# --8<-- [start:split]
# zh: 三的倍数留作测试
# en: the multiples of three are kept for testing
train_numbers = [n for n in range(1, 1000) if n % 3 != 0]
new_numbers = [n for n in range(1, 1000) if n % 3 == 0]
train_names = [spell(n) for n in train_numbers]
new_names = [spell(n) for n in new_numbers]
# --8<-- [end:split]
