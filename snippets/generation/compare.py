import torch

from snippets.generation.forcing import free_running, teacher_forcing
from snippets.generation.names import spell
from snippets.generation.speller import fit, spell_greedy
from snippets.generation.split import new_numbers

# --8<-- [start:compare]
speller, shares = fit(teacher_forcing, epochs=8)
print("teacher forcing", *(f"{share:.1f}" for share in shares))
_, shares = fit(free_running, epochs=8)
print("free running   ", *(f"{share:.1f}" for share in shares))
# --8<-- [end:compare]

# --8<-- [start:answers]
answers = spell_greedy(speller, torch.tensor(new_numbers))
for first, last in ((1, 99), (100, 999)):
    right = [a == spell(n) for n, a in zip(new_numbers, answers) if first <= n <= last]
    print(f"{first} to {last}: right {sum(right) / len(right):.1f} of {len(right)}")
for number in (12, 507, 999):
    print("│", number, answers[new_numbers.index(number)])
# --8<-- [end:answers]
