import { checkRecording } from '../../../src/admission/index.ts'
import { sectionsOf } from '../../../src/domain/index.ts'
import { bilateral } from '../../../src/domains/index.ts'
import { openChronicle } from '../../../src/engine/index.ts'
import { InvalidInput } from '../../../src/errors.ts'
import type { Envelope, Payload } from '../../../src/event/index.ts'
import { createSchema } from '../../../src/graphql/index.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { fixedClock, parseDay } from '../../../src/time/index.ts'
import { replayed } from '../../admission/replayed.ts'
import { askOf } from '../../graphql/ask.ts'

/** An event of the vocabulary, as one source says it; without a date, on any day. */
export function event(
  type: string,
  subject: string,
  payload: Payload = {},
  edtf?: string,
  source = 'a',
): Envelope {
  return {
    chronicle: 'nz-cl',
    version: 1,
    type,
    subject,
    payload,
    evidence: [{ source: `source/${source}`, locator: 'p. 1', role: 'statement' }],
    ...(edtf !== undefined && { valid: { edtf, basis: 'stated' } }),
  }
}

/** A source of that name. */
export function source(name: string, published: string, more: Payload = {}): Envelope {
  const payload = { label: name, published: { edtf: published, basis: 'stated' }, absent: [], ...more }
  return event('SourceRegistered', `source/${name}`, payload, undefined, name)
}

/** Asks a chronicle of these events by the API; the source `a` is of 2026-01-01 unless they register it. */
export async function chronicleOf(...events: readonly Envelope[]) {
  const chronicle = await openChronicle({
    name: 'nz-cl',
    vocabulary: bilateral.vocabulary,
    ledger: openMemoryLedger(),
    clock: fixedClock('2026-06-01T00:00:00Z'),
  })
  const own = events.some(({ subject }) => subject === 'source/a') ? [] : [source('a', '2026-01-01')]
  await chronicle.record({ name: 'all', events: [...own, ...events] })
  const ask = askOf(createSchema(bilateral), chronicle)
  return {
    chronicle,
    ask,
    /** The lines of a section of the page of a state, as marks and words without what they cite. */
    page: (date: string, heading: string, all = false): readonly string[] =>
      sectionsOf(bilateral, chronicle.asOf({ date: parseDay(date) }), { all })
        .filter((section) => section.heading === heading)
        .flatMap(({ lines }) => lines)
        .map(({ mark, pieces }) =>
          [mark, pieces.filter((piece) => typeof piece === 'string').join('')].join(' '),
        ),
    /** What a state of the date, and of other `clocks`, has of the selection; throws the first error. */
    asOf: async (date: string, selection: string, clocks = ''): Promise<unknown> => {
      const { data, errors } = await ask(
        `{ relationship(id: "nz-cl") { asOf(date: "${date}"${clocks}) { ${selection} } } }`,
      )
      if (errors.length > 0) throw new Error(JSON.stringify(errors[0]))
      return (data as { relationship: { asOf: unknown } }).relationship.asOf
    },
  }
}

/** The warnings of these events, recorded at once, each as code, place and message. Throws with every fault. */
export function warningsOf(...events: readonly Envelope[]): readonly string[] {
  const drafts = [source('a', '2026-01-01'), ...events].map(
    ({ chronicle: _, version: __, ...draft }) => draft,
  )
  const { warnings } = checkRecording(
    { events: drafts },
    replayed('nz-cl', []),
    bilateral.vocabulary.catalogue,
  )
  return warnings.map(({ code, message, place }) => `${code} ${place?.path?.join('.')} ${message}`)
}

/** The faults of these events, each as code, place and message. */
export function faultsOf(...events: readonly Envelope[]): readonly string[] {
  try {
    warningsOf(...events)
    return []
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    return error.faults.map(({ code, message, place }) => `${code} ${place?.path?.join('.')} ${message}`)
  }
}
