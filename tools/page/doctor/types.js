/* What the types, devices and names of a message mean. Like shapes.js. */

const WORDS = { double: "float64", float: "float32", half: "float16", bfloat16: "bfloat16", long: "int64", int: "int32", short: "int16", char: "int8", byte: "uint8", bool: "bool" };
const SPELLED = { "long int": "long", "unsigned char": "byte", "signed char": "char", "c10::half": "half", "c10::bfloat16": "bfloat16", float64: "double", float32: "float", float16: "half", int64: "long", int32: "int", uint8: "byte" };

/** `torch.cuda.FloatTensor`, `unsigned char`, `torch.float64`, `Double`: `{ type, device }`. */
function read(text) {
  const device = /cuda|mps/i.exec(text)?.[0].toLowerCase() ?? "cpu";
  const name = text.replace(/^MPS/, "").toLowerCase().replace(/torch\.|cuda\.|tensor$|type$/g, "").trim();
  const type = SPELLED[name] ?? name;
  return { type: type in WORDS ? type : "", device, said: WORDS[type] ?? type };
}

const isWhole = (type) => ["long", "int", "short", "char", "byte", "bool"].includes(type);

/** The input of a layer and its weight. */
function pair(input, weight) {
  const [x, w] = [read(input), read(weight)];
  if (x.device !== w.device) return [[w.device === "cpu" ? "net-on-cpu" : "input-on-cpu", { x: x.device, w: w.device }]];
  const said = { x: x.said, w: w.said };
  if (x.type === "byte") return [["pixels", said]];
  if (isWhole(x.type)) return [["whole", said]];
  if (w.type === "double") return [["net-double", said]];
  if (x.type === "double") return [["double", said]];
  if (w.type === "half" || w.type === "bfloat16") return [["net-half", said]];
  return x.type && w.type ? [["as-weight", said]] : [];
}

function scalar(expected, found, message) {
  const [one, two] = [read(expected), read(found)];
  if (one.type === "long") return [["target-long", { found: two.said }]];
  if (/target/.test(message)) return [["target-float", { found: two.said }]];
  const types = [one.type, two.type];
  if (types.includes("half") || types.includes("bfloat16")) return [["half-mixed", {}]];
  if (types.includes("byte")) return [["pixels", { x: "uint8", w: "float32" }]];
  if (types.includes("double")) return [["double", { x: "float64", w: "float32" }]];
  return types.some(isWhole) ? [["whole", { x: "int64", w: "float32" }]] : [];
}

const ARGUMENTS = { mat1: "input", mat2: "weight", weight: "weight", index: "index", target: "target", self: "self", running_mean: "buffer", input: "input", other: "other", tensors: "list" };

function devices(message) {
  const found = [...new Set((message.match(/(?:cuda|mps|cpu|meta)(?::\d+)?/gi) ?? []).map((each) => each.toLowerCase()).filter((each) => !/^cuda$/.test(each) || !/wrapper_CUDA/.test(message)))];
  const argument = /argument (?:#\d )?'?(\w+)'?/.exec(message)?.[1] ?? "";
  const [one, two] = found;
  if (found.filter((each) => each.startsWith("cuda:")).length > 1) return [["two-gpus", { one, two }]];
  const role = ARGUMENTS[argument];
  if (role === "index" || role === "target") return [[role, { one, two }]];
  return found.length > 1 ? [[role === "weight" || role === "buffer" ? "net" : "input", { one, two, argument: argument || "?" }]] : [];
}

const NAMES = [
  [/^(?:DataParallel|DistributedDataParallel)$/, /.*/, "wrapped"],
  [/DataLoaderIter$|^generator$/, /^next$/, "next"],
  [/^(?:OrderedDict|dict)$/, /^(?:eval|train|parameters|to|cuda|forward|state_dict)$/, "state"],
  [/^list$/, /^(?:to|cuda|shape|size|view|float|dim|requires_grad)$/, "list-tensor"],
  [/^list$/, /^(?:parameters|forward|train|eval)$/, "list-modules"],
  [/^tuple$/, /^(?:shape|size|view|dim|to|squeeze|float|cuda|log_softmax|backward|detach|mean)$/, "tuple"],
  [/^(?:float|int)$/, /^(?:backward|item|detach|cpu|to)$/, "number"],
  [/^ndarray$/, /^(?:to|cuda|unsqueeze|dim|float|permute|long|cpu|detach|numpy|requires_grad|backward|size)$/, "array"],
  [/^NoneType$/, /^(?:data|zero_|grad|norm|add_|detach|item)$/, "no-gradient"],
  [/^NoneType$/, /.*/, "none"],
  [/^Tensor$/, /^(?:append|numpy_|copy|astype|fill|add|transpose_)$/, "tensor-method"],
];

function attribute(type, name) {
  const found = NAMES.find(([kind, attributes]) => kind.test(type) && attributes.test(name));
  return found ? [[found[2], { type, name }]] : [];
}

const grouped = (number) => `${number}`.replace(/\B(?=(\d{3})+$)/g, ",");
const gib = (bytes) => (bytes / 2 ** 30).toFixed(bytes < 2 ** 30 ? 2 : 1);

const ASSERTED = [
  [/n_classes/, "classes"],
  [/srcIndex|ind(?:ex)?_?(?:dim|Value)?\b.*size|index < |idx/i, "index"],
  [/zero.*one|>= 0.*<= 1/, "range"],
  [/probability|multinomial|inf|nan/i, "probability"],
];

/** A GPU prints what it asserts, before the traceback. */
function asserted(lines) {
  const found = lines.map((each) => /Assertion [`'](.+?)[`'] failed/.exec(each)?.[1]).filter(Boolean).at(-1);
  if (!found) return [["unknown", {}]];
  return [[ASSERTED.find(([form]) => form.test(found))?.[1] ?? "other", { assertion: found }]];
}

const T = String.raw`([\w.:]+(?: int| char)?)`;
export const KINDS = [
  ["types", new RegExp(String.raw`same dtype, but got:? ${T} (?:and|!=) ${T}`), ([, x, w]) => pair(x, w)],
  ["types", /Input type \(([^)]+)\) and (?:weight|bias) type \(([^)]+)\)/i, ([, x, w]) => pair(x, w)],
  ["types", /RNN input dtype \(([\w.]+)\) does not match weight dtype \(([\w.]+)\)/, ([, x, w]) => pair(x, w)],
  ["types", /expected scalar type (\w+) but (?:found|got) (?:scalar type )?(\w+)/i, ([all, one, two]) => scalar(one, two, all)],
  ["types", /Expected object of (?:scalar )?type ([\w.]+) but (?:got|found) (?:scalar )?type ([\w.]+)(?: for argument #\d+ '(\w+)')?/, ([, one, two, name]) => (read(one).device !== read(two).device ? pair(two, one) : scalar(one, two, name ?? ""))],
  ["types", /expected target dtype to be Long or Byte, but got (\w+)/, ([, found]) => [["target-long", { found: read(found).said }]]],
  ["types", /Found dtype (\w+) but expected (Float)/, ([, found]) => [["target-float", { found: read(found).said }]]],
  ["types", /result type (Float|Double) can't be cast to the desired output type (\w+)/, ([, , found]) => [["target-float", { found: read(found).said }]]],
  ["types", /argument #1 'indices' to have .*?; but got (\S+) instead/, ([, found]) => [["indices", { found: read(found).said }]]],
  ["types", /tensors used as indices must be long/, () => [["index-long", {}]]],
  ["types", /"(\w+)" not implemented for '(\w+)'/, ([, name, type]) => (/nll_loss|cross_entropy/.test(name) ? [["target-long", { found: read(type).said }]] : isWhole(read(type).type) ? [["whole-function", { found: read(type).said }]] : read(type).type === "half" ? [["half-cpu", {}]] : [])],
  ["types", /mean\(\).*?Got:? (\w+)/, ([, found]) => [["mean", { found: read(found).said }]]],
  ["to-numpy", /can't convert (cuda|mps|CUDA)(?::\d+)?.*? to numpy/, ([, device]) => [["cpu", { device: device.toLowerCase() }]]],
  ["other-device", /on the same device|on device type|backend (?:CUDA|CPU) but got|device type \w+ but got device type|is on CPU, but expected/i, ([message]) => devices(message)],
  ["no-attribute", /'(?:[\w.]*\.)?(\w+)' object has no attribute '(\w+)'/, ([, type, name]) => attribute(type, name)],
  ["to-scalar", /a Tensor with (\d+) elements cannot be converted to Scalar/, ([, count]) => [["elements", { count }]]],
  ["assertion", /device-side assert/i, (_, lines) => asserted(lines)],
  ["assertion", /Assertion [`'].+[`'] failed/, ([message]) => asserted([message])],
  ["memory", /you tried to allocate (\d+) bytes/, ([, bytes]) => [["cpu", { gib: gib(Number(bytes)), count: grouped(Math.round(bytes / 4)) }]]],
  ["memory", /CUDA out of memory\. Tried to allocate ([\d.]+ [GMK]i?B).*?([\d.]+ [GMK]i?B) total capacity|CUDA out of memory\. Tried to allocate ([\d.]+ [GMK]i?B).*?total capacity of ([\d.]+ [GMK]i?B)/, ([, a, b, c, d]) => [["gpu", { asked: a ?? c, total: b ?? d }]]],
];
