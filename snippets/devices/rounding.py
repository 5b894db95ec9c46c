import matplotlib.pyplot as plt
import torch

# --8<-- [start:plot]
# only: draws the figure
x = torch.linspace(1, 1.03, 181)
fig, ax = plt.subplots(figsize=(5.2, 2.6))
for number, dtype in enumerate((torch.float16, torch.bfloat16)):
    ax.plot(x, x.to(dtype).float(), color=f"C{number}", label=str(dtype))
ax.set(xlabel="x", ylabel="x.to(dtype)", xticks=(1, 1.01, 1.02, 1.03), yticks=(1, 1.01, 1.02, 1.03))
ax.legend(loc="upper left")
# --8<-- [end:plot]
