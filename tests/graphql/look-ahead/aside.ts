/**
 * The fields of the schema that speak of the ledger as it is today, and not from a point: no document of the search asks
 * for them. Each with its reason, as `Type.field`; a field that is added speaks from its point unless it stands here.
 */
export function aside(root: string): ReadonlyMap<string, string> {
  return new Map([
    ['Query.event', 'an event by its digest, as it reads from the head: whoever has the digest has seen it'],
    [
      'Query.node',
      'by a global id; that of an item keeps its point and is searched apart, others are of the head',
    ],
    ['Query.nodes', 'the same for several ids; those of items are searched apart'],
    ['Query.server', 'the server itself, for those who run it: nothing of what is recorded'],
    ['Query.source', 'a source, as it reads from the head'],
    ['Query.sources', 'the sources of the ledger, as they read from the head'],
    ['Query.chronicle', 'the chronicle that the field of its domain gives, which is searched'],
    ['Query.chronicles', 'every chronicle; what hangs on one is searched by the field of its domain'],
    ['Query.relationships', 'every chronicle; what hangs on one is searched by its own field'],
    ['Query.libraries', 'every chronicle; what hangs on one is searched by its own field'],
    ['Event.proof', 'a proof binds all that is recorded up to the point’s position, seen from it or not'],
    [`${root}.root`, 'the same for the ledger as a whole: one hash, of which nothing can be read'],
    [`${root}.consistency`, 'the same between two positions'],
    [`${root}.title`, 'made of its name alone: nothing of what is recorded'],
    [`${root}.question`, 'likewise'],
    [`${root}.position`, 'the head of the ledger: it grows with every event, seen or not'],
    [
      `${root}.nextChange`,
      'along two clocks it looks beyond its point, and says so; under a state it does not',
    ],
    [`${root}.previousChange`, 'likewise it looks at what can no longer be seen from its point'],
    [`${root}.whyNot`, 'what hides things from a point: it is asked of the chronicle just to tell of them'],
  ])
}
