// Stands before Material's search worker. A pasted error message is asked word by word, in texts only: without its
// numbers, quotation marks (Material would demand all that they hold) and operators; of a traceback, its last line.
const NAME = /(?=\b\w*(?:Error|Exception|Warning):)/

function asked(query) {
  const words = query.split(NAME).pop().split(/[^\p{L}\p{N}_]+/u).filter(word => /^\D/.test(word))
  return NAME.test(query) || words.length > 5 ? words.map(word => `text:${word}^1`).join(" ") : query
}

addEventListener("message", ({ data }) => {
  if (data.type === 2) data.data = asked(data.data)
})
