import torch

from snippets.generation.forcing import free_running, teacher_forcing
from snippets.generation.speller import fit, spell_greedy

# --8<-- [start:compare]
speller, shares = fit(teacher_forcing, epochs=8)
print("teacher forcing", *(f"{share:.1f}" for share in shares))
_, shares = fit(free_running, epochs=8)
print("free running   ", *(f"{share:.1f}" for share in shares))
# --8<-- [end:compare]

# --8<-- [start:answers]
asked = [12, 300, 507, 999]
for number, text in zip(asked, spell_greedy(speller, torch.tensor(asked))):
    print(number, text)
# --8<-- [end:answers]
