# --8<-- [start:by-order]
def copy_by_order(net, other):
    # zh: 名字取 other 的，数取 net 的；个数不等就报错
    # en: the names of other, the numbers of net; unequal counts raise
    state = zip(other.state_dict(), net.state_dict().values(), strict=True)
    other.load_state_dict(dict(state))
# --8<-- [end:by-order]
