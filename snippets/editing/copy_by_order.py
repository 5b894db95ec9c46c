# --8<-- [start:by-order]
def copy_by_order(net, other):
    # zh: 键取 other 的，值取 net 的；个数不等就报错
    # en: keys from other, values from net; different counts raise an error
    state = zip(other.state_dict(), net.state_dict().values(), strict=True)
    other.load_state_dict(dict(state))
# --8<-- [end:by-order]
