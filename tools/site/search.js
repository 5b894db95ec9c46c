// Stands before Material's search worker. The index comes when somebody types, not with every page. A pasted error
// message is asked word by word, in texts only: without its numbers, quotation marks (Material would demand all that
// they hold) and operators; of a traceback, its last line. First comes the section with the longest part of it.
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
const NAME = /(?=\b\w*(?:Error|Exception|Warning):)/
const search = { setup: undefined, query: "", error: false, state: "none", post: postMessage.bind(self) }

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

const lastLine = text => text.split(NAME).pop()
const wordsOf = text => text.split(/[^\p{L}\p{N}_]+/u).filter(word => /^\D/.test(word))
const asWords = query => wordsOf(lastLine(query)).slice(0, 60) // the longest messages tell the same story twice
const spaced = words => ` ${words.join(" ").replace(/\d+/g, "")} `

function asked(query) {
  const words = asWords(query)
  search.error = NAME.test(query) || words.length > 5
  return search.error ? words.map(word => `text:${word}^1`).join(" ") : query
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
  const words = asWords(search.query)
  for (const section of pages.flat())
    if (section.score) section.score += longestRun(words, search.texts.get(section.location)) ** 2
  const best = page => Math.max(...page.map(section => section.score))
  pages.forEach(page => page.sort((one, two) => two.score - one.score))
  return pages.sort((one, two) => best(two) - best(one))
}

async function load() {
  search.state = "loading"
  try {
    const answer = await fetch(new URL("../../../search/index.json", location.href))
    const data = { ...search.setup.data, docs: (await answer.json()).docs }
    search.texts = new Map(data.docs.map(({ location, text }) => [location, text]))
    dispatchEvent(new MessageEvent("message", { data: { type: SETUP, data } }))
  } catch (error) {
    search.state = "none" // the next letter tries again
    search.post({ type: RESULT, data: { items: [] } })
  }
}

self.postMessage = message => {
  if (message.type === READY && search.state === "loading") {
    search.state = "loaded"
    dispatchEvent(new MessageEvent("message", { data: { type: QUERY, data: search.query } }))
  } else {
    if (message.type === RESULT && search.error) message.data.items = ranked(message.data.items)
    search.post(message)
  }
}

addEventListener("message", event => {
  const { type, data } = event.data
  if (type === SETUP && search.state === "none") {
    search.setup = event.data
    event.stopImmediatePropagation()
    search.post({ type: READY })
  } else if (type === QUERY) {
    search.query = data
    if (search.state === "loaded") event.data.data = asked(data)
    else {
      event.stopImmediatePropagation()
      if (search.state === "none" && data.trim()) load()
      else if (search.state === "none") search.post({ type: RESULT, data: { items: [] } })
    }
  }
})
