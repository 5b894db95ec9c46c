# --8<-- [start:watch]
def watch(net):
    log = []

    def note(name, kind):
        # zh: 各种钩子收到的实参不同，用 *args 接收全部实参
        # en: each kind of hook gets other arguments, and *args takes them all
        # zh: append 返回 None，所以什么也不改
        # en: append returns None, so nothing is changed
        return lambda *args: log.append((name, kind))

    for name, module in net.named_modules():
        name = name or "net"
        module.register_forward_pre_hook(note(name, "forward pre"))
        module.register_forward_hook(note(name, "forward"))
        module.register_full_backward_pre_hook(note(name, "backward pre"))
        module.register_full_backward_hook(note(name, "backward"))
    for name, parameter in net.named_parameters():
        parameter.register_hook(note(name, "tensor"))
        parameter.register_post_accumulate_grad_hook(note(name, "accumulated"))
    return log, note
# --8<-- [end:watch]
