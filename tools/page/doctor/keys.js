/* What the names and sizes of load_state_dict's message mean. Like shapes.js; the code works on `net` and `state`, the loaded file. */

const names = (text) => [...(text ?? "").matchAll(/"([^"]+)"/g)].map(([, name]) => name);
const INSIDE = ["model_state_dict", "state_dict", "model", "net", "network", "model_state", "weights", "ema", "module", "generator", "encoder"];
const BESIDE = /^(?:epoch|optimizer\w*|optim\w*|scheduler\w*|lr\w*|loss\w*|args|config|cfg|step|global_step|iter\w*|best_\w*|arch|hyper_parameters|scaler|callbacks|loops|pytorch-lightning_version)$/;
const OLD_BUFFERS = /num_batches_tracked$/;

/** What stands before the other names: most of `shorter` are `longer` without it. */
function prefix(longer, shorter) {
  const wanted = new Set(shorter);
  const hits = new Map();
  for (const name of longer)
    for (let dot = name.indexOf("."); dot > 0; dot = name.indexOf(".", dot + 1))
      if (wanted.has(name.slice(dot + 1))) hits.set(name.slice(0, dot + 1), (hits.get(name.slice(0, dot + 1)) ?? 0) + 1);
  const [best] = [...hits].sort((one, two) => two[1] - one[1]);
  return best && best[1] >= 0.5 * Math.min(longer.length, shorter.length) ? best[0] : "";
}

/** Names that differ in one number by the same step: layers that moved in an nn.Sequential. */
function shift(missing, unexpected) {
  const parts = (name) => name.split(".");
  const [one, two] = [missing[0], unexpected[0]].map(parts);
  if (!one || !two || one.length !== two.length) return null;
  const at = one.findIndex((part, place) => part !== two[place]);
  if (at < 0 || !/^\d+$/.test(one[at]) || !/^\d+$/.test(two[at])) return null;
  const has = new Set(missing);
  const from = Math.min(...unexpected.map((name) => Number(parts(name)[at])));
  for (const step of [...new Set(missing.map((name) => Number(parts(name)[at]) - from))].sort((a, b) => Math.abs(a) - Math.abs(b))) {
    if (!step) continue;
    const moved = (name) => parts(name).map((part, place) => (place === at ? Number(part) + step : part)).join(".");
    const hits = unexpected.filter((name) => has.has(moved(name))).length;
    const places = unexpected.map((name) => Number(parts(name)[at]));
    // 0 is left over and 4 is missing: of the layers between, both have the names, and how far they moved the message does not say
    const between = Math.abs(step) > Math.max(...places) - from + 1;
    if (hits >= 0.5 * unexpected.length) return { between, step, at, from, before: one.slice(0, at).map((part) => `${part}.`).join("") };
  }
  return null;
}

const SIZED = /size mismatch for ([\w.]+): copying a param with shape torch\.Size\(\[([\d, ]*)\]\) from checkpoint, the shape in current model is torch\.Size\(\[([\d, ]*)\]\)/g;
const OLD = /While copying the parameter named "?([\w.]+)"?, whose dimensions in the model are torch\.Size\(\[([\d, ]*)\]\) and whose dimensions in the checkpoint are torch\.Size\(\[([\d, ]*)\]\)/g;
const numbers = (text) => text.split(",").map(Number);
const quoted = (all) => all.map((name) => `"${name}"`).join(", ");

function sizes(message) {
  const found = [...message.matchAll(SIZED)].map(([, name, file, net]) => ({ name, file: numbers(file), net: numbers(net) }));
  return [...found, ...[...message.matchAll(OLD)].map(([, name, net, file]) => ({ name, file: numbers(file), net: numbers(net) }))];
}

function mismatched(found) {
  const weight = found.find(({ file }) => file.length > 1) ?? found[0];
  const { name, file, net } = weight;
  const drop = quoted(found.map((each) => each.name));
  const shapes = { name, file: `[${file.join(", ")}]`, net: `[${net.join(", ")}]`, drop };
  const causes = [];
  const tail = file.slice(1).every((size, at) => size === net[at + 1]);
  if (file.length === 2 && net.length === 2 && file[0] === net[1] && file[1] === net[0]) causes.push(["turned", shapes]);
  else if (file.length === 4 && net.length === 4 && file[0] === net[0] && file[1] === 3 && net[1] === 1 && found.length === 1) causes.push(["grey", shapes]);
  else if (tail && file.length === net.length && found.length <= 2) causes.push([/emb|token|vocab|wte/i.test(name) ? "words" : "classes", { ...shapes, was: file[0], now: net[0], module: name.replace(/\.\w+$/, "") }]);
  else if (found.length > 2) causes.push(["other-network", { ...shapes, count: found.length }]);
  causes.push(["drop", shapes]);
  return causes;
}

function loading([message]) {
  const missing = names(/Missing key\(s\) in state_dict: ((?:"[^"]+"(?:, )?)+)/i.exec(message)?.[1]);
  const unexpected = names(/Unexpected key\(s\) in state_dict: ((?:"[^"]+"(?:, )?)+)/i.exec(message)?.[1]);
  const found = sizes(message);
  const inside = INSIDE.find((name) => unexpected.includes(name));
  if (inside && missing.length && (unexpected.length === 1 || unexpected.some((name) => BESIDE.test(name)) || !unexpected.some((name) => name.includes("."))))
    return [["checkpoint", { key: inside, keys: quoted(unexpected.slice(0, 4)) }]];
  const inFile = prefix(unexpected, missing), inNet = prefix(missing, unexpected);
  if (inFile) return [[inFile === "module." ? "parallel" : inFile === "_orig_mod." ? "compiled" : "prefix", { prefix: inFile }]];
  if (inNet) return [["prefix-missing", { prefix: inNet, more: missing.every((name) => name.startsWith(inNet)) ? "" : ", strict=False" }]];
  const moved = missing.length && unexpected.length ? shift(missing, unexpected) : null;
  if (moved) {
    const causes = [["shifted", { ...moved, by: Math.abs(moved.step), sign: moved.step > 0 ? "+" : "-" }], ["in-order", {}]];
    return moved.between ? causes.reverse() : causes;
  }
  if (found.length) return mismatched(found);
  if (missing.length && !unexpected.length) return [[missing.every((name) => OLD_BUFFERS.test(name)) ? "old-buffers" : "new-layers", { missing: quoted(missing.slice(0, 3)), count: missing.length }]];
  if (unexpected.length && !missing.length) return [["more-in-file", { unexpected: quoted(unexpected.slice(0, 3)), count: unexpected.length }]];
  if (missing.length && missing.length === unexpected.length) return [["in-order", { first: unexpected[0], second: missing[0] }]];
  if (missing.length) return [["other-network", { count: missing.length, drop: "" }]];
  return [];
}

export const KEYS = [["keys", /^.*(?:(?:missing|unexpected) key|size mismatch for|While copying the parameter).*$/is, loading]];
