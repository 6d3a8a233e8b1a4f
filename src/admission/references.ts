import type { Fault } from '../errors.ts'
import { dateInferred, type EventId, type Path, withoutPoint } from '../event/index.ts'
import { type Item, type ItemResolver, isItem } from './parse-batch.ts'
import { faultAt } from './placed-value.ts'
import type { ReadonlyWriteModel } from './write-model.ts'

const ID = /^[0-9a-f]{64}$/
/** The first digits of an id, which are enough where no other begins with them. */
const START = /^[0-9a-f]{8,63}$/
const NAME = /^[a-z][a-z0-9-]*$/
/** The id of no event, in place of a refused name, so that it causes one fault only. */
const NO_EVENT = '0'.repeat(64)

/**
 * Resolves the `ref` names of one draft, and recorded ids that are cut short: the item comes without its own `ref`, and with
 * ids in place of the names of earlier events. E_REF for a name that no earlier event has, or that is malformed; E_REF_TWICE for one that is taken.
 */
export function referenceResolver(recorded: Pick<ReadonlyWriteModel, 'idsBeginningWith'>): ItemResolver {
  const ids = new Map<string, EventId>()
  const names = new Map<number, string>()
  const taken = new Set<string>()

  const idOf = (name: string, path: Path, faults: Fault[]): string => {
    const digest = withoutPoint(name)
    if (ID.test(digest)) return digest
    const id = ids.get(name)
    if (id !== undefined) return id
    const begun = START.test(name) ? recorded.idsBeginningWith(name) : []
    const [only, ...others] = begun
    if (only !== undefined && others.length === 0) return only
    const refused =
      others.length > 0
        ? `"${name}" begins ${begun.length} ids; expected more digits of one of ${begun.join(', ')}`
        : `expected an event id, its first 8 digits or more, or the ref of an event further up; "${name}" is neither`
    faults.push(faultAt('E_REF', path, refused))
    return NO_EVENT
  }

  return {
    identified(index, id) {
      const name = names.get(index)
      if (name !== undefined) ids.set(name, id ?? NO_EVENT)
    },
    resolve(written, index) {
      const faults: Fault[] = []
      const { ref, ...item } = written
      if (ref !== undefined) {
        if (typeof ref !== 'string' || !NAME.test(ref) || ID.test(ref))
          faults.push(faultAt('E_REF', ['ref'], 'expected a name in lower case, like first-meeting'))
        else if (taken.has(ref))
          faults.push(
            faultAt(
              'E_REF_TWICE',
              ['ref'],
              `"${ref}" is the ref of an event further up; expected another name`,
            ),
          )
        else {
          names.set(index, ref)
          taken.add(ref)
        }
      }
      const name = (value: unknown, path: Path) =>
        typeof value === 'string' ? idOf(value, path, faults) : value
      const payload = resolveNested(item.payload, ['payload'], name)
      return {
        item: {
          ...item,
          ...(Array.isArray(item.premises)
            ? { premises: item.premises.map((premise, place) => name(premise, ['premises', place])) }
            : {}),
          ...(isItem(item.target) ? { target: resolveTarget(item.target, ['target'], name) } : {}),
          ...(item.payload === undefined ? {} : { payload: resolveOf(payload, item.type, ids, name) }),
        },
        faults,
      }
    },
  }
}

const idFields = { event: true, after: true }

type ResolveName = (value: unknown, path: Path) => unknown

function resolveTarget(target: Item, path: Path, name: ResolveName): Item {
  return Object.fromEntries(
    Object.entries(target).map(([key, value]) => [
      key,
      key in idFields ? name(value, [...path, key]) : value,
    ]),
  )
}

/** Resolves `payload.of`, which names the events that a `DateInferred` dates; in other types only names of this draft. */
function resolveOf(
  payload: unknown,
  type: unknown,
  ids: ReadonlyMap<string, EventId>,
  name: ResolveName,
): unknown {
  if (!isItem(payload)) return payload
  const { of } = payload
  const one = (value: unknown, path: Path) =>
    typeof value === 'string' && (type === dateInferred.type || ids.has(value)) ? name(value, path) : value
  if (Array.isArray(of))
    return { ...payload, of: of.map((value, index) => one(value, ['payload', 'of', index])) }
  return typeof of === 'string' ? { ...payload, of: one(of, ['payload', 'of']) } : payload
}

/** The value with each `{ ref: name }` within it replaced. */
function resolveNested(value: unknown, path: Path, name: ResolveName): unknown {
  if (Array.isArray(value)) return value.map((item, index) => resolveNested(item, [...path, index], name))
  if (!isItem(value)) return value
  const entries = Object.entries(value)
  if (entries.length === 1 && typeof value.ref === 'string') return name(value.ref, [...path, 'ref'])
  return Object.fromEntries(entries.map(([key, item]) => [key, resolveNested(item, [...path, key], name)]))
}
