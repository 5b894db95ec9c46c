# --8<-- [start:cam]
def grad_cam(net, layer, x, label):
    kept = {}

    def keep(module, args, output):
        kept["maps"] = output
        output.register_hook(lambda grad: kept.update(grad=grad))

    with layer.register_forward_hook(keep):
        scores = net(x)
    scores[0, label].backward()
    # zh: 每张特征图的梯度取平均：(1, 2, 16, 16) → (1, 2, 1, 1)
    # en: the mean of each gradient: (1, 2, 16, 16) → (1, 2, 1, 1)
    weight = kept["grad"].mean((2, 3), keepdim=True)
    # zh: 加权求和，负数变成 0：(1, 2, 16, 16) → (16, 16)
    # en: the weighted sum, negative elements become 0: (1, 2, 16, 16) → (16, 16)
    return (weight * kept["maps"]).sum(1).relu()[0].detach()
# --8<-- [end:cam]
