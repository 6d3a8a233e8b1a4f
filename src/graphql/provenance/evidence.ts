import type { InputShapeFromFields } from '@pothos/core'
import { type Evidence, evidenceSchema, isSpan, proves, wordsOf } from '../../event/index.ts'
import type { Builder } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { Faults, notOneOf } from '../faults.ts'
import { assume } from '../limits/sizes.ts'
import { type AtPoint, couldBeKnown, type EventAtPoint, eventsOf } from '../points/at-point.ts'
import { readRegistration, sourceOf, sourcesNamed } from '../points/sources.ts'
import type { addSource } from './source.ts'

export type EvidenceAtPoint = AtPoint & { readonly evidence: Evidence }

/** Where in a source something is said. */
export function addEvidence(builder: Builder, source: ReturnType<typeof addSource>['source']) {
  const evidenceArgs = builder.args((t) => ({
    source: t.id({
      required: false,
      description: 'Only in this source, by its id or label. A name that no source has is refused.',
    }),
    role: t.stringList({
      required: false,
      description:
        'Only spans that give one of these, like `statement` or `date`. A word that is none is refused.',
    }),
  }))
  const evidence = builder.objectRef<EvidenceAtPoint>('Evidence').implement({
    extensions: assume({ things: 3 }),
    description:
      'Where a source says it: `[start, end)` in UTF-16 code units of its text, and the digest of that span.',
    fields: (t) => ({
      source: t.field({
        type: source,
        description: 'The document that it is in.',
        resolve: ({ evidence, ...at }) => sourceOf(at, evidence.source),
      }),
      start: t.int({
        nullable: true,
        description: 'Where it begins, from 0 (this code unit is in); null where there is a locator instead.',
        resolve: ({ evidence }) => (isSpan(evidence) ? evidence.start : null),
      }),
      end: t.int({
        nullable: true,
        description: 'Where it ends (this code unit is out); null where there is a locator instead.',
        resolve: ({ evidence }) => (isSpan(evidence) ? evidence.end : null),
      }),
      digest: t.string({
        nullable: true,
        description: 'Hex SHA-256 of the span in UTF-8; null where there is a locator instead.',
        resolve: ({ evidence }) => (isSpan(evidence) ? evidence.digest : null),
      }),
      locator: t.string({
        nullable: true,
        description: 'Page or paragraph, for a source without a text; null where there is a span instead.',
        resolve: ({ evidence }) => (isSpan(evidence) ? null : evidence.locator),
      }),
      role: t.string({
        description: 'What the span gives: statement, date, place, name, title, ordinal or context.',
        resolve: ({ evidence }) => evidence.role,
      }),
      quote: t.string({
        nullable: true,
        description:
          'The words themselves. Null unless the server was given the text and its digest matches.',
        resolve: (cited, _, context) => quoteOf(cited, context),
      }),
    }),
  })
  return { evidence, evidenceArgs }
}

type EvidenceArgs = InputShapeFromFields<ReturnType<typeof addEvidence>['evidenceArgs']>

/**
 * Tells whether evidence is what the arguments ask for; an omitted one asks for nothing. Throws InvalidInput for a source
 * or a role that is none.
 */
export function cites({ source, role }: EvidenceArgs, at: AtPoint): (cited: EvidenceAtPoint) => boolean {
  const faults = new Faults()
  const named = source == null ? undefined : sourcesNamed(at, String(source), faults)
  for (const each of role ?? []) if (!ROLES.has(each)) faults.add('E_ROLE', 'role', notOneOf(each, ROLES))
  faults.check()
  return ({ evidence }) =>
    (named === undefined || named.has(evidence.source)) && (role == null || role.includes(evidence.role))
}

const ROLES: ReadonlySet<string> = new Set(evidenceSchema.options.flatMap(({ shape }) => shape.role.options))

/**
 * The evidence of events by their ids, as the corrections that can be seen leave it; each place once, and of those
 * what the arguments ask for.
 */
export function evidenceFor(at: AtPoint, ids: readonly string[], args: EvidenceArgs = {}): EvidenceAtPoint[] {
  const cited = eventsOf(at, ids).flatMap(evidenceAsSeen).filter(cites(args, at))
  return [...new Map(cited.map((each) => [JSON.stringify(each.evidence), each])).values()]
}

/** An event's evidence in every version in which it can be seen. */
export function evidenceAsSeen(each: EventAtPoint): EvidenceAtPoint[] {
  const versions = each.state.view.versions(each.recorded.id)
  if (versions.length === 0) return evidenceOf(each)
  return versions.flatMap(({ event }) => evidenceOf({ ...each, recorded: event }))
}

/** Where an event's own sources say it, as written; a source that cannot have been known from here is left out. */
export function evidenceOf({ chronicle, state, recorded }: EventAtPoint): EvidenceAtPoint[] {
  const { view } = state
  const isKnown = ({ source }: Evidence) =>
    view.eventIndex.registrationsOf(source).some((registration) => couldBeKnown(view, registration))
  return (recorded.event.evidence ?? []).filter(isKnown).map((evidence) => ({ chronicle, state, evidence }))
}

function quoteOf({ evidence, ...at }: EvidenceAtPoint, { texts }: ApiContext): string | null {
  if (!isSpan(evidence)) return null
  const digest = readRegistration(sourceOf(at, evidence.source)).text?.digest
  const text = digest === undefined ? undefined : texts.get(digest)
  if (text === undefined || !proves(text, evidence)) return null
  return wordsOf(evidence, text) ?? null
}
