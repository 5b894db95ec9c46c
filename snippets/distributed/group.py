# run: torchrun --standalone --nproc-per-node 2 {file}
import torch
import torch.distributed as dist

dist.init_process_group("gloo")
rank, world = dist.get_rank(), dist.get_world_size()

# zh: 七个预测是否正确，1 表示正确；每个进程隔一个取一个，没有重复
# en: whether seven predictions are correct, 1 for yes; each process takes every second one, and none is repeated
correct = torch.tensor([1, 0, 1, 1, 0, 1, 1])
mine = correct[rank::world]
counts = torch.tensor([mine.sum(), len(mine)])
before = counts.tolist()

# zh: 各进程的 counts 相加，结果写回每个进程的 counts
# en: adds the counts of all processes, and writes the sum into the counts of each process
dist.all_reduce(counts)

if rank == 0:
    print("process", rank, "of", world)
    print("its own [correct, samples]", before)
    print("sum of both processes", counts.tolist())
    print(f"accuracy {counts[0] / counts[1]:.4f}")
dist.destroy_process_group()
