import { z } from 'zod'
import {
  all,
  type Claim,
  existence,
  kind,
  listedWithAnd,
  on,
  one,
  oneOf,
  ownWords,
  record,
  type Say,
  staged,
  type WordFilter,
} from '../../domain/index.ts'
import type { Item } from '../../state/index.ts'
import { amount } from './amount.ts'
import { aheadBy, cancellation, claimCancelled, endingFields, labelWith } from './course.ts'
import { meeting } from './meeting.ts'
import { actor, byStage, instrument, meeting as meetingKey, STAGE } from './terms.ts'

/** Transfers: what one gives, lends, sells or pays to another, from its announcement on. */

const form = oneOf({
  grant: 'It is given.',
  loan: 'It is lent.',
  purchase: 'It is bought: from who pays, to who is paid.',
  aid: 'Aid, in whatever form.',
  donation: 'Things are given.',
  investment: 'It is invested.',
})

const byForm: WordFilter = {
  name: 'form',
  says: 'Only transfers of one of these forms, like `loan`. An unknown one is refused.',
}

const STAGES = {
  announced: 'It was announced by one side.',
  agreed: 'It was agreed on.',
  made: 'It was made.',
}

const stage = oneOf({ ...STAGES, cancelled: 'It was called off.' }, STAGE)

const per = oneOf({ total: 'In all.', year: 'A year.', month: 'A month.' })

const amountSchema = z.strictObject({ stage: oneOf(STAGES), amount, per: per.exactOptional() })

/** What was announced, agreed or made: each its own, so that they are no disagreement. */
const transferAmount = record(
  'TransferAmount',
  'An amount of a transfer, as it was announced, agreed or made.',
  amountSchema,
  {
    stage: 'Whether it was announced, agreed or made.',
    amount: 'How much.',
    per: 'Whether in all, or by year or month; null where no source says.',
  },
  { words: (value, say) => `${amountOf(value, say)} ${value.stage}` },
)

const PER = { total: '', year: ' a year', month: ' a month' }

function amountOf(value: z.infer<typeof amountSchema>, say: Say): string {
  return `${say.of(amount, value.amount)}${PER[value.per ?? 'total']}`
}

const given = {
  form,
  from: actor.exactOptional().meta({ description: 'who gives, lends or pays: a side, a body or a person' }),
  to: actor.exactOptional(),
  amount: amount.exactOptional(),
  per: per.exactOptional().meta({ description: 'whether the amount is the whole, or by year or month' }),
  what: ownWords.exactOptional().meta({ description: 'what is given, sold or paid for' }),
  purpose: ownWords.exactOptional(),
  instrument: instrument.exactOptional().meta({ description: 'the instrument that it rests on' }),
  occasion: meetingKey.exactOptional(),
}

const fields = {
  made: existence(),
  stage: staged(
    stage,
    'How far it came; more than one where that is open.',
    { dated: [['announced'], ['agreed'], ['cancelled']], last: [['made']] },
    { as: 'stages', filter: byStage },
  ),
  form: one(form, 'Its form, like `loan`. Null where that is not visible, or sources differ.', {
    shown: 'first-printed',
    inTurn: true,
    filter: byForm,
  }),
  from: all(actor, 'Who gives, lends or pays: sides like `jp`, or keys of bodies or persons.', {
    role: 'actor',
  }),
  to: all(actor, 'Who receives: sides like `jp`, or keys of bodies or persons.', {
    role: ['actor', 'addressee'],
  }),
  amounts: all(transferAmount, 'How much, as announced, agreed and made.', { role: 'amount' }),
  what: all(ownWords, 'What is given, sold or paid for, in our own words.', { role: 'text' }),
  purpose: all(ownWords, 'For what, in our own words.', { role: 'text', as: 'purposes' }),
  instrument: all(instrument, 'The instruments that it rests on.', { as: 'instruments' }),
  occasion: all(meetingKey, 'The meetings at which it was announced, agreed or made.', {
    role: 'part-of',
    as: 'occasions',
  }),
  ...endingFields(),
}

export const transfer = kind('transfer', {
  says: 'Money or things that pass from one to another: definite or possible once it was made, unknown while it is only announced or agreed.',
  type: 'Transfer',
  list: 'transfers',
  listSays:
    'Transfers made, at least in part. With `certainty: [UNKNOWN]`, those that are only announced, agreed or called off.',
  heading: 'Transfers',
  tally: { one: 'transfer made', other: 'transfers made' },
  happens: 'Money or things were handed over.',
  fields,
  label: {
    en: ({ form, what }, { values, say, when, item }) => {
      const [last] = values('amounts').toReversed()
      const how = aheadOf(item) ?? 'made'
      return labelWith(when ?? how, [
        [form, what?.replace(/\.$/, '')].filter((part) => part !== undefined).join(': '),
        between(values('from').map(say.subject), values('to').map(say.subject)),
        last && (how === last.stage ? amountOf(last, say) : say.of(transferAmount, last)),
      ])
    },
  },
  shows: [
    (_, { values, say }) => between(values('from').map(say.subject), values('to').map(say.subject)),
    'amounts',
    'purpose',
  ],
  ahead: {
    heading: 'Transfers announced, agreed or called off',
    words: (item, { stage }) => aheadBy(item, stage),
  },
  events: {
    TransferAnnounced: {
      says: 'A side announced that it gives, lends, buys or invests',
      foretells: true,
      payload: given,
      claims: (claim, payload) => claimTransfer(claim, 'announced', payload),
      touches: ({ occasion }, { subject }) => [on(occasion, meeting, (claim) => claim.outcomes(subject))],
      example: {
        subject: 'transfer/2024-port-loan',
        valid: '2024-03-01',
        payload: {
          form: 'loan',
          from: 'jp',
          to: 'vn',
          amount: { value: 38_000_000_000, currency: 'JPY', exactness: 'at-most' },
          purpose: 'A port.',
        },
      },
    },
    TransferAgreed: {
      says: 'Two sides agreed on a grant, loan, purchase or other transfer',
      foretells: true,
      follows: ['TransferAnnounced'],
      payload: given,
      claims: (claim, payload) => claimTransfer(claim, 'agreed', payload),
      touches: ({ occasion }, { subject }) => [on(occasion, meeting, (claim) => claim.outcomes(subject))],
      example: {
        subject: 'transfer/2024-port-loan',
        valid: '2024-07-05',
        payload: {
          form: 'loan',
          amount: { value: 36_500_000_000, currency: 'JPY' },
          instrument: 'instrument/2024-port-loan-agreement',
        },
      },
    },
    TransferMade: {
      says: 'Money or things were handed over, at least in part',
      follows: ['TransferAnnounced', 'TransferAgreed'],
      payload: given,
      claims: (claim, payload) => {
        claim.made()
        claimTransfer(claim, 'made', payload)
      },
      touches: ({ occasion }, { subject }) => [on(occasion, meeting, (claim) => claim.outcomes(subject))],
      example: {
        subject: 'transfer/2025-patrol-boats',
        valid: '2025-04-10',
        payload: {
          form: 'donation',
          from: 'body/coast-guard-jp',
          to: 'vn',
          amount: { value: 2, unit: 'boats' },
        },
      },
    },
    TransferCancelled: {
      says: 'A transfer was called off',
      foretells: true,
      follows: ['TransferAnnounced', 'TransferAgreed'],
      payload: cancellation,
      claims: claimCancelled,
      example: { subject: 'transfer/2024-rail-grant', valid: '2025-02-01', payload: { by: 'jp' } },
    },
  },
})

type Stage = keyof typeof STAGES

function claimTransfer(
  claim: Claim<typeof fields>,
  stage: Stage,
  { amount, per, ...others }: z.infer<z.ZodObject<typeof given, z.core.$strict>>,
): void {
  claim
    .stage(stage)
    .form(others.form)
    .from(others.from)
    .to(others.to)
    .amounts(amount && { stage, amount, ...(per && { per }) })
    .what(others.what)
    .purpose(others.purpose)
    .instrument(others.instrument)
    .occasion(others.occasion)
}

/** `from New Zealand to Chile`; empty where nobody is named. */
function between(from: readonly string[], to: readonly string[]): string {
  const [giver, taker] = [from, to].map(listedWithAnd)
  return [giver && `from ${giver}`, taker && `to ${taker}`].filter(Boolean).join(' ')
}

function aheadOf(item: Item): string | undefined {
  return aheadBy(item, transfer.fields.stage)?.words
}
