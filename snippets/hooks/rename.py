import torch

from snippets.hooks.small import Small


# --8<-- [start:rename]
def rename(module, state_dict, prefix, *rest):
    for name in list(state_dict):
        state_dict[name.replace("hidden.", "fc1.")] = state_dict.pop(name)


def report(module, keys):
    print("missing", keys.missing_keys, "unexpected", keys.unexpected_keys)


net = Small()
net.register_load_state_dict_post_hook(report)
old = {"hidden.weight": torch.ones(4, 3), "fc2.weight": torch.ones(2, 4)}
net.load_state_dict(old, strict=False)
net.register_load_state_dict_pre_hook(rename)
net.load_state_dict(old)
print("loaded", torch.equal(net.fc1.weight, old["hidden.weight"]))
# --8<-- [end:rename]
