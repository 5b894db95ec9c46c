from snippets.conv2d.reads import reads

# --8<-- [start:gaps]
for settings in ({"dilation": 2}, {"dilation": 2, "stride": 2}):
    print(settings, "unread:", (reads(7, **settings) == 0).sum().item())
# --8<-- [end:gaps]
