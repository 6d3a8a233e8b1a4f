import { country, date, existence, kind, lifecycle, one, oneOf, text } from '../../src/domain/index.ts'
import { person } from '../../src/domains/bilateral/terms.ts'

const serving = oneOf({ appointed: 'Named.', accredited: 'Received.', recalled: 'Called back.' })

/** Who represents one side to the other, as far as sources tell: all there is of ambassadors, and one line in a list. */
export const ambassador = kind('ambassador', {
  says: 'Who represents one side to the other, as far as sources tell.',
  type: 'Ambassador',
  list: 'ambassadors',
  listSays: 'Those who were appointed by the date.',
  heading: 'Ambassadors',
  fields: {
    appointed: existence(),
    serving: lifecycle(serving, 'How far it has come.', [['appointed'], ['accredited'], ['recalled']]),
    holder: one(person, 'Who it is; null where sources differ.', { role: 'actor' }),
    sends: one(country, 'The side that sends; null where sources differ.', { role: ['side', 'actor'] }),
    receives: one(country, 'The side that receives; null where sources differ.', { role: 'addressee' }),
    credentials: one(date, 'When credentials were presented; null where no source says.'),
    reason: one(text, 'Why they were recalled; null where no source says.'),
  },
  label: { en: ({ sends, receives, holder }) => [holder, `ambassador of ${sends} to ${receives}`] },
  shows: ['serving', 'credentials'],
  events: {
    AmbassadorAppointed: {
      says: 'A person was appointed to represent one side to the other',
      payload: { holder: person, sends: country, receives: country },
      claims: (claim, { holder, sends, receives }) =>
        claim.appointed().serving('appointed').holder(holder).sends(sends).receives(receives),
    },
    AmbassadorReceived: {
      says: 'The representative presented credentials',
      payload: { on: date.exactOptional() },
      claims: (claim, { on }) => claim.serving('accredited').credentials(on),
    },
    AmbassadorRecalled: {
      says: 'The representative was recalled',
      payload: { reason: text.exactOptional() },
      claims: (claim, { reason }) => claim.serving('recalled').reason(reason),
    },
  },
})
