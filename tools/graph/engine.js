// Netron lays out boxes that are already measured. Above this text stand Netron's own dagre.js and grapher.js;
// there is no page, so an edge gets a stand-in for the <path> that Netron would write its curve into.

class Path {
    setAttribute(name, value) { this[name] = value; }
}

// Boxes in the order in which they must be set to be read from the left, or from the top. Netron puts the first on the
// right. Lying down, it puts those of one rank as they come, but those of the last rank the other way round.
function turned(boxes, lines, direction) {
    const ranks = new Map(boxes.map(({ name }) => [name, 0]));
    for (const { from, to } of lines) {
        ranks.set(to, Math.max(ranks.get(to), ranks.get(from) + 1));
    }
    const last = direction === 'vertical' ? 0 : Math.max(...ranks.values());
    const [kept, reversed] = [false, true].map((ends) => boxes.filter(({ name }) => ranks.get(name) >= last === ends));
    return [...kept, ...reversed.reverse()];
}

// boxes: [{ name, width, height }]; lines: [{ from, to, width, height }], the size being that of the label.
// Adds x, y (the middle) to each box, and d (the curve), x, y (the middle of the label) to each line.
async function arrange(boxes, lines, direction) {
    const graph = new grapher.Graph(false);
    graph.options = { direction };
    for (const box of turned(boxes, lines, direction)) {
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
