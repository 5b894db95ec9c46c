from torch import nn

# --8<-- [start:fix]
print(nn.Linear(20, 10))
# --8<-- [end:fix]

# --8<-- [start:fix_lazy]
# zh: 不想自己算输入大小：第一次调用时再定
# en: the input size is not known: it is set by the first call
print(nn.LazyLinear(10))
# --8<-- [end:fix_lazy]

# --8<-- [start:fails]
nn.Linear(10)
# --8<-- [end:fails]
