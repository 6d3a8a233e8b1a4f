import type { Fault } from '../../errors.ts'
import { dateInferred, type EventId, type Path } from '../../event/index.ts'
import { type Item, isItem, type Prepared } from '../read.ts'

const ID = /^[0-9a-f]{64}$/
const NAME = /^[a-z][a-z0-9-]*$/
/** The id of no event, in place of a name that was refused, so that it is refused once. */
const NOWHERE = '0'.repeat(64)

/** The names that a draft gives its events, as they become known line by line. */
export type Names = {
  /** The item without its own `ref`, and with ids for the names of events further up. */
  resolve(item: Item, index: number): Prepared
  /** Tells the id of an item once it is known; its name stands for it from there on. */
  named(index: number, id: EventId | undefined): void
}

/** Names of one draft. E_REF for a name that no event further up has, or that is none; E_REF_TWICE. */
export function readNames(): Names {
  const ids = new Map<string, EventId>()
  const names = new Map<number, string>()

  const idOf = (name: string, path: Path, faults: Fault[]): string => {
    if (ID.test(name)) return name
    const id = ids.get(name)
    if (id !== undefined) return id
    faults.push(
      refused('E_REF', path, `expected an event id, or the ref of an event further up; "${name}" is neither`),
    )
    return NOWHERE
  }

  return {
    named(index, id) {
      const name = names.get(index)
      if (name !== undefined) ids.set(name, id ?? NOWHERE)
    },
    resolve(written, index) {
      const faults: Fault[] = []
      const { ref, ...item } = written
      if (ref !== undefined) {
        if (typeof ref !== 'string' || !NAME.test(ref) || ID.test(ref))
          faults.push(refused('E_REF', ['ref'], 'expected a name in lower case, like first-meeting'))
        else if ([...names.values()].includes(ref))
          faults.push(
            refused(
              'E_REF_TWICE',
              ['ref'],
              `"${ref}" is the ref of an event further up; expected another name`,
            ),
          )
        else names.set(index, ref)
      }
      const name = (value: unknown, path: Path) =>
        typeof value === 'string' ? idOf(value, path, faults) : value
      const payload = within(item.payload, ['payload'], (value, path) => name(value, path))
      return {
        item: {
          ...item,
          ...(Array.isArray(item.premises)
            ? { premises: item.premises.map((premise, place) => name(premise, ['premises', place])) }
            : {}),
          ...(isItem(item.target) ? { target: named(item.target, ['target'], name) } : {}),
          ...(item.payload === undefined ? {} : { payload: withOf(payload, item.type, ids, name) }),
        },
        faults,
      }
    },
  }
}

const idFields = { event: true, after: true }

type Name = (value: unknown, path: Path) => unknown

function named(target: Item, path: Path, name: Name): Item {
  return Object.fromEntries(
    Object.entries(target).map(([key, value]) => [
      key,
      key in idFields ? name(value, [...path, key]) : value,
    ]),
  )
}

/** `payload.of`: the events that an inferred date is of; elsewhere only what is a name of this draft. */
function withOf(payload: unknown, type: unknown, ids: ReadonlyMap<string, EventId>, name: Name): unknown {
  if (!isItem(payload)) return payload
  const { of } = payload
  const one = (value: unknown, path: Path) =>
    typeof value === 'string' && (type === dateInferred.type || ids.has(value)) ? name(value, path) : value
  if (Array.isArray(of))
    return { ...payload, of: of.map((value, index) => one(value, ['payload', 'of', index])) }
  return typeof of === 'string' ? { ...payload, of: one(of, ['payload', 'of']) } : payload
}

/** A value with each `{ ref: name }` in it replaced. */
function within(value: unknown, path: Path, name: Name): unknown {
  if (Array.isArray(value)) return value.map((item, index) => within(item, [...path, index], name))
  if (!isItem(value)) return value
  const entries = Object.entries(value)
  if (entries.length === 1 && typeof value.ref === 'string') return name(value.ref, [...path, 'ref'])
  return Object.fromEntries(entries.map(([key, item]) => [key, within(item, [...path, key], name)]))
}

function refused(code: string, path: Path, message: string): Fault {
  return { code, message, place: { path } }
}
