import { z } from 'zod'
import {
  all,
  announced,
  arg,
  attested,
  boundInWords,
  date,
  eitherOf,
  existence,
  firstDay,
  kind,
  lifecycle,
  listedWithAnd,
  narrowing,
  newest,
  object,
  occurrence,
  on,
  one,
  ownWords,
  spaced,
  staged,
  standingValues,
  type Task,
  text,
  yesNo,
} from '../../domain/index.ts'
import { type EventId, subjectSchema } from '../../event/index.ts'
import { type Item, onlyValue, type Resolved, type State, withPremises } from '../../state/index.ts'
import { type CivilDay, formatDay, formatInterval, readBound } from '../../time/index.ts'
import { type Amount, amount } from './amount.ts'
import { denial } from './course.ts'
import { deliveredSoFar, delivery, deliveryIn, moreThanPromised } from './delivery.ts'
import { beyondRecord, type Due, dueOn, dueShown, dueTurns, isOpen, NO_DUE, turningDays } from './due.ts'
import { meeting } from './meeting.ts'
import {
  actor,
  byLevel,
  level,
  meeting as meetingKey,
  person,
  place,
  undertaking as undertakingKey,
} from './terms.ts'
import { undertakingSections } from './undertaking-page.ts'
import { breach, grade, review, type Status, status, statusWord } from './undertaking-values.ts'

/**
 * Undertakings: what a side agreed to, promised, asked for or hoped. Each keeps the grade that its source
 * gives it and is never promoted; answered is not performed.
 */

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

const performance = {
  ...outcome,
  amount: amount.exactOptional().meta({ description: 'how much this was' }),
  total: amount.exactOptional().meta({ description: 'how much it came to by then' }),
}

/** A due date or window is that of the last postponement, or else the first. */
const POSTPONABLE = { first: [['made']], dated: [['postponed']] }

export const undertaking = kind('undertaking', {
  says: 'What a side agreed to, promised, asked for or hoped.',
  type: 'Undertaking',
  list: 'undertakings',
  listSays: 'Everything that was undertaken, requested or hoped for by the date, whatever came of it.',
  heading: 'Undertakings',
  tally: { one: 'undertaking open', other: 'undertakings open' },
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
    by: all(actor, 'Who undertook it: sides like `jp`, or keys of bodies or persons.', {
      role: ['actor', 'by'],
    }),
    to: all(actor, 'Whom it is addressed to: sides like `jp`, or keys of bodies or persons.', {
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
    due: staged(date, 'By when it is to be done.', POSTPONABLE, {
      role: 'due',
      single: true,
      inTurn: true,
      shown: false,
    }),
    dueUnset: staged(yesNo, 'Whether it was last postponed without a new day.', POSTPONABLE, {
      stage: () => 'postponed',
      shown: false,
    }),
    window: staged(
      date,
      'When what it announces would be; null where no source says, or they differ.',
      POSTPONABLE,
      { single: true, inTurn: true, shown: 'one' },
    ),
    condition: all(ownWords, 'On what it depends, in our own words.', { as: 'conditions' }),
    amount: one(amount, 'How much of what; null where no source says, or they differ.', {
      role: 'amount',
      shown: 'one',
    }),
    delivered: all(delivery, 'What was done of it, by each report.', { as: 'deliveries' }),
    postponedFor: all(ownWords, 'Why it was put off, in our own words.'),
    underReview: attested(review, 'That it is being reviewed, and how, on the date itself.', {
      as: 'reviews',
    }),
    breaches: all(breach, 'What someone calls a breach of it.', { role: 'actor' }),
    denials: all(denial, 'Who denies that it was ever undertaken.', { role: 'actor' }),
    speakers: all(actor, 'Who said so in person, for those who undertook it.', { role: 'actor' }),
    reportedBy: all(actor, 'Who reports it, where the source has it at second hand.', { role: 'actor' }),
    meeting: all(meetingKey, 'The meeting that it announces; null where it announces none.', {
      shown: 'first',
    }),
    place: newest(place, 'Where what it announces would be; null where no source says, or they differ.', {
      role: 'place',
    }),
    level: one(
      level,
      'The rank of those involved, like MINISTERIAL. Null where no source says, or sources differ.',
      { filter: byLevel },
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
    deliveredSoFar: t.orNull.value(
      amount,
      'How much was delivered so far: the last total that a source gives, or else the sum over what did it. Null where no source says, or what they say cannot be summed.',
      (item) => deliveredOf(item),
    ),
    heldOn: t.object(
      occurrence,
      'Whether what it announces may be on that day, by the last window: POSSIBLY, while it may be open, and else UNKNOWN. What was held has its own answer.',
      (item, _, { date }) => ({
        answer: mayBeOpen(item) && mayBeOn(item, date) ? ('possibly' as const) : ('unknown' as const),
        likely: false,
      }),
      { date: arg.day('The day.') },
    ),
    due: t.orNull.object(
      dueShown,
      'By when it is to be done; null where no date is given, or sources differ.',
      (item) => {
        const bound = dueOf(item).written
        return bound && { due: dueOf(item), bound, because: item.get(fields.due).because }
      },
    ),
  }),
  elsewhere: (t, fields) => ({
    fulfils: {
      on: ['meeting', 'instrument', 'visit', 'activity', 'transfer'],
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
      (hasDue) => (item) => (dueOf(item).written !== undefined) === hasDue,
    ),
    dueWithin: narrowing(
      arg.int(
        'Only those that may be open and whose due date or window may fall on one of so many days from the point’s date on.',
      ),
      (days, state) => (item) => {
        const { date } = state.point
        const ahead = { earliest: date, latest: date + days }
        return mayBeOpen(item) && (mayBeDue(item, ahead) || mayBeWithin(item, ahead))
      },
    ),
    overdue: narrowing(
      arg.yesNo('Only those that are (true) or are not (false) overdue on the record.'),
      (overdue) => (item) => (dueOf(item).standing === 'overdue') === overdue,
    ),
  }),
  turns: ({ due, dueUnset, status }) => ({
    dueStanding: {
      cause: 'duePassed',
      of: [due, dueUnset, status],
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
      const what = content?.replace(/\.$/, '')
      // A meeting without a name of its own is called by what announced it.
      const about = meeting === undefined || meeting.includes(`${what}`) ? '' : `, ${meeting}`
      return [what && `${whose}${about}: ${what}`]
    },
  },
  shows: [
    ({ grade }, { values, say }) => {
      const by = listedWithAnd(values('by').map(say.subject))
      const to = listedWithAnd(values('to').map(say.subject))
      return [grade, by && `by ${by}`, to && `to ${to}`].filter((each) => each !== undefined).join(' ')
    },
    (_, { values }) => {
      const statuses = values('status').map((each) => spaced(each.status))
      return statuses.every((each) => each === 'open') ? undefined : eitherOf([...new Set(statuses)])
    },
  ],
  brief: (item, _, fields) => {
    const { written } = dueOf(item)
    const grade = eitherOf(standingValues(item, fields.grade).map(spaced))
    const status = eitherOf(standingValues(item, fields.status).map((each) => spaced(each.status)))
    const due = written && `due ${boundInWords(written)}`
    return [grade, due, status].filter((each) => each !== undefined).join(', ')
  },
  ahead: {
    heading: 'Undertakings to come',
    words: (item, { window, status }) => {
      const { values, because } = item.get(window)
      const windows = values.map(({ value }) => value)
      const isOff = !mayBeOpen(item)
      const stage = isOff ? eitherOf(statusesInWords(item.get(status))) : 'announced'
      if (windows.length === 0 || stage === undefined) return undefined
      const when = isOff ? '' : ` for ${windows.map(boundInWords).join(' or ')}`
      return { words: `${stage}${when}`, because, plan: { stage, windows, isOff } }
    },
  },
  task: (item, { due, dueUnset, status }) => {
    const dates = standingValues(item, due)
    const statuses = item.get(status)
    const state = taskState(statuses.values.map(({ value }) => value.status))
    if (dates.length === 0) {
      if (statuses.values.length === 0) return undefined
      return { due: [], isCertain: true, ...(state !== undefined && { state }) }
    }
    if (onlyValue(item.get(dueUnset)) === true)
      return { due: dates, isCertain: true, standing: 'put off to no day', state: 'dropped' }
    const { standing, overdueSince } = dueOf(item)
    const since = overdueSince === undefined ? '' : ` on the record since ${formatDay(overdueSince)}`
    const words = {
      // Sources differ on when it is due.
      none: undefined,
      due: 'due',
      settled: eitherOf(statusesInWords(statuses)) ?? 'settled',
      overdue: `overdue${since}`,
      'possibly-overdue': 'possibly overdue',
    }[standing]
    return {
      due: dates,
      isCertain: item.get(due).answer === 'definitely',
      ...(words !== undefined && { standing: words }),
      ...(state !== undefined && { state }),
    }
  },
  sections: (context, fields) => undertakingSections({ context, fields, dueOf, deliveredOf, mayBeOpen }),
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
        checkable: z.boolean().exactOptional().meta({
          description:
            'whether it has a deliverable that a later source could report; by default, where `deliverable` or `due` is given',
        }),
        deliverable: ownWords.exactOptional(),
        due: date.exactOptional().meta({ description: 'the day by which it is to be done' }),
        window: date.exactOptional().meta({ description: 'when it would happen' }),
        meeting: announced('meeting').exactOptional().meta({ description: 'the meeting that it announces' }),
        place: place.exactOptional(),
        level: level.exactOptional(),
        heads: z.array(person).exactOptional(),
        occasion: meetingKey.exactOptional(),
        topics: z.array(text).exactOptional(),
        condition: ownWords.exactOptional().meta({ description: 'on what it depends' }),
        amount: amount.exactOptional().meta({ description: 'how much of what' }),
        speakers: z.array(actor).exactOptional().meta({ description: 'who said so in person, for `by`' }),
        reportedBy: actor.exactOptional().meta({ description: 'who reports it, at second hand' }),
      },
      claims: (claim, payload) =>
        claim
          .made()
          .status({ status: 'open' })
          .grade(payload.grade)
          .by.each(payload.by)
          .to.each(payload.to)
          .content(payload.content)
          .checkable(payload.checkable ?? (payload.deliverable !== undefined || payload.due !== undefined))
          .deliverable(payload.deliverable)
          .due(payload.due, { stage: 'made' })
          .window(payload.window, { stage: 'made' })
          .condition(payload.condition)
          .amount(payload.amount)
          .speakers.each(payload.speakers)
          .reportedBy(payload.reportedBy)
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
      example: {
        subject: 'undertaking/2024-patrol-boats',
        valid: '2024-03-01',
        payload: {
          grade: 'pledge',
          by: ['jp'],
          to: ['vn'],
          content: 'Give patrol boats.',
          amount: { value: 6, unit: 'boats', exactness: 'at-most' },
          due: { edtf: '2024-12-31', basis: 'stated', reading: 'by the end of the year' },
          speakers: ['person/sato-ken'],
        },
      },
    },
    UndertakingPostponed: {
      says: 'An undertaking was put off, to another day or to none',
      payload: {
        due: date.exactOptional().meta({ description: 'the new day by which it is to be done' }),
        window: date.exactOptional().meta({ description: 'when it would happen' }),
        reason: ownWords.exactOptional(),
      },
      claims: (claim, { due, window, reason }) =>
        claim
          .postponedFor(reason)
          .due(due, { stage: 'postponed' })
          .dueUnset(due === undefined)
          .window(window, { stage: 'postponed' }),
      example: {
        subject: 'undertaking/2024-patrol-boats',
        valid: '2024-11-20',
        payload: { due: { edtf: '2025-06-30', basis: 'stated' } },
      },
    },
    UndertakingUnderReview: {
      says: 'An undertaking is being reviewed on that day',
      aspect: 'attested',
      payload: review.shape,
      claims: (claim, payload) => claim.underReview(payload),
      example: {
        subject: 'undertaking/2024-patrol-boats',
        valid: '2025-02-03',
        payload: { how: 'The budget committee looks at the price.' },
      },
    },
    UndertakingBreachAlleged: {
      says: 'Someone says that an undertaking was broken',
      payload: { by: actor, how: ownWords.exactOptional() },
      claims: (claim, payload) => claim.breaches(payload),
      example: {
        subject: 'undertaking/2024-patrol-boats',
        valid: '2025-08-01',
        payload: { by: 'vn', how: 'No boat came by June.' },
      },
    },
    UndertakingAnswered: {
      says: 'A request or invitation was answered, which does not perform it',
      payload: { with: undertakingKey, how: ownWords },
      claims: (claim, payload) => claim.status({ status: 'answered', by: payload.with }),
      example: {
        subject: 'undertaking/2024-invitation',
        valid: '2024-04-01',
        payload: { with: 'undertaking/2024-acceptance', how: 'The minister said that she would come.' },
      },
    },
    UndertakingPartlyFulfilled: {
      says: 'Part of an undertaking was done',
      payload: performance,
      doubts: moreThanPromised,
      claims: (claim, payload) =>
        claim.status(became('partly-fulfilled', payload.with)).delivered(deliveryIn(payload)),
      example: {
        subject: 'undertaking/2024-patrol-boats',
        valid: '2025-04-10',
        payload: { amount: { value: 2, unit: 'boats' }, with: 'activity/2025-boats-delivered' },
      },
    },
    UndertakingFulfilled: {
      says: 'An undertaking was done',
      payload: performance,
      doubts: moreThanPromised,
      claims: (claim, payload) =>
        claim.status(became('fulfilled', payload.with)).delivered(deliveryIn(payload)),
      example: {
        subject: 'undertaking/2024-patrol-boats',
        valid: '2025-12-01',
        payload: { total: { value: 6, unit: 'boats' } },
      },
    },
    UndertakingWithdrawn: {
      says: 'An undertaking was taken back',
      payload: outcome,
      claims: (claim, payload) => claim.status(became('withdrawn', payload.with)),
      example: { subject: 'undertaking/2024-invitation', valid: '2024-05-01', payload: {} },
    },
    UndertakingLapsed: {
      says: 'An undertaking was reported as come to nothing',
      payload: outcome,
      claims: (claim, payload) => claim.status(became('lapsed', payload.with)),
      example: { subject: 'undertaking/2024-invitation', valid: '2025-01-15', payload: {} },
    },
    UndertakingDenied: {
      says: 'A side said that it never undertook this',
      payload: { ...outcome, by: actor },
      claims: (claim, { by, how, with: what }) =>
        claim.status(became('denied', what)).denials({ by, ...(how && { how }) }),
      example: {
        subject: 'undertaking/2024-patrol-boats',
        valid: '2024-04-01',
        payload: { by: 'jp' },
      },
    },
  },
})

function statusesInWords({ values }: Resolved<Status>): readonly string[] {
  return [...new Set(values.map(({ value }) => spaced(value.status)))]
}

/** What is certain by these statuses: whether it is still to be done, was done, or is no longer to be. */
function taskState(statuses: readonly Status['status'][]): Task['state'] {
  const states = new Set(
    statuses.map((each) => (isOpen(each) ? 'open' : each === 'fulfilled' ? 'done' : 'dropped')),
  )
  const [state, ...others] = states
  return others.length === 0 ? state : undefined
}

function became(status: Status['status'], by: string | undefined): Status {
  return { status, ...(by !== undefined && { by }) }
}

/** How an undertaking stands to its due date at its point; one that was last postponed without a new day has none. */
export function dueOf(item: Item): Due {
  const { due, dueUnset, status } = undertaking.fields
  if (onlyValue(item.get(dueUnset)) === true) return NO_DUE
  return dueOn(item.point.date, item.get(due), item.get(status))
}

/** Its deliveries in the order of their reports, summed. */
function deliveredOf(item: Item): Amount | undefined {
  const { values } = item.get(undertaking.fields.delivered)
  const inOrder = values.toSorted((a, b) => firstDay([a]) - firstDay([b]))
  // Reports that name nothing that did it may be of one delivery, or of two.
  const each = inOrder.flatMap(({ value, standings }) =>
    value.with === undefined
      ? [...new Set(standings.map(({ event }) => event.id))].map(() => value)
      : [value],
  )
  return deliveredSoFar(each)
}

type Days = { readonly earliest: CivilDay; readonly latest: CivilDay }

function mayBeOn(item: Item, day: CivilDay): boolean {
  return mayBeWithin(item, { earliest: day, latest: day + 1 })
}

function mayBeWithin(item: Item, days: Days): boolean {
  return item.get(undertaking.fields.window).values.some(({ value }) => overlap(readBound(value), days))
}

function mayBeDue(item: Item, days: Days): boolean {
  const { label } = dueOf(item)
  return label !== undefined && overlap({ earliest: label.latest - 1, latest: label.latest }, days)
}

function overlap(one: Days, other: Days): boolean {
  return one.earliest < other.latest && other.earliest < one.latest
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
