import {
  all,
  arg,
  attestationWords,
  cites,
  existence,
  firstClaimed,
  kind,
  listedWithAnd,
  MARKS,
  object,
  one,
  oneOf,
  type Piece,
  point,
  printedForms,
  type SectionContext,
  spaced,
  whenInWords,
} from '../../domain/index.ts'
import { type Item, type State, stands } from '../../state/index.ts'
import { type Answer, formatDay } from '../../time/index.ts'
import { actor, meeting, printed } from './terms.ts'

/** Status labels: what the whole relationship, or one part of it, is formally called. */

const bearer = oneOf(
  {
    relationship: 'The relationship as a whole.',
    'defence-cooperation': 'Defence cooperation alone.',
  },
  { name: 'LabelObject', says: 'What has a label.' },
)

const payload = {
  object: bearer.meta({ description: 'what bears the label' }),
  label: printed,
  by: actor.exactOptional().meta({ description: 'who calls it so, where one side does so alone' }),
  occasion: meeting.exactOptional(),
}

type Labels = readonly Item[]

const status = object<Labels>('Status', 'The formal name of something at the point.', (t) => ({
  certainty: t.certainty('UNKNOWN where no visible label holds; another one may.', (labels) =>
    certaintyOf(labels),
  ),
  label: t.orNull.string(
    'The label, where exactly one may be in force; those of one side alone count only where there is none of both. Null where none may, or several.',
    (labels) => {
      const [first, ...others] = inUse(labels)
      return first === undefined || others.length > 0 ? null : labelOf(first)
    },
  ),
  likely: t.yesNo('Whether an estimate makes it likely that a label is in force.', (labels) =>
    labels.filter(stands).some(({ existence }) => existence.values.some(({ likely }) => likely)),
  ),
  labels: t.listOf.item('label', 'Every visible label, each with its own certainty.', (labels) =>
    labels.map(({ subject }) => subject),
  ),
  lastAttested: t.orNull.item(
    'label',
    'The label last attested before the date. Null where one is in force on it, definitely or possibly, or none was before.',
    (labels) =>
      labels.some(stands)
        ? null
        : labels.find(({ existence }) => existence.lastAttested !== undefined)?.subject,
  ),
}))

export const label = kind('label', {
  says: 'A formal label, in force or not: with `when`, the window in which it came into force.',
  type: 'StatusLabel',
  list: 'status',
  listSays: null,
  heading: 'Status',
  tally: { one: 'status', other: 'statuses' },
  lead: true,
  attested: true,
  fields: {
    inForce: existence(),
    object: one(bearer, 'What it names. Null where that is not visible.', { shown: false }),
    by: all(actor, 'Who calls it so alone: sides like `jp`; empty where both do, or no source says.', {
      role: ['actor', 'by'],
      shown: 'printed',
    }),
    label: all(printed, 'As printed.', { role: 'name', shown: false }),
  },
  derived: (t, fields) => ({
    label: t.string('As printed.', (item) => labelOf(item)),
    object: t.orNull.value(bearer, 'What it names. Null where that is not visible.', (item) =>
      bearer.options.find((word) => word === printedForms(item, fields.object)[0]),
    ),
    lastAttested: t.orNull.validTime(
      'The nearest time before the date at which it was in use; null where there is none.',
      ({ existence }) => existence.lastAttested?.standings[0],
    ),
    nextAttested: t.orNull.validTime(
      'The nearest time after the date at which it was in use; null where there is none.',
      ({ existence }) => existence.nextAttested?.standings[0],
    ),
  }),
  inState: (t, fields) => ({
    status: t.object(
      status,
      'The formal names of the relationship, or of a part of it.',
      (state, _, { object }) =>
        state.list('label').filter((item) => printedForms(item, fields.object).includes(object)),
      { object: arg.choice(bearer, 'What has the label.', 'relationship') },
    ),
  }),
  label: {
    en: ({ label, object, by }, { values }) => [
      label,
      values('object')[0] === 'relationship' ? undefined : object,
      by && `by ${by}`,
    ],
  },
  shows: [],
  brief: ({ existence }) => whenInWords(existence.values),
  sections: (context, fields) => {
    const bearerOf = (item: Item) => firstClaimed(item, fields.object)
    const whole = context.items.filter((item) => bearerOf(item) === 'relationship')
    const parts = context.items.filter((item) => bearerOf(item) !== 'relationship')
    const unknown = point(MARKS.unknown, [
      context.items.length === 0
        ? 'no source that can be seen gives the relationship a label'
        : 'the label then in force: unknown',
    ])
    const lines = [...whole, ...parts].map((item) => {
      const object = bearerOf(item)
      const what = object === 'relationship' || object === undefined ? '' : ` (${spaced(object)})`
      const by = listedWithAnd(printedForms(item, fields.by).map(context.say.subject))
      return point(MARKS[item.existence.answer], [
        `“${context.nameOf(item)}”${what}${by === undefined ? '' : ` (by ${by})`}: `,
        ...standing(context, item),
      ])
    })
    return [{ heading: 'Status', lines: [...(whole.some(stands) ? [] : [unknown]), ...lines] }]
  },
  events: {
    LabelAdopted: {
      says: 'A label came into force and stays until another word is given',
      aspect: 'lasting',
      payload,
      claims: (claim, { object, label, by }) => claim.inForce().object(object).label(label).by(by),
      example: {
        subject: 'label/strategic-partners',
        valid: '2024-03-01/',
        payload: { object: 'relationship', label: 'strategic partners' },
      },
    },
    LabelAttested: {
      says: 'A label was in use at that date',
      aspect: 'attested',
      payload,
      claims: (claim, { object, label, by }) => claim.inForce().object(object).label(label).by(by),
      example: {
        subject: 'label/old-friends',
        valid: '2024-06-03',
        payload: { object: 'relationship', label: 'old friends', by: 'vn' },
      },
    },
  },
})

/** Those that may be in force: of one side alone only where there is none of both. */
function inUse(labels: Labels): Labels {
  const standing = labels.filter(stands)
  const ofBoth = standing.filter((item) => !isOfOneSide(item))
  return ofBoth.length > 0 ? ofBoth : standing
}

function isOfOneSide(item: Item): boolean {
  return printedForms(item, label.fields.by).length > 0
}

function certaintyOf(labels: Labels): Answer {
  const answers = inUse(labels).map(({ existence }) => existence.answer)
  if (answers.length === 0) return 'unknown'
  return answers.length === 1 && answers[0] === 'definitely' ? 'definitely' : 'possibly'
}

/** A label is called by its name even on dates at which it is not in force. */
function labelOf(item: Item): string {
  return printedForms(item, { name: 'label' })[0] ?? item.subject
}

function standing({ state }: SectionContext, item: Item): readonly Piece[] {
  const { answer, values, because } = item.existence
  switch (answer) {
    case 'definitely':
      return [`in force, ${whenInWords(values)}`, cites(because)]
    case 'possibly':
      return [`possibly in force, ${whenInWords(values)}`, cites(because)]
    case 'no':
      return [`no: ${excluded(state, item)}`, cites(because)]
    case 'unknown':
      return ['unknown', ...attestationWords(item.existence, () => '')]
  }
}

/** Why a label is excluded from the date: its window opens only later, or it has ended. */
function excluded({ point: { date } }: State, { standings, kind }: Item): string {
  const bounds = standings
    .filter(({ claim, answer }) => claim.field === kind.existence.name && answer === 'no')
    .map((each) => each.bounds)
  const opens = Math.min(...bounds.map(({ begin }) => begin.earliest).filter((day) => day > date))
  if (Number.isFinite(opens)) return `window opens ${formatDay(opens)}`
  const ended = Math.max(...bounds.map(({ end }) => end.latest))
  return Number.isFinite(ended) ? `it ended by ${formatDay(ended - 1)}` : 'its dates exclude this one'
}
