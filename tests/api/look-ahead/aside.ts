/**
 * The fields that speak of the ledger as it is today, and not from a point: no document of the search asks for
 * them. Each with its reason, as `Type.field`; a field that is added speaks from its point unless it stands here.
 */
export function aside(root: string): ReadonlyMap<string, string> {
  return new Map([[`${root}.position`, 'the head of the ledger: it grows with every event, seen or not']])
}
