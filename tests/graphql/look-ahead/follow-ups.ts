import { type Cursor, type Pin, readCursor } from '../../../src/graphql/lists/page.ts'
import { formatDay } from '../../../src/time/index.ts'

/**
 * What one asks next, with what an answer gave: the first item again by its global id, by itself and among others, and
 * the pages on either side of a cursor of each list. All keep the point of the answer.
 */
export function followUps(data: unknown, chronicle: string, onItems: string): readonly string[] {
  const found = textsIn(data)
  const id = found.find(([alias, text]) => alias.endsWith('__id') && text.includes('@'))?.[1]
  const cursors = found.filter(([alias]) => alias.endsWith('__endCursor')).map(([, text]) => text)
  const lists = Map.groupBy(cursors, (text) => readCursor(text)?.list)
  const item = `... on Item ${onItems}`
  return [
    ...(id === undefined
      ? []
      : [
          `{ node(id: ${JSON.stringify(id)}) { ${item} } }`,
          `{ nodes(ids: [${JSON.stringify(id)}]) { __typename ${item} } }`,
        ]),
    ...[...lists.values()]
      .flatMap(([cursor]) => cursor ?? [])
      .flatMap((cursor) => pagesBeside(cursor, `first: 3, after: ${JSON.stringify(cursor)}`, chronicle))
      .concat(
        cursors
          .slice(0, 1)
          .flatMap((cursor) => pagesBeside(cursor, `last: 3, before: ${JSON.stringify(cursor)}`, chronicle)),
      ),
  ]
}

function pagesBeside(text: string, page: string, chronicle: string): readonly string[] {
  const cursor = readCursor(text)
  return cursor === undefined ? [] : [`{ ${chronicle} { ${pageOf(cursor, page)} } }`]
}

const ALL = 'certainty: [DEFINITELY, POSSIBLY, NO, UNKNOWN]'

function pageOf({ list, pins }: Cursor, page: string): string {
  const [first = '', second = ''] = pins.map(clocksIn)
  switch (list) {
    case 'timeline':
      return `timeline(${ALL}, ${page}) { totalCount edges { cursor node { type payload } } }`
    case 'sources':
      return `sources(${page}) { totalCount edges { cursor node { label title } } }`
    case 'items':
      return `asOf(${first}) { items(${ALL}, ${page}) { totalCount edges { cursor node { subject certainty } } } }`
    case 'passages':
      return `asOf(${first}) { items(${ALL}, first: 1) { nodes { sources { passages(${page}) { totalCount edges { cursor node { from locator } } } } } } }`
    case 'restsOnIt':
      return `asOf(${first}) { items(${ALL}, first: 1) { nodes { restsOnIt(${page}) { totalCount edges { cursor node { subject } } } } } }`
    case 'differences':
      return `compare(from: { ${first} }, to: { ${second} }) { differences(${page}) { totalCount edges { cursor node { subject change causes } } } }`
  }
}

function clocksIn({ date, knownAt, position, trusting }: Pin): string {
  const trust = Object.entries(trusting).map(([name, names]) => `${name}: ${JSON.stringify(names)}`)
  return [
    date === undefined ? '' : `date: "${formatDay(date)}"`,
    knownAt === undefined ? '' : `knownAt: "${formatDay(knownAt)}"`,
    `position: ${position}`,
    `trusting: { ${trust.join(', ')} }`,
  ]
    .filter((clock) => clock !== '')
    .join(', ')
}

/** Every text of an answer with its alias, in order. */
function textsIn(data: unknown): readonly (readonly [string, string])[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([alias, value]: readonly [string, unknown]) =>
    typeof value === 'string' ? [[alias, value] as const] : textsIn(value),
  )
}
