# --8<-- [start:look]
graphs = []


def look(graph, inputs):
    # zh: 一个 backend：收下图，原样运行它
    # en: a backend: it keeps the graph and runs it as it is
    graphs.append(graph)
    return graph.forward
# --8<-- [end:look]
