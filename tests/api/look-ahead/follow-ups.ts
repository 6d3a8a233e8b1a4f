/**
 * What one asks next, with what an answer gave: the first item again by its global id, and the pages on either side
 * of a cursor. Both keep the point of the answer.
 */
export function followUps(data: unknown, chronicle: string, onItems: string): readonly string[] {
  const found = textsIn(data)
  const id = found.find(([alias, text]) => alias.endsWith('__id') && text.includes('@'))?.[1]
  const cursor = found.find(([alias]) => alias.endsWith('__endCursor'))?.[1]
  const page = '{ totalCount edges { cursor node { type payload } } }'
  return [
    ...(id === undefined ? [] : [`{ node(id: ${JSON.stringify(id)}) { ... on Item ${onItems} } }`]),
    ...(cursor === undefined
      ? []
      : [
          `{ ${chronicle} { timeline(first: 3, after: ${JSON.stringify(cursor)}) ${page} } }`,
          `{ ${chronicle} { timeline(last: 3, before: ${JSON.stringify(cursor)}) ${page} } }`,
        ]),
  ]
}

/** Every text of an answer with its alias, in order. */
function textsIn(data: unknown): readonly (readonly [string, string])[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([alias, value]: readonly [string, unknown]) =>
    typeof value === 'string' ? [[alias, value] as const] : textsIn(value),
  )
}
