/*
 * The Conv2d instrument as pictures: x with its padding and what the chosen cell of y reads, y, and the channels with
 * their wires. Each is an SVG, or null where there is too much to draw.
 */

import { reads, source } from "./conv2d-rules.js";

const DRAWN = 64;

const rect = (kind, x, y, width, height) => `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}"/>`;
const path = (kind, d) => (d ? `<path class="${kind}" d="${d}"/>` : "");
const squares = (rows, columns) => rows.flatMap((row) => columns.map((column) => `M${column} ${row}h1v1h-1z`)).join("");
const unique = (values) => [...new Set(values)];

function lines(x, y, width, height) {
  const down = Array.from({ length: width - 1 }, (_, at) => `M${x + at + 1} ${y}v${height}`);
  const across = Array.from({ length: height - 1 }, (_, at) => `M${x} ${y + at + 1}h${width}`);
  return path("lines", [...down, ...across].join(""));
}

/** One unit is one cell; a large picture has small cells. */
function svg(left, top, width, height, inner) {
  const cell = Math.max(4, Math.min(18, Math.floor(300 / Math.max(width, height))));
  return `<svg viewBox="${left} ${top} ${width} ${height}" width="${width * cell}" height="${height * cell}" aria-hidden="true">${inner}</svg>`;
}

export function drawX(result, settings, sizes, cell) {
  const [height, width] = sizes.slice(-2);
  const [above, below] = result.pads[0];
  const [before, after] = result.pads[1];
  const [top, left] = [above, before].map((pad) => Math.max(0, pad));
  const [full, wide] = [height + top + Math.max(0, below), width + left + Math.max(0, after)];
  if (Math.max(full, wide) > DRAWN) return null;
  const { rows, columns } = reads(result, settings, cell);
  const [dropY, dropX] = result.dropped;
  const kept = [height + above + below, width + before + after];
  const unread = [
    dropY ? `M${-before} ${height + below - dropY}h${kept[1]}v${dropY}h${-kept[1]}z` : "",
    dropX ? `M${width + after - dropX} ${-above}h${dropX}v${kept[0]}h${-dropX}z` : "",
  ].join("");
  const sources = [rows.map((row) => source(row, height, settings.padding_mode)), columns.map((column) => source(column, width, settings.padding_mode))];
  const [from, to] = sources.map((all) => unique(all.filter((at) => at !== null)));
  const copied = settings.padding_mode === "zeros" ? "" : squares(from, to);
  const inner = [
    rect("image", 0, 0, width, height),
    path("unread", unread),
    path("copied", copied),
    path("read", squares(rows, columns)),
    lines(-left, -top, wide, full),
    kept.every((size) => size > 0) ? rect("padding", -before, -above, kept[1], kept[0]) : "",
  ];
  return svg(-left, -top, wide, full, inner.join(""));
}

export function drawY(result, cell) {
  const [height, width] = result.out.slice(-2);
  if (Math.max(height, width) > DRAWN) return null;
  const inner = rect("image", 0, 0, width, height) + lines(0, 0, width, height) + path("read", squares([cell[1]], [cell[2]]));
  return svg(0, 0, width, height, inner);
}

/** Dots of input channels above, of output channels below; a dot is a line of no length with a round end. */
export function drawWires(result, settings, cell) {
  const [outputs, inputs] = [result.weight[0], result.weight[1] * settings.groups];
  const most = Math.max(inputs, outputs);
  if (most > 32) return null;
  const place = (index, count) => ((index + 0.5) * most) / count;
  const wires = (output) => {
    const [from, below] = reads(result, settings, [output, 0, 0]).channels;
    return Array.from({ length: below - from }, (_, at) => `M${place(from + at, inputs)} 0.5L${place(output, outputs)} 3`).join("");
  };
  const all = Array.from({ length: outputs }, (_, output) => wires(output)).join("");
  const dots = (count, y) => Array.from({ length: count }, (_, at) => `M${place(at, count)} ${y}h0`).join("");
  const inner = path("wire", all) + path("chosen wire", wires(cell[0])) + path("dots", dots(inputs, 0.5) + dots(outputs, 3));
  return svg(0, 0, most, 3.5, `${inner}${path("chosen dots", `M${place(cell[0], outputs)} 3h0`)}`);
}
