import { AskError, ask, given } from '../client/ask.ts'
import { OpenUndertakingsDocument, TimelinePageDocument } from '../client/operations.ts'

/** The server, as in `?server=http://127.0.0.1:4000/graphql`; it must let this page's origin ask (`--origins`). */
const server = {
  url: new URLSearchParams(location.search).get('server') ?? 'http://127.0.0.1:4000/graphql',
}
const id = 'japan-viet-nam'

const form = element('asked', HTMLFormElement)
const more = element('more', HTMLButtonElement)
let cursor: string | null = null

form.addEventListener('submit', (event) => {
  event.preventDefault()
  void telling(showOpen)
})
more.addEventListener('click', () => void telling(showTimeline))
await telling(showOpen)
await telling(showTimeline)

async function showOpen(): Promise<void> {
  const asked = new FormData(form)
  const day = (name: string) => String(asked.get(name) ?? '') || null
  const { relationship } = await ask(server, OpenUndertakingsDocument, {
    id,
    date: day('date'),
    knownAt: day('knownAt'),
  })
  element('open', HTMLElement).replaceChildren(
    ...given(relationship?.asOf).undertakings.map(({ content, due, certainty, evidence }) =>
      line(content, `by ${due?.date ?? 'no day'}, ${certainty.toLowerCase()}, ${placesOf(evidence)}`),
    ),
  )
}

async function showTimeline(): Promise<void> {
  const { relationship } = await ask(server, TimelinePageDocument, { id, first: 20, after: cursor })
  const { nodes, pageInfo, totalCount } = given(relationship?.timeline)
  element('count', HTMLElement).textContent = `${totalCount} events`
  element('timeline', HTMLElement).append(
    ...nodes.map(({ type, subject, valid, known }) =>
      line(`${valid?.edtf ?? 'undated'}: ${type} ${subject}`, `known ${known?.edtf ?? 'by inference'}`),
    ),
  )
  cursor = pageInfo.endCursor
  more.hidden = !pageInfo.hasNextPage
}

/** Runs a part of the page; what the server refuses is shown, each error by itself. */
async function telling(part: () => Promise<void>): Promise<void> {
  const fault = element('fault', HTMLElement)
  try {
    await part()
    fault.textContent = ''
  } catch (error) {
    fault.textContent = error instanceof AskError ? error.message : `the server cannot be reached: ${error}`
  }
}

function placesOf(evidence: readonly { source: { label: string } }[]): string {
  return [...new Set(evidence.map(({ source }) => source.label))].join(', ')
}

function line(text: string, note: string): HTMLLIElement {
  const [item, small] = [document.createElement('li'), document.createElement('small')]
  small.textContent = note
  item.append(text, ' ', small)
  return item
}

function element<T extends HTMLElement>(name: string, type: abstract new () => T): T {
  const found = document.getElementById(name)
  if (found instanceof type) return found
  throw new TypeError(`the page lacks #${name}`)
}
