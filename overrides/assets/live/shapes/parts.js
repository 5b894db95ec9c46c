/* What the shape checker shows, part by part, in the words that the page hands on, and the state that the address keeps. */

import { check } from "./check.js";
import { fix } from "./fix.js";

const MOST_ROWS = 200;
const MOST_STATE = 8000;

export const safe = (text) => `${text}`.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);
const grouped = (number) => (Number.isSafeInteger(number) ? `${number}`.replace(/\B(?=(\d{3})+$)/g, ",") : number.toExponential(2));
const filled = (text, ...values) => text.replace(/\{(\d)\}/g, (all, at) => values[at]);
const inBrackets = (sizes) => `(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})`;

function memory(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  let [value, at] = [bytes, 0];
  while (value >= 1000 && at < units.length - 1) [value, at] = [value / 1000, at + 1];
  return `${at ? value.toFixed(value < 10 ? 2 : 1) : value} ${units[at]}`;
}

function table(result, words) {
  const cells = (row) => {
    const shapes = row.steps.length > 1 ? row.steps.map(([, shape]) => inBrackets(shape)) : (row.shape ?? []).map(inBrackets);
    const last = shapes.length ? shapes.map((shape) => `<span>${shape}</span>`).join(" → ") : row.failed ? "✗" : "";
    return [row.line, `<code>${safe(row.code)}</code>`, last, row.parameters ? grouped(row.parameters) : "", row.macs ? grouped(row.macs) : "", row.bytes ? memory(row.bytes) : ""];
  };
  const inRow = (list) => list.map((cell, at) => `<td data-label="${words.rows[at]}"${cell === "" ? " class=empty" : ""}>${cell}</td>`).join("");
  const line = (row) => `<tr${row.failed ? ' class="failed"' : ""} style="--depth: ${row.depth}">${inRow(cells(row))}</tr>`;
  const shown = result.rows.slice(0, MOST_ROWS).map(line).join("");
  const total = ["", words.total, result.output ? result.output.map(inBrackets).join(" ") : "", result.parameters === null ? words.lazy : grouped(result.parameters ?? 0), grouped(result.macs ?? 0), memory(result.bytes ?? 0)];
  const foot = result.rows.length ? `<tfoot><tr>${inRow(total)}</tr></tfoot>` : "";
  const head = `<thead><tr>${words.rows.map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead>`;
  const more = result.rows.length > MOST_ROWS ? `<p>${filled(words.many, MOST_ROWS)}</p>` : "";
  return result.rows.length ? `<table class="plain"><caption>${words.shapes}</caption>${head}<tbody>${shown}</tbody>${foot}</table>${more}` : "";
}

/** The parts of the page by name, and `fixed`, the text after a click on the button, where there is one. */
export function parts(layers, { code, size }, words, root) {
  const result = check(layers, code, size);
  const { error } = result;
  const shown = { table: table(result, words), message: "", said: "", fixed: null, button: "", line: error?.line ?? 0 };
  if (!error) shown.said = `${words.good} ${words.output}${(result.output ?? []).map(inBrackets).join(" ")}`;
  else if (error.kind === "unread") shown.said = (error.line ? filled(words.line, error.line) : "") + filled(words.reasons[error.key] ?? words.reasons.value, error.detail);
  else {
    shown.message = error.says;
    const page = error.see ? ` <a href="${root}${error.see.replace(".md", "/")}">${words.clinic}</a>` : "";
    shown.said = `<strong>${filled(words.error, error.line)}${error.made ? filled(words.made, error.made) : ""}</strong>${page}${error.says ? "" : ` ${error.unsure ? words.unsure : words.silent}`}`;
    const found = fix(layers, code, size, result);
    if (found) {
      shown.fixed = found.text;
      shown.button = filled(words.fix, found.line, found.was, found.value) + (found.whole ? words.whole : words.more);
    }
  }
  if (error?.kind !== "torch") shown.said = safe(shown.said);
  return shown;
}

/** The state as it stands behind the address, which says nothing of the example, and back; null where it is none or too long. */
export function written({ code, size }, example) {
  if (code === example.code && size === example.size) return "";
  const text = `net=${encodeURIComponent(size)}~${encodeURIComponent(code)}`;
  return text.length <= MOST_STATE ? text : "";
}

export function fromHash(hash) {
  const found = /^#?net=([^~]*)~(.*)$/s.exec(hash);
  if (!found || hash.length > MOST_STATE + 1) return null;
  try {
    return { size: decodeURIComponent(found[1]), code: decodeURIComponent(found[2]) };
  } catch {
    return null;
  }
}
