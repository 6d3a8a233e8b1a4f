import { z } from 'zod'
import {
  all,
  arg,
  attested,
  country,
  date,
  eitherOf,
  existence,
  kind,
  lifecycle,
  listed,
  listedWithAnd,
  narrowing,
  on,
  one,
  oneOf,
  ownWords,
  spaced,
  staged,
  standingValues,
} from '../../domain/index.ts'
import type { Item, Valued } from '../../state/index.ts'
import {
  attestedForce,
  denunciation,
  ending,
  type Force,
  type ForceFields,
  force,
  forceDays,
  forceOn,
  forceShown,
  forceTurns,
  isDated,
  mayTurnWithin,
  suspension,
  until,
} from './force.ts'
import { consent, party, provision, signature, vote } from './instrument-parts.ts'
import { meeting } from './meeting.ts'
import {
  actor,
  byKind,
  byStage,
  instrument as instrumentKey,
  meeting as meetingKey,
  person,
  place,
  printed,
  STAGE,
  spelled,
} from './terms.ts'

/** Instruments: documents that are negotiated, made, consented to, in force and ended. What is only planned is an undertaking. */

const instrumentKind = oneOf({
  treaty: 'A treaty or convention.',
  agreement: 'An agreement.',
  protocol: 'A protocol to another instrument.',
  'exchange-of-notes': 'Notes or letters that were exchanged.',
  memorandum: 'A memorandum.',
  'letter-of-intent': 'A letter of intent.',
  'terms-of-reference': 'Terms of reference.',
  contract: 'A contract.',
  minutes: 'Minutes.',
  statement: 'A statement.',
  'joint-statement': 'A joint statement or declaration.',
  plan: 'A plan or programme that was adopted together.',
})

/** Of these, none enters into force by itself. */
const WITHOUT_FORCE: readonly string[] = [
  'letter-of-intent',
  'minutes',
  'statement',
  'joint-statement',
  'plan',
]

const stage = oneOf(
  {
    'in-talks': 'It is being negotiated.',
    concluded: 'Its negotiation is done.',
    signed: 'It was signed, issued or exchanged.',
  },
  STAGE,
)

const manner = oneOf({
  signed: 'It was signed.',
  issued: 'It was issued or adopted.',
  exchanged: 'It was exchanged.',
})

const common = {
  kind: instrumentKind.exactOptional(),
  title: printed.exactOptional(),
  topic: ownWords.exactOptional(),
  parties: z.array(party).exactOptional(),
}

const relation = oneOf({
  implements: 'It carries the other out.',
  replaces: 'It takes the place of the other.',
  amends: 'It changes the other.',
  resembles: 'A source likens it to the other.',
})

export const instrument = kind('instrument', {
  says: 'A document between the two sides, from its signature on. What is only planned is an undertaking.',
  type: 'Instrument',
  list: 'instruments',
  listSays:
    'Documents that were signed, issued or exchanged. With `certainty: [UNKNOWN]`, those that are only negotiated.',
  heading: 'Instruments',
  tally: { one: 'instrument', other: 'instruments' },
  pageHeading: 'Instruments signed',
  happens: 'A document was signed.',
  fields: {
    signed: existence(),
    stage: lifecycle(
      stage,
      'How far it came: IN_TALKS, CONCLUDED, SIGNED; more than one where that is open.',
      [['in-talks'], ['concluded'], ['signed']],
      {
        as: 'stages',
        filter: byStage,
      },
    ),
    kind: one(instrumentKind, 'Its kind, like `memorandum`. Null where that is not visible.', {
      shown: 'first-printed',
      filter: byKind,
    }),
    manner: one(
      manner,
      '`signed`, `issued` or `exchanged`. Null where that is not visible, or sources differ.',
    ),
    title: all(printed, 'Every form that a source prints.', { role: 'name', shown: 'printed', as: 'titles' }),
    topic: all(ownWords, 'What it is about, in our own words. Null where that is not visible.', {
      role: 'topic',
      shown: 'first-printed',
      spelling: spelled,
    }),
    parties: all(party, 'The parties; empty where no source says.', { role: 'actor' }),
    signatories: all(person, 'Who signed; null where no source says.', {
      role: 'actor',
      shown: 'each-or-null',
    }),
    signatures: all(signature, 'Who signed for whom, where a source says.', { role: 'actor' }),
    witnesses: all(person, 'Who witnessed it.', { role: 'actor' }),
    country: one(country, 'The country that it was signed in; null where no source says.', { role: 'place' }),
    city: one(printed, 'The city that it was signed in; null where no source says.', { role: 'place' }),
    occasion: all(meetingKey, 'The meeting at which it was signed; null where no source says.', {
      role: 'part-of',
      shown: 'first',
    }),
    after: all(meetingKey, 'The meeting that it was signed after; null where no source says.', {
      shown: 'first',
    }),
    rounds: all(z.int32().positive(), 'By number, the talks on it that sources count.'),
    consents: all(consent, 'What parliaments, governments and other bodies did to be bound by it, or not.', {
      role: 'actor',
      shown: false,
    }),
    force: staged(
      force,
      'How it came into force: see `inForce`.',
      { first: [['provisional'], ['in-force']] },
      { shown: false },
    ),
    suspension: staged(
      suspension,
      'Whether its force is suspended.',
      { dated: [['suspended'], ['resumed']] },
      { shown: false },
    ),
    ending: staged(
      ending,
      'Whether it has ended, or goes on.',
      { dated: [['goes-on'], ['ended']] },
      { shown: false },
    ),
    attestedForce: attested(attestedForce, 'What a source says of its force on the date itself.', {
      single: true,
      shown: false,
    }),
    planned: one(date, 'When it is to enter into force.', { inTurn: true, shown: false }),
    conditions: all(ownWords, 'On what its entry into force depends, in our own words.'),
    until: one(until, 'Until when it was made or extended.', { inTurn: true, shown: false }),
    denunciation: staged(
      denunciation,
      'Notice that a party ends it, unless it was taken back.',
      { dated: [['given'], ['withdrawn']] },
      {
        role: 'actor',
        as: 'denunciations',
        stage: ({ status }) => status,
      },
    ),
    ended: all(ownWords, 'How it ended, in our own words.', { as: 'endings' }),
    provisions: all(provision, 'What it provides.', { role: 'text' }),
    implements: all(instrumentKey, 'The instruments that it carries out.'),
    replaces: all(instrumentKey, 'The instruments whose place it takes.'),
    amends: all(instrumentKey, 'The instruments that it changes.'),
    resembles: all(instrumentKey, 'The instruments that a source likens it to.'),
    amendedBy: all(instrumentKey, 'The instruments that change it.', { link: true }),
    replacedBy: all(instrumentKey, 'The instruments that took its place.', { link: true }),
    implementedBy: all(instrumentKey, 'The instruments that carry it out.', { link: true }),
    summary: all(ownWords, 'In our own words, one text for each source.', { role: 'text', as: 'summaries' }),
  },
  derived: (t) => ({
    inForce: t.orNull.object(
      forceShown,
      'Whether it is in force at the point; null for minutes, statements and the like, of which no source says that they enter into force.',
      (item) => forceOf(item),
    ),
    consents: t.listOf.value(
      consent,
      'What parliaments, governments and other bodies did to be bound by it, or not, in the order of their days.',
      (item) => consentsOf(item),
    ),
    ratifiedBy: t.listOf.string(
      'The sides and bodies that ratified or accepted it, or acceded, in the order of their days.',
      (item) =>
        consentsOf(item)
          .filter(({ step }) => RATIFIED.includes(step))
          .map(({ by }) => by),
    ),
  }),
  narrows: () => ({
    inForce: narrowing(
      arg.yesNo(
        'Only those that may be in force at the point (true), or all others that could be (false), what nothing says of included.',
      ),
      (inForce) => (item) => {
        const found = forceOf(item)
        return found !== undefined && ['definitely', 'possibly'].includes(found.answer) === inForce
      },
    ),
    turnsWithin: narrowing(
      arg.int(
        'Only those that may enter into force as planned, end, or be ended by a notice, on one of so many days from the point’s date on.',
      ),
      (days, { point: { date } }) =>
        (item) =>
          mayTurnWithin(forceFieldsOf(item), { earliest: date, latest: date + days }),
    ),
  }),
  turns: ({ force, suspension, ending, attestedForce, planned, until, denunciation }) => ({
    inForce: {
      cause: 'duePassed',
      of: [force, suspension, ending, attestedForce, planned, until, denunciation],
      days: (item) => forceDays(forceFieldsOf(item)),
      value: (item) => forceOf(item)?.words ?? '',
      turns: forceTurns,
    },
  }),
  label: {
    en: ({ kind, topic, title }, { values, say, when, item }) => [
      [kind, topic].filter((part) => part !== undefined).join(': ') || title,
      listedWithAnd([
        ...new Set(
          values('parties').map((each) => (each.side ? say.country(each.side) : say.of(party, each))),
        ),
      ]),
      // Of one that is only spoken of, no source says when it was made.
      isDated(item.existence.values) ? when : undefined,
    ],
  },
  shows: [
    (_, { values, say }) => listedWithAnd(values('parties').map((value) => say.of(party, value))),
    ({ signatories, signatures }) => {
      const by = signatures ?? signatories
      return by && `signed by ${by}`
    },
    (_, { item, say }) => listed(...consentsOf(item).map((each) => say.of(consent, each))),
    (_, { item }) => forceOf(item)?.words,
  ],
  ahead: {
    heading: 'Instruments in talks',
    words: (item, { stage, rounds }) => {
      const { values, because } = item.get(stage)
      const stages = eitherOf(values.map(({ value }) => spaced(value)))
      if (stages === undefined || item.existence.values.length > 0) return undefined
      const last = Math.max(...standingValues(item, rounds))
      const round = Number.isFinite(last) ? `, round ${last}` : ''
      return { words: `${stages}${round}`, because }
    },
  },
  extras: (item) => {
    const found = forceOf(item)
    return { inForce: found === undefined ? null : { certainty: found.answer, words: found.words } }
  },
  events: {
    InstrumentInTalks: {
      says: 'A document is being negotiated, or its negotiation is done',
      foretells: true,
      payload: {
        ...common,
        round: z.int32().positive().exactOptional().meta({ description: 'which round of talks this is' }),
        concluded: z
          .boolean()
          .exactOptional()
          .meta({ description: 'true where the talks are done; by default false' }),
        occasion: meetingKey.exactOptional(),
      },
      claims: (claim, { kind, title, topic, parties, round, concluded = false }) =>
        claim
          .stage(concluded ? 'concluded' : 'in-talks')
          .kind(kind)
          .title(title)
          .topic(topic)
          .parties.each(parties)
          .rounds(round),
      touches: ({ occasion }, { subject }) => [on(occasion, meeting, (claim) => claim.outcomes(subject))],
      example: {
        subject: 'instrument/2024-fisheries-agreement',
        valid: '2023-11-06',
        payload: {
          kind: 'agreement',
          topic: 'fisheries',
          parties: [{ side: 'jp' }, { side: 'vn' }],
          round: 3,
        },
      },
    },
    InstrumentNamed: {
      says: 'A source speaks of a document that was made before, without saying how',
      payload: common,
      claims: (claim, { kind, title, topic, parties }) =>
        claim.signed().kind(kind).title(title).topic(topic).parties.each(parties),
      example: {
        subject: 'instrument/1998-fisheries-agreement',
        payload: { kind: 'agreement', title: 'Agreement on Fisheries of 1998', topic: 'fisheries' },
      },
    },
    InstrumentSigned: {
      says: 'A document was signed, issued or exchanged',
      payload: {
        kind: instrumentKind,
        title: printed.exactOptional(),
        topic: ownWords.exactOptional(),
        manner: manner.exactOptional().meta({ description: 'by default `signed`' }),
        parties: common.parties,
        signatories: z
          .array(person)
          .exactOptional()
          .meta({ description: 'absent: the source does not say who, or `signatures` does' }),
        signatures: z.array(signature).exactOptional().meta({ description: 'who signed for whom' }),
        witnesses: z.array(person).exactOptional(),
        place: place.exactOptional(),
        until: date.exactOptional().meta({ description: 'until when it is made' }),
        occasion: meetingKey.exactOptional(),
        after: meetingKey.exactOptional().meta({ description: 'the meeting that it was signed after' }),
        summary: ownWords.exactOptional(),
      },
      checks: ({ title, topic }, fault) => {
        if (title === undefined && topic === undefined)
          fault('topic', 'expected a title as printed, a topic in our own words, or both')
      },
      claims: (claim, { signatories = [], signatures = [], place, ...others }) =>
        claim
          .signed()
          .stage('signed')
          .kind(others.kind)
          .manner(others.manner ?? 'signed')
          .title(others.title)
          .topic(others.topic)
          .parties.each(others.parties)
          .signatories.each([...signatories, ...signatures.map((each) => each.person)])
          .signatures.each(signatures)
          .witnesses.each(others.witnesses)
          .country(place?.country)
          .city(place?.city)
          .until(others.until && { day: others.until })
          .occasion(others.occasion)
          .after(others.after)
          .summary(others.summary),
      touches: ({ occasion }, { subject }) => [on(occasion, meeting, (claim) => claim.outcomes(subject))],
      example: {
        subject: 'instrument/2024-fisheries-agreement',
        valid: '2024-03-01',
        payload: {
          kind: 'agreement',
          topic: 'fisheries',
          parties: [{ side: 'jp' }, { side: 'vn' }],
          signatures: [{ person: 'person/sato-ken', for: 'jp' }],
          place: { city: 'Tokyo' },
        },
      },
    },
    InstrumentConsented: {
      says: 'A party, or a body of one, approved, ratified, accepted or rejected a document',
      payload: { by: actor, step: consent.shape.step, vote: vote.exactOptional() },
      follows: ['InstrumentSigned'],
      claims: (claim, payload) => claim.consents(payload),
      example: {
        subject: 'instrument/2024-fisheries-agreement',
        valid: '2024-05-20',
        payload: { by: 'body/diet', step: 'approved', vote: { for: 300, against: 120 } },
      },
    },
    InstrumentToEnterIntoForce: {
      says: 'A document is to enter into force on a day, or once something is done',
      payload: {
        on: date.exactOptional(),
        condition: ownWords.exactOptional().meta({ description: 'on what it depends' }),
      },
      checks: ({ on, condition }, fault) => {
        if (on === undefined && condition === undefined) fault('on', 'expected a day, a condition, or both')
      },
      claims: (claim, { on, condition }) => claim.planned(on).conditions(condition),
      example: {
        subject: 'instrument/2024-fisheries-agreement',
        valid: '2024-05-20',
        payload: { on: { edtf: '2024-07-01', basis: 'stated' } },
      },
    },
    InstrumentEnteredIntoForce: {
      says: 'A document entered into force, or is applied provisionally',
      follows: ['InstrumentSigned'],
      payload: {
        provisionally: z.boolean().exactOptional().meta({ description: 'by default false' }),
        until: date.exactOptional().meta({ description: 'until when it is to be in force' }),
      },
      claims: (claim, { provisionally = false, until }) =>
        claim.force(provisionally ? 'provisional' : 'in-force').until(until && { day: until }),
      example: { subject: 'instrument/2024-fisheries-agreement', valid: '2024-07-01', payload: {} },
    },
    InstrumentForceAttested: {
      says: 'A source says whether a document is in force on that day',
      aspect: 'attested',
      payload: { force: attestedForce },
      claims: (claim, { force }) => claim.attestedForce(force),
      example: {
        subject: 'instrument/1998-fisheries-agreement',
        valid: '2024-05-20',
        payload: { force: 'not-in-force' },
      },
    },
    InstrumentExtended: {
      says: 'A document was extended',
      follows: ['InstrumentSigned', 'InstrumentEnteredIntoForce'],
      payload: {
        until: date.exactOptional().meta({ description: 'absent where it goes on without an end' }),
      },
      claims: (claim, { until }) => claim.ending('goes-on').until(until ? { day: until } : {}),
      example: {
        subject: 'instrument/2024-fisheries-agreement',
        valid: '2026-06-01',
        payload: { until: { edtf: '2029-06-30', basis: 'stated' } },
      },
    },
    InstrumentSuspended: {
      says: 'A document was suspended',
      follows: ['InstrumentSigned', 'InstrumentEnteredIntoForce'],
      payload: { reason: ownWords.exactOptional() },
      claims: (claim, { reason }) => claim.suspension('suspended').summary(reason),
      example: { subject: 'instrument/2024-fisheries-agreement', valid: '2026-01-10', payload: {} },
    },
    InstrumentResumed: {
      says: 'A suspended document is in force again',
      follows: ['InstrumentSuspended'],
      payload: {},
      claims: (claim) => claim.suspension('resumed').ending('goes-on'),
      example: { subject: 'instrument/2024-fisheries-agreement', valid: '2026-02-10', payload: {} },
    },
    InstrumentDenounced: {
      says: 'A party gave notice that it ends a document, or took the notice back',
      follows: ['InstrumentSigned'],
      payload: {
        by: actor.exactOptional(),
        effective: date.exactOptional().meta({ description: 'from when it is to have ended' }),
        withdrawn: z
          .boolean()
          .exactOptional()
          .meta({ description: 'true where the notice is taken back; by default false' }),
      },
      claims: (claim, { by, effective, withdrawn = false }) =>
        claim.denunciation({
          status: withdrawn ? 'withdrawn' : 'given',
          ...(by && { by }),
          ...(effective && { effective }),
        }),
      example: {
        subject: 'instrument/2024-fisheries-agreement',
        valid: '2030-01-05',
        payload: { by: 'vn', effective: { edtf: '2030-07-05', basis: 'stated' } },
      },
    },
    InstrumentEnded: {
      says: 'A document ended: it expired, was denounced or replaced, or the parties ended it',
      follows: ['InstrumentSigned', 'InstrumentEnteredIntoForce', 'InstrumentDenounced'],
      payload: { how: ownWords.exactOptional() },
      claims: (claim, { how }) => claim.ending('ended').ended(how),
      example: {
        subject: 'instrument/2024-fisheries-agreement',
        valid: '2030-07-05',
        payload: { how: 'It ended six months after the notice.' },
      },
    },
    InstrumentProvides: {
      says: 'A source says what a document provides',
      foretells: true,
      changesNothing: true,
      payload: provision.shape,
      claims: (claim, payload) => claim.provisions(payload),
      example: {
        subject: 'instrument/2024-fisheries-agreement',
        payload: { provision: 'forbids', content: 'Drift nets longer than two kilometres.' },
      },
    },
    InstrumentRelated: {
      says: 'A document carries out, replaces, amends or resembles another',
      foretells: true,
      changesNothing: true,
      payload: { relation, to: instrumentKey },
      claims: (claim, { relation, to }) => claim[relation](to),
      touches: ({ relation, to }, { subject }, onAnother) => [
        onAnother(to, (claim) => {
          if (relation === 'amends') claim.amendedBy(subject)
          if (relation === 'replaces') claim.replacedBy(subject)
          if (relation === 'implements') claim.implementedBy(subject)
        }),
      ],
      example: {
        subject: 'instrument/2024-fisheries-agreement',
        payload: { relation: 'replaces', to: 'instrument/1998-fisheries-agreement' },
      },
    },
  },
})

const RATIFIED: readonly string[] = ['ratified', 'accepted', 'acceded', 'exchanged']

/** Whether it is in force at its point; undefined for what never enters into force. */
function forceOf(item: Item): Force | undefined {
  const kinds = standingValues(item, instrument.fields.kind)
  const entersIntoForce = kinds.length === 0 || kinds.some((each) => !WITHOUT_FORCE.includes(each))
  return forceOn(item.point.date, forceFieldsOf(item), entersIntoForce)
}

function forceFieldsOf(item: Item): ForceFields {
  const { force, suspension, ending, attestedForce, planned, until, denunciation } = instrument.fields
  return {
    force: item.get(force),
    suspension: item.get(suspension),
    ending: item.get(ending),
    attested: item.get(attestedForce),
    planned: item.get(planned),
    until: item.get(until),
    denunciation: item.get(denunciation),
  }
}

/** In the order of their days; one of which another source gives the vote is there once, with the vote. */
function consentsOf(item: Item): readonly z.infer<typeof consent>[] {
  const firstDay = ({ standings }: Valued<unknown>) =>
    Math.min(...standings.map(({ bounds }) => bounds.begin.earliest))
  const inOrder = item
    .get(instrument.fields.consents)
    .values.toSorted((a, b) => firstDay(a) - firstDay(b))
    .map(({ value }) => value)
  const voted = (one: z.infer<typeof consent>) =>
    inOrder.some(({ by, step, vote }) => by === one.by && step === one.step && vote !== undefined)
  return inOrder.filter((one) => one.vote !== undefined || !voted(one))
}
