import type { Fault } from '../errors.ts'
import { kernelTypes } from '../event/index.ts'
import type { AnyKind, ClaimedField } from './declaration.ts'
import type { Domain } from './domain.ts'
import { filtersOf } from './filters.ts'

/**
 * What is wrong with a domain that is to be served beside others: every fault at once, each with its path in the
 * declaration. E_DOMAIN: what a module gives is no domain; E_KIND_TWICE, E_TYPE_TWICE, E_TYPE_TAKEN: a kind or an event type
 * is declared twice, or is another domain’s; E_NAME_TAKEN: its chronicles are called like another’s,
 * or a filter like an argument of every list; E_NO_EXISTENCE,
 * E_NOT_CLAIMED: no event says that a subject is there, or claims a field; E_ROLE: what is `due` is no date; E_NO_LABEL: a
 * label is missing.
 */
export function checkDomain(value: unknown, others: readonly Domain[] = []): readonly Fault[] {
  if (!isDomain(value))
    return [
      { code: 'E_DOMAIN', message: 'expected a domain, as `domain(name, { chronicle, kinds })` makes it' },
    ]
  const { name, kinds, chronicle } = value
  const claimed = kinds.flatMap((kind) => kind.claimed())
  const typesOf = (domain: Domain) =>
    domain.kinds.flatMap(({ readings }) => readings.map(({ type }) => type.type))
  const taken = new Map([
    ...kernelTypes.map(({ type }) => [type, 'the kernel'] as const),
    ...others.flatMap((other) => typesOf(other).map((type) => [type, `the domain ${other.name}`] as const)),
  ])
  const seenTypes = new Set<string>()
  const own = kinds.flatMap((kind, index): readonly Fault[] => {
    const path = `kinds[${index}]`
    const twice = kinds.findIndex((each) => each.name === kind.name) < index
    const types = kind.readings.flatMap(({ type: { type } }): readonly Fault[] => {
      const owner = taken.get(type)
      const again = seenTypes.has(type)
      seenTypes.add(type)
      if (owner !== undefined)
        return [fault('E_TYPE_TAKEN', `${path}.events.${type}`, `is an event type of ${owner}`)]
      return again ? [fault('E_TYPE_TWICE', `${path}.events.${type}`, 'is declared twice')] : []
    })
    return [
      ...(twice ? [fault('E_KIND_TWICE', path, `the kind "${kind.name}" is declared twice`)] : []),
      ...types,
      ...fieldFaults(kind, path, claimed),
      ...(kind.labels.has('en')
        ? []
        : [fault('E_NO_LABEL', `${path}.label.en`, `"${kind.name}" has no label`)]),
    ]
  })
  const names = others.flatMap((other): readonly Fault[] => [
    ...(other.name === name ? [fault('E_NAME_TAKEN', 'name', `"${name}" is another domain`)] : []),
    ...(other.chronicle.field === chronicle.field
      ? [fault('E_NAME_TAKEN', 'chronicle.field', `"${chronicle.field}" is of the domain ${other.name}`)]
      : []),
  ])
  const found = [...namesForAll(chronicle), ...names, ...own]
  return found.length > 0 ? found : filterFaults(value)
}

/** How the schema of every domain calls its chronicles and their states, beside the domain's own names for them. */
const NAMES_FOR_ALL = { type: 'Chronicle', state: 'State', field: 'chronicle', list: 'chronicles' } as const

function namesForAll(names: Domain['chronicle']): readonly Fault[] {
  const taken = (['type', 'state', 'field', 'list'] as const).filter(
    (each) => names[each] === NAMES_FOR_ALL[each],
  )
  return taken.map((each) =>
    fault(
      'E_NAME_TAKEN',
      `chronicle.${each}`,
      `"${names[each]}" is what every domain has; expected a name of its own`,
    ),
  )
}

/** What lists and addresses take besides the filters of a domain. */
const RESERVED = new Set([
  ...['date', 'knownAt', 'recordedAt', 'position', 'trusting', 'only', 'sides', 'without'],
  ...['kinds', 'types', 'subject', 'search', 'source', 'valid', 'known', 'certainty', 'order'],
  ...['first', 'last', 'after', 'before', 'from', 'to', 'on', 'format'],
])

function filterFaults(domain: Domain): readonly Fault[] {
  return filtersOf(domain)
    .filter(({ name }) => RESERVED.has(name))
    .map(({ name }) => fault('E_NAME_TAKEN', `filters.${name}`, `"${name}" is an argument of every list`))
}

function fieldFaults(kind: AnyKind, path: string, claimed: readonly ClaimedField[]): readonly Fault[] {
  const { existence } = kind.engine
  const missing = kind.declared.get(existence.name)?.existence !== true
  const unclaimed = [...kind.declared.keys()].filter(
    (field) => !claimed.some((each) => each.kind === kind.name && each.field === field),
  )
  const dateless = [...kind.declared].filter(
    ([, { roles, facts }]) => roles.includes('due') && facts.shape.type !== 'date',
  )
  return [
    ...dateless.map(([field]) => fault('E_ROLE', `${path}.fields.${field}`, 'is `due`, and no date')),
    ...(missing ? [fault('E_NO_EXISTENCE', `${path}.fields`, 'none is `existence()`')] : []),
    ...unclaimed.map((field) => fault('E_NOT_CLAIMED', `${path}.fields.${field}`, 'no event claims it')),
  ]
}

function fault(code: string, path: string, message: string): Fault {
  return { code, message: `${path}: ${message}` }
}

/** Whether a value is a domain, by what every domain has. */
export function isDomain(value: unknown): value is Domain {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'chronicle' in value &&
    'kinds' in value &&
    Array.isArray(value.kinds) &&
    value.kinds.every((kind) => typeof kind === 'object' && kind !== null && 'readings' in kind)
  )
}
