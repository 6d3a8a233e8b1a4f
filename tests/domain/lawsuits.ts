import {
  all,
  country,
  date,
  domain,
  existence,
  kind,
  lifecycle,
  on,
  one,
  oneOf,
  reference,
  text,
  z,
} from '../../src/domain/index.ts'

/*
 * A domain of its own, in one module: cases before a court, their hearings, and how they were decided. It needs nothing but
 * `regesta/domain`, and nothing of the program knows of it.
 */

const lawsuit = reference('case')
const judge = reference('judge')

const stage = oneOf({ filed: 'It was brought.', heard: 'It was heard.', decided: 'It was decided.' })

const court = oneOf(
  { district: 'A court of first instance.', appeal: 'A court of appeal.', supreme: 'The highest court.' },
  { name: 'Court', says: 'Before which court a case is.' },
)

export const cases = kind('case', {
  says: 'A case that was brought before a court.',
  type: 'Case',
  list: 'cases',
  listSays: 'Cases that were brought.',
  heading: 'Cases',
  fields: {
    brought: existence(),
    title: one(text, 'How it is cited; null where sources differ.', { role: 'name' }),
    plaintiff: one(country, 'Who brought it; null where sources differ.', { role: 'side' }),
    court: one(court, 'Where it was brought; null where that cannot be seen.', {
      shown: 'first-printed',
      filter: { name: 'court', says: 'Only those before one of these courts.' },
    }),
    stage: lifecycle(stage, 'How far it has come.', [['filed'], ['heard'], ['decided']], {
      as: 'stages',
      filter: { name: 'stage', says: 'Only those that may have come just so far.', standing: true },
    }),
    topics: all(text, 'What it is about.', { role: 'topic' }),
    answerDue: one(date, 'By when the defendant has to answer; null where no source says.', { role: 'due' }),
  },
  label: { en: ({ title, court }) => [title, court && `${court} court`] },
  shows: ['stage', 'topics'],
  events: {
    CaseFiled: {
      says: 'A case was brought before a court',
      payload: {
        title: text,
        plaintiff: country,
        court,
        topics: z.array(text).exactOptional(),
        answerDue: date.exactOptional(),
      },
      claims: (claim, { title, plaintiff, court, topics, answerDue }) =>
        claim
          .brought()
          .stage('filed')
          .title(title)
          .plaintiff(plaintiff)
          .court(court)
          .topics.each(topics)
          .answerDue(answerDue),
    },
  },
})

const hearing = kind('hearing', {
  says: 'A hearing of a case.',
  type: 'Hearing',
  list: 'hearings',
  listSays: 'Hearings that were held.',
  heading: 'Hearings',
  happens: 'A case was heard.',
  fields: {
    held: existence(),
    case: one(lawsuit, 'The case that was heard; null where sources differ.', { role: 'part-of' }),
    judges: all(judge, 'Who sat.', { role: 'actor' }),
    room: one(text, 'Where it was; null where no source says, or they differ.', { role: 'place' }),
  },
  label: { en: ({ case: heard, room }, { when }) => [heard && `hearing of ${heard}`, room, when] },
  shows: ['judges'],
  events: {
    HearingHeld: {
      says: 'A case was heard',
      payload: { case: lawsuit, judges: z.array(judge).exactOptional(), room: text.exactOptional() },
      claims: (claim, payload) =>
        claim.held().case(payload.case).judges.each(payload.judges).room(payload.room),
      touches: (payload) => [on(payload.case, cases, (claim) => claim.stage('heard'))],
    },
  },
})

const judgment = kind('judgment', {
  says: 'A decision of a court.',
  type: 'Judgment',
  list: 'judgments',
  listSays: 'Decisions that were given.',
  heading: 'Judgments',
  happens: 'A case was decided.',
  fields: {
    given: existence(),
    case: one(lawsuit, 'The case that was decided; null where sources differ.', { role: 'part-of' }),
    holding: all(text, 'What was decided, in our own words.', { role: 'text', shown: 'joined' }),
  },
  label: {
    en: ({ case: decided, holding }, { when }) => [decided && `judgment in ${decided}`, holding, when],
  },
  shows: ['holding'],
  events: {
    JudgmentGiven: {
      says: 'A court decided a case',
      payload: { case: lawsuit, holding: text },
      claims: (claim, payload) => claim.given().case(payload.case).holding(payload.holding),
      touches: (payload) => [on(payload.case, cases, (claim) => claim.stage('decided'))],
    },
  },
})

const judges = kind('judge', {
  says: 'A judge, as sources name them.',
  type: 'Judge',
  list: 'judges',
  listSays: 'Judges that a source names.',
  heading: 'Judges',
  lesser: true,
  fields: {
    named: existence(),
    name: all(text, 'Every form that a source prints.', { role: 'name', shown: 'printed', as: 'names' }),
  },
  label: { en: ({ name }) => [name] },
  shows: [],
  namesFor: ({ name }) => ({ judge: (values) => values(name), actor: (values) => values(name) }),
  events: {
    JudgeNamed: {
      says: 'A source names a judge',
      payload: { name: text },
      claims: (claim, { name }) => claim.named().name(name),
    },
  },
})

export const lawsuits = domain('lawsuits', {
  chronicle: { type: 'Lawsuit', field: 'lawsuit', list: 'lawsuits' },
  kinds: [cases, hearing, judgment, judges],
})
