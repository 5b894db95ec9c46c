// Netron lays out boxes that are already measured. Above this text stand Netron's own dagre.js and grapher.js;
// there is no page, so an edge gets a stand-in for the <path> that Netron would write its curve into.

class Path {
    setAttribute(name, value) { this[name] = value; }
}

// boxes: [{ name, width, height }]; lines: [{ from, to, width, height }], the size being that of the label.
// Adds x, y (the middle) to each box, and d (the curve), x, y (the middle of the label) to each line.
async function arrange(boxes, lines) {
    const graph = new grapher.Graph(false);
    graph.options = { direction: 'vertical' };
    for (const box of [...boxes].reverse()) { // the first is put on the right, and we read from the left
        graph.setNode(Object.assign(new grapher.Node(), box));
    }
    const edges = lines.map(({ from, to, width, height }) => {
        const edge = new grapher.Edge(graph.node(from).label, graph.node(to).label);
        Object.assign(edge, { v: from, w: to, width, height, element: new Path(), hitTest: new Path() });
        graph.setEdge(edge);
        return edge;
    });
    await graph.layout();
    return {
        boxes: boxes.map(({ name }) => { const { x, y } = graph.node(name).label; return { x, y }; }),
        lines: edges.map((edge) => { edge.update(); return { d: edge.element.d, x: edge.x, y: edge.y }; })
    };
}
