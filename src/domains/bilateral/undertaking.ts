import { z } from 'zod'
import {
  all,
  announced,
  arg,
  boundInWords,
  cites,
  counted,
  country,
  date,
  eitherOf,
  existence,
  hedge,
  kind,
  type Line,
  lifecycle,
  listedWithAnd,
  MARKS,
  narrowing,
  newest,
  object,
  on,
  one,
  oneOf,
  ownWords,
  type Piece,
  point,
  record,
  remark,
  type Section,
  type SectionContext,
  spaced,
  standingValues,
  subtitle,
  text,
  wordsOf,
  yesNo,
} from '../../domain/index.ts'
import { type EventId, subjectSchema } from '../../event/index.ts'
import { type Item, onlyValue, type State, stands, withPremises } from '../../state/index.ts'
import { formatDay, formatInterval } from '../../time/index.ts'
import { beyondRecord, type Due, dueOn, dueShown, dueTurns, isOpen, turningDays } from './due.ts'
import { meeting } from './meeting.ts'
import { actor, level, meeting as meetingKey, person, place, undertaking as undertakingKey } from './terms.ts'

/**
 * Undertakings: what a side agreed to, promised, asked for or hoped. Each keeps the grade that its source
 * gives it and is never promoted; answered is not performed.
 */

const GRADES = {
  agreement: 'Both sides agreed on it.',
  pledge: 'A side promised it.',
  'confirmed-cooperation': 'The sides confirmed that they work together on it.',
  'shared-intent': 'The sides share the intent, and neither promised it.',
  plan: 'A side plans it.',
  request: 'A side asked the other for it.',
  invitation: 'A side invited the other to it.',
  suggestion: 'A side suggested it.',
  hope: 'A side hopes for it.',
  'intent-to-consider': 'A side intends to consider it, and no more.',
}

const grade = oneOf(GRADES, {
  name: 'Grade',
  says: 'How far a side committed itself, as graded by its source and never promoted.',
})

const statusWord = oneOf(
  {
    open: 'Nothing on the record answers, does or ends it.',
    answered: 'A request or invitation was answered, which does not perform it.',
    'partly-fulfilled': 'Part of it was done.',
    fulfilled: 'It was done.',
    withdrawn: 'It was withdrawn.',
    lapsed: 'It was reported to have failed.',
    denied: 'A side denied that it ever undertook this.',
  },
  {
    name: 'UndertakingStatus',
    says: 'What came of it, as far as is visible. OPEN, ANSWERED and PARTLY_FULFILLED are still to be done.',
  },
)

/** What became of it, and what brought that about. */
const status = record(
  'StatusValue',
  'A possible status, and the events behind it.',
  z.strictObject({ status: statusWord, by: subjectSchema.exactOptional() }),
  { status: 'What may have come of it.', by: 'What brought it.' },
  {
    spelling: ({ status }) => status,
    words: ({ status, by }, say) => `${spaced(status)}${by === undefined ? '' : ` (by ${say.subject(by)})`}`,
  },
)

type Status = z.infer<typeof status>

const statusShown = object<{ readonly status: Status; readonly inferred: boolean }>(
  'StatusValue',
  'A possible status, and the events behind it.',
  (t) => ({
    status: t.value(statusWord, 'What may have come of it.', ({ status }) => status.status),
    inferred: t.yesNo(
      'Whether it is inferred from other events and no source says so.',
      ({ inferred }) => inferred,
    ),
    by: t.orNull.anyItem(
      'What answered it, or fulfilled it completely or in part. Null where no event names that.',
      ({ status }) => status.by,
    ),
  }),
)

const outcome = { with: subjectSchema.exactOptional(), how: ownWords.exactOptional() }

export const undertaking = kind('undertaking', {
  says: 'What a side agreed to, promised, asked for or hoped.',
  type: 'Undertaking',
  list: 'undertakings',
  listSays: 'Everything that was undertaken, requested or hoped for by the date, whatever came of it.',
  heading: 'Undertakings',
  fields: {
    made: existence(),
    status: lifecycle(
      status,
      'Null where several are possible; see `statuses`.',
      [['open'], ['answered'], ['partly-fulfilled'], ['fulfilled', 'withdrawn', 'lapsed', 'denied']],
      {
        stage: ({ status }) => status,
        ends: ['fulfilled', 'withdrawn', 'lapsed', 'denied'],
        word: ({ status }) => status,
        words: statusWord,
        shown: false,
        filter: {
          name: 'status',
          says: 'Only those that possibly have one of these at the point; for events, those that cause one.',
          standing: true,
        },
      },
    ),
    grade: one(grade, 'How far they committed themselves. Null where that is not visible.', {
      shown: 'first-printed',
      filter: { name: 'grade', says: 'Only those of one of these grades.' },
    }),
    by: all(actor, 'Who undertook it: sides like `jp`, or keys of persons.', { role: ['actor', 'by'] }),
    to: all(actor, 'Whom it is addressed to: sides like `jp`, or keys of persons.', {
      role: 'addressee',
    }),
    content: all(ownWords, 'In our own words.', { role: 'text', shown: 'joined' }),
    checkable: newest(
      yesNo,
      'Whether it has a deliverable that a later source could report; null where sources differ.',
    ),
    deliverable: all(
      ownWords,
      'What a later source could report, in our own words; null where there is nothing, or sources differ.',
      { shown: 'one' },
    ),
    due: one(date, 'By when it is to be done.', { role: 'due', shown: false }),
    window: one(date, 'When what it announces would be; null where no source says, or they differ.'),
    meeting: all(meetingKey, 'The meeting that it announces; null where it announces none.', {
      shown: 'first',
    }),
    place: newest(place, 'Where what it announces would be; null where no source says, or they differ.', {
      role: 'place',
    }),
    level: one(
      level,
      'The rank of those involved, like MINISTERIAL. Null where no source says, or sources differ.',
    ),
    heads: all(person, 'Who would lead it. Null where no source says.', {
      role: 'actor',
      shown: 'each-or-null',
    }),
    occasion: all(meetingKey, 'The meeting at which it was made; null where no source says.', {
      role: 'part-of',
      shown: 'first',
    }),
    topics: all(text, 'What it is about.', { role: 'topic' }),
  },
  derived: (t, fields) => ({
    status: t.orNull.value(
      statusWord,
      'Null where several are possible; see `statuses`.',
      (item) => onlyValue(item.get(fields.status))?.status,
    ),
    statuses: t.listOf.object(statusShown, 'Every possible status.', (item) =>
      item.get(fields.status).values.map(({ value: status, standings }) => ({
        status,
        inferred: standings.every(({ event }) => event.event.premises !== undefined),
      })),
    ),
    statusCertainty: t.certainty(
      'How certain the status is on the record.',
      (item) => item.get(fields.status).answer,
    ),
    onTheRecord: t.yesNo(
      'True where it counts as open only because nothing is reported, for a date after the newest source.',
      (item, { state }) => mayBeOpen(item) && beyondRecord(state),
    ),
    due: t.orNull.object(
      dueShown,
      'By when it is to be done; null where no date is given, or sources differ.',
      (item) => {
        const bound = onlyValue(item.get(fields.due))
        return bound && { due: dueOf(item), bound, because: item.get(fields.due).because }
      },
    ),
  }),
  elsewhere: (t, fields) => ({
    fulfils: {
      on: ['meeting', 'instrument'],
      output: t.listOf.item(
        'undertaking',
        'The undertakings that it fulfilled, completely or in part.',
        ({ identity }, { state }) => {
          const fulfilments = fulfilmentsIn(state, (item) => standingValues(item, fields.status))
          return [...new Set(identity.keys.flatMap((key) => fulfilments.get(key) ?? []))]
        },
      ),
    },
  }),
  narrows: (fields) => ({
    open: narrowing(
      arg.yesNo('Only those that may (true) or cannot (false) still be open.'),
      (open) => (item) => mayBeOpen(item) === open,
    ),
    checkable: narrowing(
      arg.yesNo('Only those with (true) or without (false) a deliverable that could be reported.'),
      (checkable) => (item) => onlyValue(item.get(fields.checkable)) === checkable,
    ),
    hasDue: narrowing(
      arg.yesNo('Only those with (true) or without (false) a due date.'),
      (hasDue) => (item) => (onlyValue(item.get(fields.due)) !== undefined) === hasDue,
    ),
    overdue: narrowing(
      arg.yesNo('Only those that are (true) or are not (false) overdue on the record.'),
      (overdue) => (item) => (dueOf(item).standing === 'overdue') === overdue,
    ),
  }),
  turns: ({ due, status }) => ({
    dueStanding: {
      cause: 'duePassed',
      of: [due, status],
      days: (item) => turningDays(dueOf(item).label),
      value: (item) => dueOf(item).standing,
      turns: dueTurns,
    },
  }),
  name: { en: ({ content }) => [content?.replace(/\.$/, '')] },
  label: {
    en: ({ content, grade, meeting }, { values, say }) => {
      const by = listedWithAnd(values('by').map(say.subject))
      const whose = [by, grade && `(${grade})`].filter((part) => part !== undefined).join(' ')
      const about = meeting === undefined ? '' : `, ${meeting}`
      return [content && `${whose}${about}: ${content.replace(/\.$/, '')}`]
    },
  },
  shows: [],
  brief: (item, _, fields) => {
    const { written } = dueOf(item)
    const grade = eitherOf(standingValues(item, fields.grade).map(spaced))
    const status = eitherOf(standingValues(item, fields.status).map((each) => spaced(each.status)))
    const due = written && `due ${boundInWords(written)}`
    return [grade, due, status].filter((each) => each !== undefined).join(', ')
  },
  sections: (context) => undertakingSections(context),
  extras: (item, { view }) => {
    const { standing, label, written, inDays, overdueSince, certainty } = dueOf(item)
    return {
      due: {
        standing,
        label: label === undefined ? null : formatInterval(label),
        basis: written?.basis ?? null,
        reading: written?.reading ?? null,
        because: written === undefined ? [] : withPremises(view, eventsOfDue(item)),
        inDays: inDays ?? null,
        overdueSince: overdueSince === undefined ? null : formatDay(overdueSince),
        certainty,
      },
    }
  },
  events: {
    UndertakingMade: {
      says: 'A side undertook, asked, offered or hoped for something',
      payload: {
        grade,
        by: z.array(actor).min(1),
        to: z.array(actor).exactOptional(),
        content: ownWords,
        checkable: z
          .boolean()
          .meta({ description: 'whether it has a deliverable that a later source could report' }),
        deliverable: ownWords.exactOptional(),
        due: date.exactOptional().meta({ description: 'the day by which it is to be done' }),
        window: date.exactOptional().meta({ description: 'when it would happen' }),
        meeting: announced('meeting').exactOptional().meta({ description: 'the meeting that it announces' }),
        place: place.exactOptional(),
        level: level.exactOptional(),
        heads: z.array(person).exactOptional(),
        occasion: meetingKey.exactOptional(),
        topics: z.array(text).exactOptional(),
      },
      claims: (claim, payload) =>
        claim
          .made()
          .status({ status: 'open' })
          .grade(payload.grade)
          .by.each(payload.by)
          .to.each(payload.to)
          .content(payload.content)
          .checkable(payload.checkable)
          .deliverable(payload.deliverable)
          .due(payload.due)
          .window(payload.window)
          .meeting(payload.meeting)
          .place(payload.place)
          .level(payload.level)
          .heads.each(payload.heads)
          .occasion(payload.occasion)
          .topics.each(payload.topics),
      touches: ({ occasion, meeting: announcedMeeting, place, level, heads }, { subject }) => [
        on(occasion, meeting, (claim) => claim.outcomes(subject)),
        on(announcedMeeting, meeting, (claim) =>
          claim.announced({
            undertaking: subject,
            ...(place && { place }),
            ...(level && { level }),
            ...(heads && { heads }),
          }),
        ),
      ],
    },
    UndertakingAnswered: {
      says: 'A request or invitation was answered, which does not perform it',
      payload: { with: undertakingKey, how: ownWords },
      claims: (claim, payload) => claim.status({ status: 'answered', by: payload.with }),
    },
    UndertakingPartlyFulfilled: {
      says: 'Part of an undertaking was done',
      payload: outcome,
      claims: (claim, payload) => claim.status(became('partly-fulfilled', payload.with)),
    },
    UndertakingFulfilled: {
      says: 'An undertaking was done',
      payload: outcome,
      claims: (claim, payload) => claim.status(became('fulfilled', payload.with)),
    },
    UndertakingWithdrawn: {
      says: 'An undertaking was taken back',
      payload: outcome,
      claims: (claim, payload) => claim.status(became('withdrawn', payload.with)),
    },
    UndertakingLapsed: {
      says: 'An undertaking was reported as come to nothing',
      payload: outcome,
      claims: (claim, payload) => claim.status(became('lapsed', payload.with)),
    },
    UndertakingDenied: {
      says: 'A side said that it never undertook this',
      payload: { ...outcome, by: country },
      claims: (claim, payload) => claim.status(became('denied', payload.with)),
    },
  },
})

function became(status: Status['status'], by: string | undefined): Status {
  return { status, ...(by !== undefined && { by }) }
}

/** How an undertaking stands to its due date at its point. */
export function dueOf(item: Item): Due {
  const { due, status } = undertaking.fields
  return dueOn(item.point.date, item.get(due), item.get(status))
}

/** The events that give its due date, and those that correct it. */
function eventsOfDue(item: Item): readonly EventId[] {
  return item.get(undertaking.fields.due).because
}

function mayBeOpen(item: Item): boolean {
  return standingValues(item, undertaking.fields.status).some(({ status }) => isOpen(status))
}

const DONE: readonly string[] = ['fulfilled', 'partly-fulfilled']

/** By the key of what fulfilled them, the undertakings that were, in the order of their list. */
type Fulfilments = ReadonlyMap<string, readonly string[]>

const found = new WeakMap<State, Fulfilments>()

/** Found once for each state. Cost: the undertakings. */
function fulfilmentsIn(state: State, statusesOf: (item: Item) => readonly Status[]): Fulfilments {
  const known = found.get(state)
  if (known !== undefined) return known
  const done = state
    .list('undertaking')
    .flatMap((item) =>
      statusesOf(item).flatMap(({ status, by }) =>
        DONE.includes(status) && by !== undefined ? [{ by, subject: item.subject }] : [],
      ),
    )
  const fulfilments = new Map(
    [...Map.groupBy(done, ({ by }) => by)].map(
      ([by, all]) => [by, all.map(({ subject }) => subject)] as const,
    ),
  )
  found.set(state, fulfilments)
  return fulfilments
}

/** What was undertaken and is open: by due date first, then by grade; with `all`, the general and settled too. */
function undertakingSections(context: SectionContext): readonly Section[] {
  const { fields } = undertaking
  const made = context.items.filter(stands)
  const open = made.filter(mayBeOpen)
  const settled = made.filter((item) => !mayBeOpen(item))
  const due = open
    .filter((item) => dueOf(item).label !== undefined)
    .toSorted((a, b) => (dueOf(a).label?.latest ?? 0) - (dueOf(b).label?.latest ?? 0))
  const undated = open.filter((item) => dueOf(item).label === undefined)
  const isCheckable = (item: Item) => standingValues(item, fields.checkable).includes(true)
  const checkable = undated.filter(isCheckable)
  const general = undated.filter((item) => !isCheckable(item))
  const lineOf = (item: Item) => undertakingLine(context, item)
  if (context.all)
    return [
      { heading: 'Open undertakings with a due date', lines: due.map(lineOf) },
      { heading: 'Open undertakings without one', lines: byGrade(context, checkable) },
      { heading: 'Open undertakings of a general kind', lines: byGrade(context, general) },
      { heading: 'Settled undertakings', lines: settled.map(lineOf) },
    ]
  const left = [
    ...(general.length === 0 ? [] : [`${general.length} of a general kind`]),
    ...(settled.length === 0 ? [] : [`${settled.length} settled`]),
  ]
  const more = left.length === 0 ? [] : [remark(`and ${left.join(', ')}: --all shows them`)]
  return [
    { heading: 'Open undertakings with a due date', lines: due.map(lineOf) },
    { heading: 'Open undertakings without one', lines: [...byGrade(context, checkable), ...more] },
  ]
}

function byGrade(context: SectionContext, items: readonly Item[]): readonly Line[] {
  const { fields } = undertaking
  const groups = Map.groupBy(items, (item) => standingValues(item, fields.grade)[0] ?? 'grade unknown')
  return [...wordsOf(GRADES), 'grade unknown' as const].flatMap((grade) => {
    const group = groups.get(grade) ?? []
    return group.length === 0
      ? []
      : [subtitle(spaced(grade)), ...group.map((item) => undertakingLine(context, item, false))]
  })
}

/** What, by whom, in which grade, how it stands to its due date, and where that is told. */
function undertakingLine(context: SectionContext, item: Item, graded = true): Line {
  const { fields } = undertaking
  const { answer, because } = item.existence
  const actors = standingValues(item, fields.by).map(context.say.subject)
  const grade = graded ? eitherOf(standingValues(item, fields.grade).map(spaced)) : undefined
  return point(MARKS[answer], [
    hedge(answer),
    context.nameOf(item),
    ` — ${grade === undefined ? '' : `${grade} `}by ${actors.join(' and ')}`,
    ...statusWords(context, item),
    ...dueWords(context.state, dueOf(item)),
    cites(because),
  ])
}

function statusWords({ say }: SectionContext, item: Item): readonly Piece[] {
  const { values } = item.get(undertaking.fields.status)
  if (values.every(({ value }) => value.status === 'open')) return []
  const words = values.map(({ value, answer }) => `${hedge(answer)}${say.of(status, value)}`)
  const later = values.filter(({ value }) => value.status !== 'open').flatMap(({ because }) => because)
  return [`; ${words.join(' or ')}`, cites(later)]
}

function dueWords({ horizon }: State, due: Due): readonly Piece[] {
  const { standing, written, inDays, overdueSince } = due
  if (written === undefined || standing === 'none') return []
  const date = boundInWords(written)
  switch (standing) {
    case 'settled':
      return [`; was due ${date}`]
    case 'due': {
      const away = inDays === undefined ? '' : `, in ${counted(inDays, 'day')}`
      return ['; ', { text: `due ${date}${away}`, style: 'bold' }]
    }
    case 'possibly-overdue':
      return ['; ', { text: `due ${date}, possibly overdue`, style: 'bold' }]
    case 'overdue': {
      const since = overdueSince === undefined ? date : formatDay(overdueSince)
      const newest = horizon === undefined ? '' : `; newest source ${formatDay(horizon)}`
      return ['; ', { text: `overdue on the record since ${since}`, style: 'bold' }, newest]
    }
  }
}
