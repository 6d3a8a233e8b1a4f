import type { z } from 'zod'
import { RegestaError } from '../../errors.ts'
import { payloadOf, sourceRegistered } from '../../event/index.ts'
import { formatInterval, type Interval, readBound } from '../../time/index.ts'
import type { View } from '../../visibility/index.ts'
import type { Builder } from '../builder.ts'
import type { Stand, StandingSource } from '../context.ts'
import { quoted } from '../errors/faults.ts'
import { assume } from '../limits/sizes.ts'
import type { NodeApi } from '../nodes/node.ts'
import type { ValidTimeApi } from '../state/valid-time.ts'

/** Documents, and when the public could know them. */
export function addSource(builder: Builder, node: NodeApi, { range }: ValidTimeApi) {
  const known = builder.objectRef<Interval>('KnownTime').implement({
    description: 'When the public could know: the published date of the source.',
    fields: (t) => ({
      edtf: t.field({
        type: 'EDTF',
        description: 'The day in EDTF, or the set of which it is one, like `[2025-04-28..]`.',
        resolve: (days) => formatInterval(days),
      }),
      between: t.field({
        type: range,
        description: 'Between which days it lies: not before the first, for certain by the last.',
        resolve: (days) => days,
      }),
      open: t.boolean({
        description: 'True of an undated source: it is known for certain by no date.',
        resolve: ({ latest }) => latest === Infinity,
      }),
    }),
  })
  const dateline = builder.objectRef<NonNullable<Registration['dateline']>>('Dateline').implement({
    description: 'The line that a document prints of its own place and date.',
    fields: (t) => ({
      city: t.exposeString('city', { nullable: true, description: 'As printed; null where it gives none.' }),
      date: t.exposeString('date', { nullable: true, description: 'As printed; null where it gives none.' }),
    }),
  })
  const source = builder.objectRef<StandingSource>('Source').implement({
    extensions: assume({ things: 5 }),
    description:
      'A document that the chronicle was read from, as it reads from the point. Its text is not here; its digest is.',
    interfaces: [node],
    fields: (t) => ({
      chronicle: t.id({
        description: 'The chronicle whose source it is, by its id: another may have read the same document.',
        resolve: ({ chronicle }) => chronicle.name,
      }),
      label: t.string({
        description: 'A short name to cite it by.',
        resolve: (each) => registered(each).label,
      }),
      title: t.string({
        nullable: true,
        description: 'As printed; null where there is none.',
        resolve: (each) => registered(each).title,
      }),
      publisher: t.string({
        nullable: true,
        description: 'Who brought it out; null where it does not say.',
        resolve: (each) => registered(each).publisher,
      }),
      byline: t.stringList({
        nullable: true,
        description: 'Who wrote it, in the order printed; null where it names no one.',
        resolve: (each) => registered(each).byline,
      }),
      dateline: t.field({
        type: dateline,
        nullable: true,
        description: 'The line of its own place and date; null where it prints none.',
        resolve: (each) => registered(each).dateline,
      }),
      medium: t.string({
        nullable: true,
        description: 'What sort of document it is, like `news report`; null where that is not told.',
        resolve: (each) => registered(each).medium,
      }),
      side: t.string({
        nullable: true,
        description: 'Whose voice it is, like `jp`; null where it speaks for no side, or that is not known.',
        resolve: (each) => registered(each).side,
      }),
      published: t.field({
        type: known,
        description: 'When it came out; open where it prints no date.',
        resolve: publishedOf,
      }),
      publishedReading: t.string({
        nullable: true,
        description: 'How that date was come by, in a line; null where it needs no telling.',
        resolve: (each) => registered(each).published.reading,
      }),
      digest: t.string({
        nullable: true,
        description: 'Hex SHA-256 of its text in UTF-8; null where it has no text.',
        resolve: (each) => registered(each).text?.digest,
      }),
      length: t.int({
        nullable: true,
        description: 'Length of its text in UTF-16 code units; null where it has no text.',
        resolve: (each) => registered(each).text?.length,
      }),
      absent: t.stringList({
        description: 'What one would expect and the document does not give, like `byline`.',
        resolve: (each) => registered(each).absent,
      }),
    }),
  })
  return { known, source }
}

type Registration = z.infer<typeof sourceRegistered.payload>

/** A source by its id, as it reads from a stand. */
export function sourceOf({ chronicle, state }: Stand, id: string): StandingSource {
  const registration = state.view.annals.registrationOf(id)
  if (registration === undefined)
    throw new RegestaError('E_NO_SOURCE', 'fault', `no event registers ${id}`, { id })
  return { chronicle, state, registration }
}

const registrations = new WeakMap<View, Map<string, Registration>>()

/** Sources by their ids, in that order, as they read from a stand. */
export function sourcesById(stand: Stand, ids: readonly string[]): StandingSource[] {
  return ids.map((id) => sourceOf(stand, id))
}

/** What is registered of a source, corrections that can be seen included; read once for each view. */
export function registered({ state: { view }, registration }: StandingSource): Registration {
  const read = registrations.get(view) ?? new Map<string, Registration>()
  registrations.set(view, read)
  const known = read.get(registration.id)
  if (known !== undefined) return known
  const [version] = view.versions(registration.id)
  const payload = payloadOf(sourceRegistered, (version?.event ?? registration).event)
  read.set(registration.id, payload)
  return payload
}

/** Whether this is what the source goes by: its id, or its label. */
export function isSourceNamed(source: StandingSource, name: string): boolean {
  return source.registration.event.subject === name || registered(source).label === name
}

/** The id of the source that goes by this name, if there is one. */
export function sourceNamed(stand: Stand, name: string): string | undefined {
  return stand.chronicle.registrations.find((registration) => isSourceNamed({ ...stand, registration }, name))
    ?.event.subject
}

export function noSource(name: string): string {
  return `${quoted(name)} is not a source of this chronicle; see sources`
}

export function publishedOf(source: StandingSource): Interval {
  return (
    source.state.view.publishedOf(source.registration.event.subject) ??
    readBound(registered(source).published)
  )
}
