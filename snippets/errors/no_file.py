from pathlib import Path

import torch

# --8<-- [start:fix]
# zh: 相对路径从当前文件夹算起；打印出来看
# en: a relative path begins in the current folder: print it
path = Path("net.pt")
torch.save({"epoch": 1}, path)
print(path.exists(), path.resolve().name, sorted(file.name for file in Path().glob("net*")))
# --8<-- [end:fix]

# --8<-- [start:fails]
torch.load("nett.pt")
# --8<-- [end:fails]
