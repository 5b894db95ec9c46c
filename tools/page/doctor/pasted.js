/*
 * What a reader pastes, taken apart: one message, forty lines of traceback, a notebook's cell, a launcher's log, a box of Rich's,
 * with colours, ranks and dates before each line, or HTML. Text in, plain data out; the filter of the errors and the search share it.
 */

const LONG = 24_000; // letters; of more, only the lines that may matter are read
const LINES = 60; // at its end, whatever they say
const MESSAGE = 6000;

const TYPE = String.raw`(?:[A-Za-z_]\w*\.)*(?:[A-Z]\w*)?(?:Error|Exception|Warning|Interrupt|StopIteration)`;
const HEAD = new RegExp(String.raw`(?:^|[^\w.])(${TYPE}) ?:(?!:)\s*(.*)$`);
const BARE = new RegExp(String.raw`^(${TYPE})$`);
/** A line that was glued to the one before: `x = net(x)RuntimeError: …`, and a frame of a traceback on one line. */
const GLUED = new RegExp(String.raw`(?<=[^\s\w.'"\`(\[])(?=(?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Warning) ?: )`, "g");
const ON_ONE_LINE = new RegExp(String.raw`\s(?=Traceback \(most recent call|File "[^"]+", line \d|During handling of the above|The above exception was|(?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Warning): )`, "g");
/** What ends a launcher's log, and says nothing of the cause. */
const LAUNCHER = /(?:CalledProcessError|ChildFailedError|ProcessExitedException|ProcessRaisedException|SystemExit)$/;
const MATTERS = /Error|Exception|Warning|File "|Assertion|^-+> ?\d/;

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " ", "#39": "'", "#x27": "'", "#34": '"', "#10": "\n" };
const TAG = /<\/?(?:span|div|p|pre|code|br|a|b|i|em|strong|font|t[drh]|table|tbody|html|body|head|h\d|[uo]l|li|section|article|blockquote|details|summary|script|style)\b[^<>\n]*>/gi;
const BREAK = /<(?:br|\/(?:p|div|pre|li|tr|h\d|blockquote))\b[^<>\n]*>/gi;

/** Before the words of a line: a rank, a date, a level, a worker's name, a box, marks of quotations and of pytest. */
const PREFIX = new RegExp(
  [
    String.raw`[│┃║|▌]\s?(?:❱\s)?`,
    String.raw`❱\s?`,
    String.raw`\[(?:default|rank) ?\d+\]:? ?`,
    String.raw`\[\d+(?:,\d+)?\] ?(?:<std(?:out|err)>)?: ?`,
    String.raw`\((?:pid=|\w+ pid=|rank ?\d)[^)]*\):? ?`,
    String.raw`(?:rank|worker|node|GPU) ?\d+ ?[:|]\s`,
    String.raw`\d{1,3}: (?=\S|  )`,
    String.raw`[\w.-]+-\d+ +\| ?`,
    String.raw`\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?Z?(?:[+-]\d\d:?\d\d)?\]?[ :,-]*`,
    String.raw`\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?[ :-]+`,
    String.raw`\w{3} +\d{1,2} \d\d:\d\d:\d\d [\w.-]+ [\w.-]+\[\d+\]: ?`,
    String.raw`\[?(?:ERROR|CRITICAL|FATAL|WARNING|INFO|DEBUG|stderr|stdout)\]?(?: ?[:|\]-] ?| +(?=\S))`,
    String.raw`\[[EWI]\d* [^\]\n]*\] ?`,
    String.raw`E {2,}`,
    String.raw`[>#]+ (?!\d)`,
    String.raw`[!✗✖❌*•]+ ?`,
    "`+",
  ].map((part) => `(?:${part})`).join("|").replace(/^/, "^\\s*(?:").replace(/$/, ")"),
);

/** The same letters however they were typed or sent: no colours, no entities, straight quotation marks and colons. */
export function plain(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\x1b\][^\x07\n]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]/g, "")
    .replace(/(?:␛|\^\[|\\x1b|\\u001b|\\033|\\e)\[[\d;]*m|\[\d{1,3}(?:;\d{1,3})*m/g, "")
    .replace(BREAK, "\n")
    .replace(TAG, "")
    .replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .replace(/[\u00a0\u3000]/g, " ")
    .replace(/[‘’ʼ′＇]/g, "'")
    .replace(/[“”″＂]/g, '"')
    .replace(/：/g, ": ")
    .replace(/（/g, " (")
    .replace(/）/g, ") ")
    .replace(/，/g, ", ")
    .replace(/(\d)\s?[×✕*]\s?(?=\d)/g, "$1x");
}

function line(text) {
  let rest = text;
  for (let round = 0; round < 6; round++) {
    const shorter = rest.replace(PREFIX, "");
    if (shorter === rest) break;
    rest = shorter.startsWith("Traceback") || /^\s*File "/.test(shorter) ? shorter : shorter.replace(/^ (?=\S)/, "");
  }
  return rest.replace(/\s*[│┃║]\s*$/, "").replace(/^[\s─━═╭╮╰╯┌┐└┘+-]{3,}.*$/, (rule) => (/\w{3}|>/.test(rule) && !/Traceback/.test(rule) ? rule : "")).replace(/`+\s*$/, (ticks) => (ticks.trim().length === 3 ? "" : ticks));
}

/** Of a long log the lines that may matter, and those near them. */
function relevant(text) {
  if (text.length <= LONG) return text;
  const lines = text.split("\n").map((each) => (each.length > 4000 ? longLine(each) : each));
  const keep = new Uint8Array(lines.length);
  keep.fill(1, Math.max(0, lines.length - LINES));
  let left = LONG;
  for (let at = lines.length - 1; at >= 0 && left > 0; at--) {
    if (!MATTERS.test(lines[at])) continue;
    for (let near = Math.max(0, at - 1); near < Math.min(lines.length, at + 6); near++) {
      if (!keep[near]) left -= lines[near].length;
      keep[near] = 1;
    }
  }
  return lines.filter((_, at) => keep[at]).join("\n").slice(-2 * LONG);
}

function longLine(text) {
  const parts = [];
  const found = /Error|Exception|Warning/g;
  for (let hit; parts.length < 200 && (hit = found.exec(text)); found.lastIndex = hit.index + 600)
    parts.push(text.slice(Math.max(0, hit.index - 300), hit.index + 600));
  return [...parts, text.slice(-1000)].join("\n");
}

const LIBRARY = /site-packages|dist-packages|[/\\]lib[/\\]python\d|[/\\]Lib[/\\](?!.*[/\\]home[/\\])|<frozen|<string>|importlib|[/\\]torch[/\\](?:nn|utils|optim|_\w+)[/\\]|<__array_function__|[/\\]bin[/\\](?:torchrun|accelerate|deepspeed)|<\.\.\.>/;
const FRAME = [
  /File "([^"]+)", line (\d+)/,
  /^\s*(?:Cell |Input )?(In ?\[\d+\])[,:]? (?:in )?(?:line |<cell line: ?)(\d+)/,
  /^\s*(<ipython-input-[^>]+>) in /,
  /^\s*((?:~|\.{0,2}[/\\]|[A-Za-z]:[/\\])[^\s:]*\.py)(?::(\d+)| in )/,
  /^\s*(\S+\.py):(\d+) in \w+/,
  /^(\S+\.py):(\d+): \w*Error$/,
];

function frame(text) {
  for (const form of FRAME) {
    const found = form.exec(text);
    if (found) return { file: found[1], line: found[2] ? Number(found[2]) : null, own: !LIBRARY.test(found[1]) };
  }
  return null;
}

const ENDS = /^\s*$|^\s*(?:Traceback \(|File "|During handling|The above exception|-{6,}|={6,}|>>> |In \[|Exception ignored|Root Cause|To execute this line|Cell In|Stack trace|frame #\d)|^Exception raised from/;
const GOES_ON = /^\s*(?:Missing key|Unexpected key|size mismatch|While copying|\(\d\)|Hint|CUDA kernel errors|For debugging|Compile with)/;

/** The message that begins in a line, with the lines that belong to it. */
function whole(first, lines, at) {
  let message = first;
  for (let next = at + 1; next < Math.min(lines.length, at + 60) && message.length < MESSAGE; next++) {
    const empty = !lines[next].trim();
    if (empty && GOES_ON.test(lines[next + 1] ?? "")) continue;
    if (ENDS.test(lines[next]) || HEAD.test(lines[next]) || (frame(lines[next]) && !GOES_ON.test(lines[next]))) break;
    message += ` ${lines[next].trim()}`;
  }
  return message.replace(/\s+/g, " ").trim().slice(0, MESSAGE);
}

const isLong = (text) => (text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []).length > 5 || (text.match(/\p{Script=Han}/gu) ?? []).length > 11;

/**
 * `{ errors, lines, own, last, pasted }`: the errors, the last one first and warnings after errors, each `{ type, message, own }`; the lines;
 * the line of the reader's own code nearest to the end; the last line; and whether this is more than a few words to look for.
 */
export function takeApart(text) {
  const clean = plain(relevant(text)).replace(GLUED, "\n").replace(text.includes("\n") ? /$^/ : ON_ONE_LINE, "\n");
  const lines = clean.split("\n").map(line);
  const errors = [];
  let own = null, ignored = false;
  lines.forEach((each, at) => {
    if (/^\s*Exception ignored in/.test(each)) ignored = true;
    const place = frame(each);
    if (place?.own) {
      const arrow = lines.slice(at + 1, at + 12).find((next) => /^-+> ?\d+ /.test(next));
      const code = arrow ?? (FRAME[0].test(each) ? lines[at + 1] : "") ?? "";
      const number = arrow ? Number(/\d+/.exec(arrow)[0]) : place.line;
      own = { file: place.file, line: number, code: /^\s*(?:File "|\^|Traceback)/.test(code) ? "" : code.replace(/^-+> ?\d+\s/, "").trim().slice(0, 160) };
    }
    const found = HEAD.exec(each) ?? BARE.exec(each.trim());
    if (!found || /\b(?:except|raise|pytest\.raises)\b[^:]*$/.test(each.slice(0, found.index))) return;
    const [, type, said = ""] = found;
    const message = whole(said, lines, at);
    if (/^\s*$/.test(message) && /\bexcept\b/.test(each)) return;
    if (ignored) ignored = false;
    else if (!LAUNCHER.test(type)) errors.push({ type, message, own: own && { ...own }, warning: /Warning$/.test(type) });
  });
  const said = lines.map((each) => each.trim()).filter(Boolean);
  const isError = ({ warning }) => !warning;
  errors.reverse();
  return {
    errors: [...errors.filter(isError), ...errors.filter(({ warning }) => warning)],
    lines: said,
    own,
    last: (said.at(-1) ?? "").slice(0, 300),
    pasted: errors.length > 0 || said.length > 1 || /(?:错误|异常|警告): /.test(clean.slice(0, 400)) || isLong(clean.slice(0, 400)),
  };
}
