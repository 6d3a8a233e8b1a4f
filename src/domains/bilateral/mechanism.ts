import { z } from 'zod'
import {
  all,
  attested,
  cites,
  existence,
  hedge,
  kind,
  lifecycle,
  MARKS,
  on,
  one,
  oneOf,
  ownWords,
  point,
  record,
  whenInWords,
  yesNo,
} from '../../domain/index.ts'
import { stands } from '../../state/index.ts'
import { meeting } from './meeting.ts'
import {
  byLevel,
  byStage,
  level,
  mechanism as mechanismKey,
  meeting as meetingKey,
  printed,
  STAGE,
} from './terms.ts'

/** Mechanisms: standing frameworks for meeting or working, from agreed to convened, and their sessions. */

const sessions = record(
  'SessionCount',
  'The number of sessions that a source counts, and of what.',
  z.strictObject({ number: z.int32().positive(), counts: ownWords }),
  { number: 'How many, from 1.', counts: 'What the number counts, in our own words.' },
  { words: ({ number, counts }) => `no. ${number}, counting ${counts}` },
)

const stage = oneOf(
  {
    attested: 'It is spoken of as in being.',
    agreed: 'It was agreed to set it up.',
    convened: 'It met.',
  },
  STAGE,
)

const common = {
  name: printed,
  level: level.exactOptional(),
  occasion: meetingKey.exactOptional(),
}

export const mechanism = kind('mechanism', {
  says: 'A standing framework for meeting or working together.',
  type: 'Mechanism',
  list: 'mechanisms',
  listSays: 'Frameworks that were agreed, met, or were mentioned as existing.',
  heading: 'Mechanisms',
  tally: { one: 'mechanism', other: 'mechanisms' },
  fields: {
    /** Spoken of, in whatever stage: the mechanism is one that this chronicle has something of. */
    exists: existence(),
    stage: lifecycle(
      stage,
      'Its stage: ATTESTED, AGREED, CONVENED; more than one where that is open.',
      [['attested'], ['agreed'], ['convened']],
      { as: 'stages', filter: byStage },
    ),
    inBeing: attested(yesNo, 'Whether it is spoken of as in being on the date itself.', { shown: false }),
    name: all(printed, 'Every form that a source prints.', { role: 'name', shown: 'printed', as: 'names' }),
    level: one(
      level,
      'The rank of its members, like MINISTERIAL. Null where no source says, or sources differ.',
      { filter: byLevel },
    ),
    upgradedFrom: all(mechanismKey, 'The earlier mechanisms that it replaced.'),
    sessions: attested(
      sessions,
      'The count at the date, or else the last one before it. Null where no source counts them.',
      { shown: 'nearest' },
    ),
    convened: all(meetingKey, 'The meetings at which it met.'),
    firstConvened: all(meetingKey, 'The meeting that a source calls its first; null where none does.', {
      shown: 'first',
    }),
    agreedAt: all(meetingKey, 'The meetings at which it was agreed to set it up.'),
  },
  label: { en: ({ name, level }) => [name, level] },
  shows: [],
  brief: ({ existence }) => whenInWords(existence.values, ', '),
  sections: ({ items, nameOf }, fields) => [
    {
      heading: 'Mechanisms',
      lines: items.filter(stands).map((item) => {
        const { answer, because } = item.existence
        const { values } = item.get(fields.stage)
        const stages = values.map(
          (stage) => `${hedge(stage.answer)}${stage.value} ${whenInWords([stage], ', ')}`,
        )
        const level = item
          .get(fields.level)
          .values.map(({ value }) => value.replaceAll('-', ' '))
          .join(' or ')
        const reasons = [...because, ...values.flatMap((each) => each.because)]
        return point(MARKS[answer], [
          hedge(answer),
          [nameOf(item), level, stages.join(' or ')].filter(Boolean).join('; '),
          cites(reasons),
        ])
      }),
    },
  ],
  events: {
    MechanismAgreed: {
      says: 'It was agreed to set up a mechanism',
      payload: common,
      claims: (claim, { name, level, occasion }) =>
        claim.exists().stage('agreed').name(name).level(level).agreedAt(occasion),
      example: {
        subject: 'mechanism/energy-dialogue',
        valid: '2024-03-01',
        payload: { name: 'Energy Dialogue', level: 'ministerial' },
      },
      touches: ({ occasion }, { subject }) => [on(occasion, meeting, (claim) => claim.outcomes(subject))],
    },
    MechanismConvened: {
      says: 'A mechanism met',
      payload: { ...common, first: z.boolean().exactOptional() },
      claims: (claim, { name, level, occasion, first }) =>
        claim
          .exists()
          .stage('convened')
          .name(name)
          .level(level)
          .convened(occasion)
          .firstConvened(first === true ? occasion : undefined),
      example: {
        subject: 'mechanism/energy-dialogue',
        valid: '2024-06-03',
        payload: { name: 'Energy Dialogue', occasion: 'meeting/2024-06-03-energy-dialogue', first: true },
      },
    },
    MechanismUpgraded: {
      says: 'A mechanism took the place of a lesser one',
      payload: { ...common, from: mechanismKey },
      claims: (claim, { name, level, from }) => claim.exists().name(name).level(level).upgradedFrom(from),
      example: {
        subject: 'mechanism/energy-council',
        valid: '2025-06-02',
        payload: { name: 'Energy Council', from: 'mechanism/energy-dialogue' },
      },
      touches: ({ occasion }, { subject }) => [on(occasion, meeting, (claim) => claim.outcomes(subject))],
    },
    MechanismAttested: {
      says: 'A mechanism was spoken of as in being',
      aspect: 'attested',
      payload: {
        ...common,
        sessions: sessions.exactOptional().meta({ description: 'how many sessions it had, and of what' }),
      },
      claims: (claim, { name, level, sessions }) =>
        claim
          .exists({ aspect: 'happened' })
          .stage('attested', { aspect: 'happened' })
          .inBeing(true)
          .name(name, { aspect: 'happened' })
          .level(level, { aspect: 'happened' })
          .sessions(sessions),
      example: {
        subject: 'mechanism/energy-council',
        valid: '2026-01-15',
        payload: { name: 'Energy Council', sessions: { number: 2, counts: 'sessions of the council' } },
      },
    },
  },
})
