import os
from unittest.mock import patch

import torch.distributed as dist

# --8<-- [start:fix]
# device: cpu, the process group is one of the CPU
# zh: torchrun 会设置 RANK；直接运行时，只有自己一个进程
# en: torchrun sets RANK; without it there is one process
alone = {} if "RANK" in os.environ else dict(store=dist.HashStore(), rank=0, world_size=1)
dist.init_process_group("gloo", **alone)
print(dist.get_world_size())
dist.destroy_process_group()
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the process group is one of the CPU
with patch.dict(os.environ):
    os.environ.pop("RANK", None)
    dist.init_process_group("gloo")
# --8<-- [end:fails]
