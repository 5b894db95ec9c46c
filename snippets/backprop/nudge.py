# --8<-- [start:nudge]
def loss_of(w, b):
    output = w * 3.0 + b
    return (output - 4.0) ** 2


start = loss_of(2.0, -1.0)
w_moved = loss_of(2.001, -1.0)
b_moved = loss_of(2.0, -0.999)
print("loss", start)
print("w + 0.001: loss", round(w_moved, 6), "ratio", round((w_moved - start) / 0.001, 3))
print("b + 0.001: loss", round(b_moved, 6), "ratio", round((b_moved - start) / 0.001, 3))
# --8<-- [end:nudge]
