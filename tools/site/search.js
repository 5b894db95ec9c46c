// Stands before Material's search worker. The index comes when somebody types, not with every page. A pasted error message goes to the
// error doctor (tools/page/doctor/), the module that the clinic's filter asks, too; it comes with the first long query. The words of the
// message that it picks are asked one by one, in texts only; its entry stands first, and says what it means with the reader's numbers.
// Of other messages, those of lessons, first comes the section with the longest part of them.
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
const NAME = /(?=\b\w*(?:Error|Exception|Warning):)/
const LONG = 25
const FIRST = 1e5
const search = { setup: undefined, query: "", error: false, inner: false, ready: undefined, loaded: undefined, post: postMessage.bind(self) }
const root = new URL("../../../", location.href)

// lunr writes the letters and the numbers of a node's edges in one string, without a mark between them, and takes nodes with
// one string for one. In an index of our size two that differ have the same, and it stumbles over words that no page has.
Object.defineProperty(self, "lunr", {
  configurable: true,
  set(lunr) {
    Object.defineProperty(self, "lunr", { value: lunr })
    lunr.TokenSet.prototype.toString = function () {
      const edges = Object.keys(this.edges).sort().map(letter => `${letter}${this.edges[letter].id};`)
      return this._str ?? `${this.final ? 1 : 0}${edges.join("")}`
    }
  },
})

const wordsOf = text => text.split(/[^\p{L}\p{N}_]+/u).filter(word => /^\D/.test(word))
const asWords = query => wordsOf(query.split(NAME).pop()).slice(0, 60) // the longest messages tell the same story twice
const spaced = words => ` ${words.join(" ").replace(/\d+/g, "")} `
const escaped = text => text.replace(/[&<>]/g, letter => `&#${letter.charCodeAt(0)};`)

function asked(query) {
  const found = search.ask?.(query)
  search.found = found?.pasted ? found : undefined
  const { type, message } = search.found?.error ?? { type: "", message: query }
  search.words = asWords(type ? `${type.split(".").pop()}: ${message}` : message)
  search.error = Boolean(search.found) || NAME.test(query) || search.words.length > 5
  if (!search.error) return query
  const own = search.found?.entry ? asWords(search.found.entry.forms[0]).slice(0, 20) : []
  return [...search.words, ...own].map(word => `text:${word}^1`).join(" ")
}

// How many words of the message stand in the text one after the other: what a run lacks, a longer one lacks too
function longestRun(words, text) {
  const all = spaced(wordsOf(text.replace(/<[^>]*>|&\w+;/g, " ")))
  let start = 0, longest = 0
  for (let end = 1; end <= words.length; end++) {
    while (start < end && !all.includes(spaced(words.slice(start, end)))) start++
    longest = Math.max(longest, end - start)
  }
  return longest > 1 ? longest : 0
}

function ranked(pages) {
  const { entry, advice = [] } = search.found ?? {}
  const sections = pages.flat()
  const own = entry && sections.find(({ location }) => location === `errors/${entry.page}/#${entry.id}`)
  const runs = new Map(sections.map(section => [section, section.score ? longestRun(search.words, search.texts.get(section.location)) : 0]))
  for (const section of sections) section.score += runs.get(section) ** 2
  // A lesson that has the message word for word comes before an entry that is about its kind
  const whole = section => search.words.length > 2 && runs.get(section) >= search.words.length
  if (own && (whole(own) || !sections.some(whole))) own.score += FIRST
  else sections.filter(whole).forEach(section => { section.score += FIRST })
  if (own) {
    const said = advice.map(({ say, code }) => `<p>${escaped(say)}</p>${code && `<pre><code>${escaped(code)}</code></pre>`}`)
    own.text = said.join("") + (own.text ?? "")
  }
  const best = page => Math.max(...page.map(section => section.score))
  pages.forEach(page => page.sort((one, two) => two.score - one.score))
  return pages.sort((one, two) => best(two) - best(one))
}

/** Asks Material's worker, which listens to the same messages. */
function inside(type, data) {
  search.inner = true
  dispatchEvent(new MessageEvent("message", { data: { type, data } }))
  search.inner = false
}

async function index() {
  const answer = await fetch(new URL("search/index.json", root))
  const data = { ...search.setup.data, docs: (await answer.json()).docs }
  search.texts = new Map(data.docs.map(({ location, text }) => [location, text]))
  const ready = new Promise(resolve => { search.loaded = resolve })
  inside(SETUP, data)
  await ready
}

async function doctor() {
  const [{ doctor }, answer] = await Promise.all([import(new URL("assets/scripts/doctor.js", root)), fetch(new URL("assets/doctor.json", root))])
  search.ask = doctor(await answer.json())
}

async function answer(query) {
  search.query = query
  if (!query.trim()) return search.post({ type: RESULT, data: { items: [] } })
  try {
    await (search.ready ??= index())
  } catch {
    search.ready = undefined // the next letter tries again
    return search.post({ type: RESULT, data: { items: [] } })
  }
  if (query.length > LONG) await (search.doctor ??= doctor().catch(() => { search.doctor = undefined }))
  if (query === search.query) inside(QUERY, asked(query))
}

self.postMessage = message => {
  if (message.type === READY && search.loaded) search.loaded()
  else {
    if (message.type === RESULT && search.error) message.data.items = ranked(message.data.items)
    search.post(message)
  }
}

addEventListener("message", event => {
  const { type, data } = event.data
  if (search.inner) return
  event.stopImmediatePropagation()
  if (type === SETUP && !search.setup) {
    search.setup = event.data
    search.post({ type: READY })
  } else if (type === QUERY) answer(data)
})
