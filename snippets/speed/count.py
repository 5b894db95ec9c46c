# --8<-- [start:count]
from torch.profiler import ProfilerActivity, profile


def count(function, *arguments):
    with profile(activities=[ProfilerActivity.CPU]) as prof:
        function(*arguments)
    return {event.key: event.count for event in prof.key_averages()}
# --8<-- [end:count]
