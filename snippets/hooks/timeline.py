# --8<-- [start:draw]
# only: helps the figures of this lesson
KINDS = {"forward": "C0", "backward": "C1", "tensor": "C2", "accumulated": "C3", "step": "C4"}


def draw(ax, log, rows):
    """A row for each object. A bar goes from a `pre` hook to its partner; a hook without one is a point."""
    started = {}
    for number, (name, kind) in enumerate(log, 1):
        row, (kind, _, pre) = -rows.index(name), kind.partition(" ")
        if pre:
            started[name, kind] = number
        elif (name, kind) in started:
            first = started[name, kind]
            ax.barh(row, number - first + 0.8, left=first - 0.4, height=0.64, color=KINDS[kind], alpha=0.5)
        else:
            ax.plot(number, row, "o" if kind == "tensor" else "s", color=KINDS[kind], markersize=7)
    ax.set_yticks([-row for row in range(len(rows))], rows)
    ax.set_xticks([1, 5, 10, 15, 20][: len(log) // 5 + 1])
    ax.set_xlim(0.3, len(log) + 0.7)
    ax.grid(axis="x")
    ax.set_axisbelow(True)
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
# --8<-- [end:draw]
