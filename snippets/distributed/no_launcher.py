# --8<-- [start:fails]
import torch.distributed as dist

dist.init_process_group("gloo")
# --8<-- [end:fails]
