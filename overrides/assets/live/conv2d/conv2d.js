/* Wakes the Conv2d instrument: what is typed, pressed, pointed at or stands in the address goes to conv2d-view.js. */

import { FIRST, address, follow, fromAddress, label, parts, read, step } from "./conv2d-view.js";

const MOVES = {
  ArrowUp: [0, -1, 0],
  ArrowDown: [0, 1, 0],
  ArrowLeft: [0, 0, -1],
  ArrowRight: [0, 0, 1],
  PageUp: [-1, 0, 0],
  PageDown: [1, 0, 0],
};

export function wake(root, language) {
  const form = root.querySelector("form");
  const part = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((element) => [element.dataset.part, element]));
  let { typed, problem } = fromAddress(new URLSearchParams(location.search).get("try") ?? "", language);
  let shown = {};
  let later = 0;

  /** The address says what is shown, in the bar and in both links. It waits: browsers allow few changes in a row. */
  function tell() {
    const rest = location.search.slice(1).split("&").filter((each) => each && !each.startsWith("try="));
    const now = address(typed);
    const search = [...rest, ...(now ? [`try=${now}`] : [])].join("&");
    part.link.href = `${search && `?${search}`}#try`;
    document.querySelector("a.twin").search = search;
    clearTimeout(later);
    later = setTimeout(() => history.replaceState(history.state, "", `${location.pathname}${search && `?${search}`}${location.hash}`), 300);
  }

  function show() {
    const state = read(typed, language);
    part.problem.textContent = state.problem ?? problem ?? "";
    for (const field of form.elements) {
      if (!field.name) continue;
      field.ariaInvalid = field.name === state.name ? "true" : null;
      if (field.type === "checkbox") field.checked = typed.bias === "True";
      else if (field.value !== typed[field.name]) field.value = typed[field.name];
    }
    if (state.problem) return;
    shown = parts(state, language);
    for (const [name, element] of Object.entries(part)) if (name in shown) element.innerHTML = shown[name];
    part.output.closest(".output").classList.toggle("fails", shown.failed);
  }

  function change(next) {
    typed = next;
    problem = "";
    show();
    tell();
  }

  function choose(cell) {
    if (cell.join() !== shown.cell.join()) change({ ...typed, y: cell.join(", ") });
  }

  /** The cell of a picture that the pointer is over: [row, column]. */
  function under(event, rows, columns) {
    const box = event.currentTarget.querySelector("svg")?.getBoundingClientRect();
    if (!box) return null;
    const at = [((event.clientY - box.top) / box.height) * rows, ((event.clientX - box.left) / box.width) * columns].map(Math.floor);
    return at[0] >= 0 && at[0] < rows && at[1] >= 0 && at[1] < columns ? at : null;
  }

  function point(event) {
    if (!shown.out) return;
    const at = under(event, ...shown.out.slice(-2));
    if (at) choose([shown.cell[0], ...at]);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    const value = target.type === "checkbox" ? (target.checked ? "True" : "False") : target.value;
    change(follow(typed, { ...typed, [target.name]: value }));
  });
  form.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by || event.target.matches("select, [type=checkbox], [name=x]")) return;
    event.preventDefault();
    change(step(typed, event.target.name, by));
  });
  part.reset.addEventListener("click", () => change({ ...FIRST }));

  Object.assign(part.y, { tabIndex: 0, role: "application", ariaLabel: label(language) });
  part.y.addEventListener("pointermove", point);
  part.y.addEventListener("pointerdown", point);
  part.y.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move || !shown.out) return;
    event.preventDefault();
    choose(shown.cell.map((at, axis) => Math.max(0, Math.min(at + move[axis], shown.out.at(axis - 3) - 1))));
  });
  part.wires.addEventListener("pointerdown", (event) => {
    const at = shown.out && under(event, 1, shown.out.at(-3));
    if (at) choose([at[1], ...shown.cell.slice(1)]);
  });

  form.querySelector("fieldset").disabled = false;
  part.reset.disabled = false;
  show();
  if (address(typed)) tell();
}
