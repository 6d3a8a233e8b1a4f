import type { z } from 'zod'
import { type Fault, nearestName, RegestaError } from '../errors.ts'
import { type Bound, readBound, readValid, type Valid, type ValidBounds } from '../time/index.ts'
import type { Catalogue, EventType } from './catalogue.ts'
import { type Envelope, envelopeSchema, kindOf, type Path, validSchema } from './envelope.ts'
import { fieldsAt, notAField } from './fields-at.ts'
import { eventCorrected } from './kernel.ts'

/** Either the event, as written, or every fault of it, each with its path. */
export type Parsed =
  | { readonly ok: true; readonly event: Envelope; readonly valid: ValidBounds }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/**
 * Reads an unknown value as an event of the catalogue.
 *
 * Checks what one event can be checked for by itself: shape, type, kind of subject, dates, and that it
 * rests on something. What needs other events or the texts is checked where those are at hand.
 */
export function parseEvent(catalogue: Catalogue, value: unknown): Parsed {
  const envelope = envelopeSchema.safeParse(value)
  const faults: Fault[] = envelope.success ? [] : faultsOf(envelope.error, envelopeSchema)
  const loose = isRecord(value) ? value : {}
  const type = typeof loose.type === 'string' ? catalogue.get(loose.type) : undefined

  if (typeof loose.type === 'string' && type === undefined)
    faults.push(fault('E_TYPE', ['type'], unknownType(loose.type, [...catalogue.keys()])))
  if (type !== undefined) faults.push(...faultsOfType(type, loose))

  const read = envelope.success ? readIfSound(envelope.data.valid) : undefined
  const valid = read ?? checkValid(loose.valid, faults)
  if (!envelope.success || faults.length > 0 || valid === undefined) return { ok: false, faults }
  return { ok: true, event: value as Envelope, valid }
}

function unknownType(written: string, types: readonly string[]): string {
  const nearest = nearestName(written, types)
  const hint = nearest === undefined ? 'known' : `did you mean ${nearest}? Known`
  return `"${written}" is not an event type; ${hint} are ${types.join(', ')}`
}

function faultsOfType(type: EventType, loose: Readonly<Record<string, unknown>>): Fault[] {
  const faults: Fault[] = []
  const payload = type.payload.safeParse(loose.payload)
  if (!payload.success) faults.push(...faultsOf(payload.error, type.payload, ['payload']))
  faults.push(
    ...(type.type === eventCorrected.type
      ? faultsOfCorrection(loose.payload)
      : faultsOfBounds(loose.payload, ['payload'])),
  )

  if (
    type.kinds !== 'any' &&
    typeof loose.subject === 'string' &&
    !type.kinds.includes(kindOf(loose.subject))
  )
    faults.push(
      fault(
        'E_KIND',
        ['subject'],
        `${type.type} is about a ${type.kinds.join(' or ')}, and "${loose.subject}" is not one`,
      ),
    )
  const evidence = Array.isArray(loose.evidence) ? loose.evidence.length : 0
  const premises = Array.isArray(loose.premises) ? loose.premises.length : 0
  if (type.ground === 'evidence' && evidence + premises === 0)
    faults.push(
      fault('E_EVIDENCE', ['evidence'], `${type.type} needs evidence: a span or a locator in a source`),
    )
  if (type.ground === 'premises' && premises === 0)
    faults.push(
      fault('E_PREMISES', ['premises'], `${type.type} is an inference and needs the events it rests on`),
    )
  if (type.ground === 'act' && loose.target === undefined)
    faults.push(fault('E_TARGET', ['target'], `${type.type} needs the event it acts on`))
  if (type.ground !== 'act' && loose.target !== undefined)
    faults.push(fault('E_TARGET', ['target'], `${type.type} acts on no event`))
  return faults
}

/** A date that reads as a bound may stand anywhere in a payload: whatever has an `edtf` is one. */
function faultsOfBounds(value: unknown, path: Path): Fault[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => faultsOfBounds(item, [...path, index]))
  if (!isRecord(value)) return []
  const bound = datesOf(value)
  if (bound !== undefined) return faultsOfBound(bound, path)
  return Object.entries(value).flatMap(([key, item]) => faultsOfBounds(item, [...path, key]))
}

/** The dates of what looks like a bound, so that they get their faults whatever is wrong beside them. */
function datesOf({ edtf, within, likely }: Readonly<Record<string, unknown>>): Bound | undefined {
  if (typeof edtf !== 'string') return undefined
  return {
    edtf,
    ...(typeof within === 'string' && { within }),
    ...(typeof likely === 'string' && { likely }),
    basis: 'stated',
  }
}

/** Of what a correction sets, `valid` may be whatever an event's own may be; any other date is one day. */
function faultsOfCorrection(payload: unknown): Fault[] {
  const set = isRecord(payload) ? payload.set : undefined
  if (!isRecord(set)) return []
  const { valid, ...others } = set
  const path = ['payload', 'set']
  return [...faultsOfBounds(others, path), ...faultsOfValid(valid, [...path, 'valid'])]
}

/** A valid time of the right shape, read once; undefined where it has faults, which {@link checkValid} then finds. */
function readIfSound(valid: Valid | undefined): ValidBounds | undefined {
  try {
    return readValid(valid)
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    return undefined
  }
}

function checkValid(valid: unknown, faults: Fault[]): ValidBounds | undefined {
  const found = faultsOfValid(valid, ['valid'])
  faults.push(...found)
  if (found.length > 0) return undefined
  const { success, data } = validSchema.optional().safeParse(valid)
  return success ? readValid(data) : undefined
}

/** Begin and end each by itself first, so that both get their faults. */
function faultsOfValid(valid: unknown, path: Path): Fault[] {
  const { data } = validSchema.safeParse(valid)
  if (data === undefined) return faultsOfShapeless(valid, path)
  if (!('begin' in data)) return attempt(() => readValid(data), path, data)
  const begin = faultsOfBound(data.begin, [...path, 'begin'])
  const end = data.end === undefined ? [] : faultsOfBound(data.end, [...path, 'end'])
  return begin.length + end.length > 0 ? [...begin, ...end] : attempt(() => readValid(data), path)
}

/** The faults of the dates in a valid time that has others beside, of its shape. */
function faultsOfShapeless(valid: unknown, path: Path): Fault[] {
  const dates = isRecord(valid) ? datesOf(valid) : undefined
  return dates === undefined ? faultsOfBounds(valid, path) : attempt(() => readValid(dates), path, dates)
}

function faultsOfBound(bound: Bound, path: Path): Fault[] {
  return attempt(() => readBound(bound), path, bound)
}

/** The fault that reading gives, at the field of the bound whose text was refused. */
function attempt(read: () => unknown, path: Path, bound: Partial<Bound> = {}): Fault[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    const field = (['edtf', 'within', 'likely'] as const).find((key) => bound[key] === error.facts.text)
    const refused = error.facts.text === undefined ? undefined : field
    return [fault(error.code, refused === undefined ? path : [...path, refused], error.message)]
  }
}

function faultsOf(error: z.ZodError, schema: z.ZodType, base: Path = []): Fault[] {
  return faultsOfIssues(error.issues, { schema, within: [] }, base)
}

/** A schema, and the path within it at which issues have their paths. */
type Part = { readonly schema: z.ZodType; readonly within: Path }

function faultsOfIssues(issues: readonly z.core.$ZodIssue[], part: Part, base: Path): Fault[] {
  return issues.flatMap((issue) => {
    const steps = issue.path.filter((step) => typeof step !== 'symbol')
    const path = [...base, ...steps]
    const within = [...part.within, ...steps]
    if (issue.code === 'unrecognized_keys') {
      const fields = fieldsAt(part.schema, within).filter((field) => path.length > 0 || !OF_HEAD.has(field))
      return issue.keys.map((key) => fault('E_FIELD', [...path, key], notAField(key, fields)))
    }
    if (issue.code === 'invalid_union')
      return faultsOfUnion(issue.errors, { ...part, within }, path, issue.message)
    return [fault('E_SHAPE', path, issue.message)]
  })
}

/** Fields of an envelope that an event has from the head of its batch. */
const OF_HEAD: ReadonlySet<string> = new Set(['chronicle', 'version'])

/** Of a union, the faults of the variant that came closest. */
function faultsOfUnion(
  variants: readonly z.core.$ZodIssue[][],
  part: Part,
  path: Path,
  message: string,
): Fault[] {
  const closest = variants.toSorted((a, b) => misfits(a) - misfits(b) || a.length - b.length)[0]
  if (closest === undefined || closest.length === 0) return [fault('E_SHAPE', path, message)]
  return faultsOfIssues(closest, part, path)
}

/** How many of its own fields a variant lacks, refuses or does not know; what is wrong deeper inside does not count. */
function misfits(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.path.length > 1) return sum
    if (issue.code === 'unrecognized_keys') return issue.path.length === 0 ? sum + issue.keys.length : sum
    return sum + 1
  }, 0)
}

function fault(code: string, path: Path, message: string): Fault {
  return { code, message, place: { path } }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
