import type { InputShapeFromFields } from '@pothos/core'
import { citedText, type Evidence, isSpan } from '../../event/index.ts'
import { ofEach, type Steps } from '../../state/index.ts'
import { type Builder, enumValues } from '../builder.ts'
import { Faults } from '../faults.ts'
import { assume } from '../limits/sizes.ts'
import { type AtPoint, atPointOf, type EventAtPoint, eventSteps } from '../points/at-point.ts'
import { citedSpan, quoteOf } from '../points/quotes.ts'
import { sourceIdSteps, sourceOf } from '../points/sources.ts'
import type { addSourceType } from './source.ts'

type EvidenceAtPoint = AtPoint & { readonly evidence: Evidence }

/** What words of a source attest. */
const ROLES: Readonly<Record<Evidence['role'], string>> = {
  statement: 'What is said.',
  date: 'When it was.',
  place: 'Where it was.',
  name: 'What something is called.',
  title: 'The title of someone or of a document.',
  ordinal: 'The number in a series.',
  quotation: 'The speaker’s own words, which are never copied.',
  context: 'What other words are read by.',
}

/** The type of evidence: where in a source something is said. */
export function addEvidence(builder: Builder, source: ReturnType<typeof addSourceType>['source']) {
  const role = builder.enumType('EvidenceRole', {
    description:
      'What words of a source attest. In variables it may also be written as in files, like `statement`.',
    values: enumValues(ROLES),
  })
  const evidenceArgs = builder.args((t) => ({
    source: t.id({
      required: false,
      description: 'Only this source, by id or label. An unknown source is refused.',
    }),
    role: t.field({ type: [role], required: false, description: 'Only these roles.' }),
  }))
  const evidence = builder.objectRef<EvidenceAtPoint>('Evidence').implement({
    extensions: assume({ things: 3 }),
    description:
      'Where a source says it: the span `[start, end)` in UTF-16 code units of its text, and the digest of that span.',
    fields: (t) => ({
      source: t.field({
        type: source,
        description: 'The source that it is in.',
        resolve: ({ evidence, ...at }) => sourceOf(at, evidence.source),
      }),
      start: t.int({
        nullable: true,
        description: 'Where the span begins, from 0 (inclusive). Null where there is a locator instead.',
        resolve: ({ evidence }) => (isSpan(evidence) ? evidence.start : null),
      }),
      end: t.int({
        nullable: true,
        description: 'Where the span ends (exclusive). Null where there is a locator instead.',
        resolve: ({ evidence }) => (isSpan(evidence) ? evidence.end : null),
      }),
      digest: t.string({
        nullable: true,
        description: 'The hex SHA-256 of the span in UTF-8. Null where there is a locator instead.',
        resolve: ({ evidence }) => (isSpan(evidence) ? evidence.digest : null),
      }),
      text: t.string({
        nullable: true,
        description:
          'The hex SHA-256 of the text that the span is in, where only a revision of the source has the words: they are known from that revision on. Null otherwise.',
        resolve: ({ evidence }) => citedText(evidence) ?? null,
      }),
      locator: t.string({
        nullable: true,
        description: 'The page or paragraph, in a source without a text. Null where there is a span instead.',
        resolve: ({ evidence }) => (isSpan(evidence) ? null : evidence.locator),
      }),
      role: t.field({
        type: role,
        description: 'What the words attest.',
        resolve: ({ evidence }) => evidence.role,
      }),
      quote: t.string({
        nullable: true,
        description:
          'The words of the span, from whichever text of its source has them. Null unless the server has that text and its digest matches.',
        resolve: ({ evidence, state: { view } }, _, { texts }) =>
          isSpan(evidence) ? (quoteOf(citedSpan(view, evidence), texts) ?? null) : null,
      }),
    }),
  })
  return { evidence, evidenceArgs, role }
}

type EvidenceArgs = InputShapeFromFields<ReturnType<typeof addEvidence>['evidenceArgs']>

/** Those of some evidence that match the arguments, in steps. Throws InvalidInput for an unknown source. */
export function* evidenceMatching(
  all: readonly EvidenceAtPoint[],
  args: EvidenceArgs,
  at: AtPoint,
): Steps<EvidenceAtPoint[]> {
  return all.filter(yield* evidenceTest(args, at))
}

function* evidenceTest(
  { source, role }: EvidenceArgs,
  at: AtPoint,
): Steps<(cited: EvidenceAtPoint) => boolean> {
  const faults = new Faults()
  const named = source == null ? undefined : yield* sourceIdSteps(at, String(source), faults)
  faults.check()
  return ({ evidence }) =>
    (named === undefined || named.has(evidence.source)) && (role == null || role.includes(evidence.role))
}

/** The evidence of these events that matches the arguments, after the visible corrections; each place once; in steps. */
export function* evidenceFor(
  at: AtPoint,
  ids: readonly string[],
  args: EvidenceArgs = {},
): Steps<EvidenceAtPoint[]> {
  const isWanted = yield* evidenceTest(args, at)
  const cited = yield* ofEach(yield* eventSteps(at, ids), EVENTS_A_STEP, (each) =>
    evidenceAsSeen(each).filter(isWanted),
  )
  return [...new Map(cited.map((each) => [JSON.stringify(each.evidence), each])).values()]
}

const EVENTS_A_STEP = 20

/** An event's evidence in each of its visible versions; as written where it is not visible. */
export function evidenceAsSeen(each: EventAtPoint): EvidenceAtPoint[] {
  const versions = each.state.view.versions(each.recorded.id)
  if (versions.length === 0) return evidenceOf(each)
  return versions.flatMap(({ event }) => evidenceOf({ ...each, recorded: event }))
}

/** An event's evidence as written, without the sources that could not be known at the point. */
export function evidenceOf({ recorded, ...from }: EventAtPoint): EvidenceAtPoint[] {
  const { view } = from.state
  const at = atPointOf(from)
  const isKnown = ({ source }: Evidence) => view.sourceCouldBeKnown(source)
  return (recorded.event.evidence ?? []).filter(isKnown).map((evidence) => ({ ...at, evidence }))
}
