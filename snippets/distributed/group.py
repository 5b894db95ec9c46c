# run: torchrun --standalone --nproc-per-node 2 {file}
import torch
import torch.distributed as dist

dist.init_process_group("gloo")
rank, world = dist.get_rank(), dist.get_world_size()

# zh: 七个预测，1 表示正确；每个进程隔一个取一个，没有重复
# en: seven predictions, 1 if correct; each process takes every second one
correct = torch.tensor([1, 0, 1, 1, 0, 1, 1])
mine = correct[rank::world]
counts = torch.tensor([mine.sum(), len(mine)])
before = counts.tolist()

# zh: 各进程的 counts 相加，每个进程的 counts 都变成总和
# en: adds the counts of all processes; each process gets the sum in counts
dist.all_reduce(counts)

if rank == 0:
    print("process", rank, "of", world)
    print("its own [correct, samples]", before)
    print("sum of both processes", counts.tolist())
    print(f"accuracy {counts[0] / counts[1]:.4f}")
dist.destroy_process_group()
