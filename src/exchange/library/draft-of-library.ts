import { basename } from 'node:path'
import { parseDraft, placedElsewhere, type ReadonlyWriteModel, validateBatch } from '../../admission/index.ts'
import type { WritableDraft } from '../../archive/index.ts'
import { type Fault, InvalidInput, type Place } from '../../errors.ts'
import { type Catalogue, documentAddress, type Path } from '../../event/index.ts'
import type { Library } from '../reading/index.ts'
import { ownKey, sourceOfEntry } from './source-of-entry.ts'

/** The draft of the sources of a library, and those that are registered already, which are not in it. */
export type DraftedLibrary = { readonly draft: WritableDraft; readonly known: readonly Fault[] }

/**
 * The draft that registers each entry of a library as a source, but those whose key or address a registered source has.
 * Throws InvalidInput with every fault, each at its entry: E_KEY_TWICE, E_EMPTY, and what recording the draft would refuse.
 */
export function draftOfLibrary(
  { entries }: Library,
  {
    file,
    catalogue,
    recorded,
  }: { readonly file: string; readonly catalogue: Catalogue; readonly recorded: ReadonlyWriteModel },
): DraftedLibrary {
  if (entries.length === 0)
    throw new InvalidInput([
      { code: 'E_EMPTY', message: 'holds no entry; expected at least one', place: { file } },
    ])
  const own = entries.filter(({ item }) => ownKey(item) !== undefined)
  const byTitle = Map.groupBy(own, ({ item }) => item.title ?? '')
  const titled = (title: string) => {
    const [first, second] = byTitle.get(title) ?? []
    return first === undefined || second !== undefined ? undefined : ownKey(first.item)
  }
  const sources = entries.map((entry) => sourceOfEntry(entry, file, titled))
  const known = sources.flatMap(({ key, subject, payload }): readonly Fault[] => {
    const address = documentAddress(payload)
    const [there] = [
      ...(recorded.sourceOf(subject) === undefined ? [] : [subject]),
      ...(address === undefined ? [] : recorded.sourcesAt(address)),
    ]
    if (there === undefined) return []
    const message = `is registered already as ${there}, by its ${there === subject ? 'key' : 'address'}; left out`
    return [{ code: 'W_KNOWN_SOURCE', message, place: { file, part: key } }]
  })
  const left = new Set(known.map(({ place }) => place?.part))
  const fresh = sources.filter(({ key }) => !left.has(key))
  const head = { chronicle: recorded.chronicle, reader: `the records of ${basename(file)}` }
  const placeOf = ([list, index]: Path): Place => {
    const key = list === 'events' && typeof index === 'number' ? fresh[index]?.key : undefined
    return { file, ...(key !== undefined && { part: key }) }
  }
  const value = { ...head, events: fresh.map(({ event }) => event) }
  const placed = placedElsewhere(value, placeOf)
  const faults = [
    ...repeated(
      sources.map(({ key, subject }) => ({ key, subject })),
      file,
    ),
  ]
  if (fresh.length > 0) {
    const parsed = parseDraft(file, placed, { catalogue, recorded })
    const further =
      parsed.batch === undefined
        ? []
        : validateBatch(parsed.batch, { catalogue, recorded, isNew: true }).faults
    faults.push(...parsed.faults, ...(faults.length > 0 ? [] : further))
  }
  if (faults.length > 0) throw new InvalidInput(faults)
  return { draft: { ...head, events: fresh.map(({ event, lost }) => ({ event, above: lost })) }, known }
}

/** Entries that would be one source. */
function repeated(
  sources: readonly { readonly key: string; readonly subject: string }[],
  file: string,
): readonly Fault[] {
  const first = new Map<string, string>()
  return sources.flatMap(({ key, subject }) => {
    const there = first.get(subject)
    first.set(subject, there ?? key)
    if (there === undefined) return []
    const message = `would be ${subject}, as ${there} is further up; expected a key of its own`
    return [{ code: 'E_KEY_TWICE', message, place: { file, part: key } }]
  })
}
