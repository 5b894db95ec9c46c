# --8<-- [start:keys]
def keys(module, prefix=""):
    found = [prefix + name for name, _ in module.named_parameters(recurse=False)]
    found += [prefix + name for name, _ in module.named_buffers(recurse=False)]
    for name, child in module.named_children():
        # zh: 子模块的键，前面加上子模块的名字和一个点
        # en: the keys of the child, after the child's name and a dot
        found += keys(child, prefix + name + ".")
    return found
# --8<-- [end:keys]
