# --8<-- [start:keys]
def keys(module, prefix=""):
    found = [prefix + name for name, _ in module.named_parameters(recurse=False)]
    found += [prefix + name for name, _ in module.named_buffers(recurse=False)]
    for name, child in module.named_children():
        # zh: 孩子的键，前面加上它的名字和一个点
        # en: the child's keys, with its name and a dot in front
        found += keys(child, prefix + name + ".")
    return found
# --8<-- [end:keys]
