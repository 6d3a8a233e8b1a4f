import type { Address, PointAddress } from '../address.ts'
import { isoDay } from '../days.ts'

/** The query of a view, as a person would write it: what the playground opens with, and what is cited. */
export function viewQuery(address: Address): string {
  const { view, chronicle = '', at, subject } = address
  const open = `  chronicle(id: ${JSON.stringify(chronicle)}) {\n`
  switch (view) {
    case 'compare':
      return compareQuery(address, open)
    case 'sources':
      return `query Sources {\n${open}    sources${inBrackets(clocksOf(at))} {\n      nodes { subject label citation }\n    }\n  }\n}\n`
    case 'thing':
      return subject?.startsWith('source/') === true
        ? `query Source {\n  source(id: ${JSON.stringify(subject)}) {\n    label\n    citation\n  }\n}\n`
        : `query Thing {\n${open}    asOf${inBrackets(pointOf(at))} {\n      point { date knownAt position }\n      item(subject: ${JSON.stringify(subject ?? '')}) {\n        headline\n        certainty\n        because { digest }\n        evidence { source { label } start end quote }\n      }\n    }\n  }\n}\n`
    case 'chronicles':
    case 'state':
      return stateQuery(address, open)
  }
}

/** How many differ of each sort, and the first of them. */
function compareQuery({ at, to, filters }: Address, open: string): string {
  const list = narrowing(filters)
  return `query Compare {\n${open}    compare(from: { ${pointOf(at)} }, to: { ${pointOf(to)} }) {\n${furtherOnPage(filters)}      counts${inBrackets(list.join(', '))} { change kind count }\n      differences${inBrackets([...list, 'first: 100'].join(', '))} {\n        totalCount\n        nodes { subject change causes }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n}\n`
}

function narrowing({ search, words: { kinds = [], source = [] } }: Address['filters']): readonly string[] {
  return [
    ...(kinds.length > 0 ? [`kinds: ${JSON.stringify(kinds)}`] : []),
    ...(source.length === 1 ? [`source: ${JSON.stringify(source[0])}`] : []),
    ...(search.trim() === '' ? [] : [`search: ${JSON.stringify(search)}`]),
  ]
}

function stateQuery({ at, filters }: Address, open: string): string {
  const list = ['certainty: [DEFINITELY, POSSIBLY, UNKNOWN]', ...narrowing(filters), 'first: 100']
  return `query State {\n${open}    asOf${inBrackets(pointOf(at))} {\n      point { date knownAt position }\n      recordEnds\n${furtherOnPage(filters)}      items(${list.join(', ')}) {\n        totalCount\n        nodes { subject headline certainty }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n}\n`
}

/** What not every domain has is no argument here: the page narrows further. */
function furtherOnPage({ words: { kinds: _, source: __, ...others } }: Address['filters']): string {
  return Object.entries(others)
    .map(([name, words]) => `      # narrowed further on the page, ${name}: ${oneLine(words.join(', '))}\n`)
    .join('')
}

/** A comment ends with its line. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ')
}

function inBrackets(text: string): string {
  return text === '' ? '' : `(${text})`
}

function pointOf(at: PointAddress): string {
  const date = at.date === undefined ? [] : [`date: "${isoDay(at.date)}"`]
  return [...date, clocksOf(at)].filter((part) => part !== '').join(', ')
}

function clocksOf({ known, position, only, without, sides }: PointAddress): string {
  const trust = Object.entries({ only, without, sides }).filter(([, words]) => words.length > 0)
  return [
    ...(known === undefined ? [] : [`knownAt: "${isoDay(known)}"`]),
    ...(position === undefined ? [] : [`position: ${position}`]),
    ...(trust.length === 0
      ? []
      : [`trusting: { ${trust.map(([name, words]) => `${name}: ${JSON.stringify(words)}`).join(', ')} }`]),
  ].join(', ')
}
