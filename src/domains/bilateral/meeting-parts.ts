import { z } from 'zod'
import { anySubject, country, object, oneOf, ownWordsOf, record, type Say, text } from '../../domain/index.ts'
import { actor, body, level, mechanism, meeting as meetingKey, person, place, printed } from './terms.ts'

/** What meetings are made of: who came, for whom, in what part and how, and what was announced. */

export const role = oneOf(
  {
    head: 'Led a delegation, alone or with another.',
    host: 'Received the others.',
    participant: 'Took part.',
    witness: 'Observed.',
  },
  { name: 'ParticipantRole', says: 'The role of someone at a meeting.' },
)

const participantSchema = z.strictObject({ person, side: country.exactOptional(), role })

export const participant = record(
  'Participant',
  'Someone at a meeting, in one role.',
  participantSchema,
  { person: 'Who it was.', side: 'For which country; null where no source says.', role: 'In what part.' },
  {
    spelling: ({ person, role }) => `${person} ${role}`,
    words: ({ person, side, role }, say) =>
      `${say.subject(person)} (${side === undefined ? role : `${role}, ${say.country(side)}`})`,
  },
)

/** A title as a source prints it beside a participant. */
export const participantTitle = record(
  'ParticipantTitle',
  'A title as printed beside someone at a meeting.',
  z.strictObject({ person, title: printed }),
  { person: 'Whose it is.', title: 'As printed.' },
  { words: ({ person }, say) => say.subject(person) },
)

/** Someone at a meeting who was there for a body. */
export const representative = record(
  'Representative',
  'For which body someone was at a meeting.',
  z.strictObject({ person, body }),
  { person: 'Who it was.', body: 'For which body.' },
  { words: ({ person, body }, say) => `${say.subject(person)} for ${say.subject(body)}` },
)

const delegationSchema = z.strictObject({
  side: country.exactOptional(),
  body: body.exactOptional(),
  role: role.exactOptional().meta({ description: 'by default `participant`' }),
})

/** A side or body at a meeting, where no source says who was there for it. */
export const delegation = record(
  'Delegation',
  'A side or body at a meeting, without the persons.',
  delegationSchema.refine(
    ({ side, body }) => side !== undefined || body !== undefined,
    'expected a side, a body, or both',
  ),
  {
    side: 'The country; null of a body that acts for none.',
    body: 'The body; null where no source names one.',
    role: 'In what part; null where it just took part.',
  },
  {
    spelling: ({ side, body }) => body ?? `${side}`,
    words: ({ side, body }, say) =>
      [body && say.subject(body), side && (body ? `(${say.country(side)})` : say.country(side))]
        .filter(Boolean)
        .join(' '),
  },
)

export const mode = oneOf({
  'in-person': 'They met in one place.',
  video: 'By video.',
  telephone: 'By telephone.',
  margins: 'In the margins of a larger meeting.',
})

/** How a headline says so. */
export const MODES: Readonly<Record<z.infer<typeof mode>, string | undefined>> = {
  'in-person': undefined,
  video: 'by video',
  telephone: 'by telephone',
  margins: 'in the margins of a larger meeting',
}

type Present = z.infer<typeof participantSchema>

export const participantShown = object<
  Present & { readonly titles: readonly string[]; readonly bodies: readonly string[] }
>('Participant', 'Someone at a meeting, in one role.', (t) => ({
  person: t.string('Who it was, by key, even where there is no item for it.', ({ person }) => person),
  who: t.orNull.item(
    'person',
    'The item of the state. Null where no visible event names it.',
    ({ person }) => person,
  ),
  side: t.orNull.string(
    'The country that they represented, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`; null where no source says.',
    ({ side }) => side,
  ),
  bodies: t.listOf.string('The bodies that they represented, by key.', ({ bodies }) => bodies),
  role: t.value(role, 'The role.', ({ role }) => role),
  titles: t.listOf.string('Every form of title that a source prints there.', ({ titles }) => titles),
}))

export const ordinal = record(
  'Ordinal',
  'A number in a series, and what the series is of.',
  z.strictObject({
    number: z.int32().positive(),
    counts: ownWordsOf('what the number counts'),
    by: actor.exactOptional().meta({ description: 'who counts so; absent: the source itself' }),
  }),
  {
    number: 'The number in the series, from 1.',
    counts: 'What the number counts, in our own words.',
    by: 'Who counts so: a side like `jp`, or the key of a person or body. Null where the source itself does.',
  },
  {
    words: ({ number, counts, by }, say) =>
      `no. ${number}, counting ${counts}${by === undefined ? '' : ` (${say.of(actor, by)})`}`,
  },
)

/** What was announced of a meeting before it was held. */
export const announcement = record(
  'MeetingAnnouncement',
  'What was announced of a meeting before it was held.',
  z.strictObject({
    undertaking: anySubject,
    place: place.exactOptional(),
    level: level.exactOptional(),
    heads: z.array(person).exactOptional(),
  }),
  { undertaking: 'What announced it.', place: 'Where.', level: 'Of what rank.', heads: 'Who heads it.' },
)

export const announcementShown = object<z.infer<typeof announcement>>(
  'MeetingAnnouncement',
  'What was announced of a meeting before it was held.',
  (t) => ({
    undertaking: t.orNull.item(
      'undertaking',
      'The undertaking that announced it. Null where that is not visible at the point.',
      ({ undertaking }) => undertaking,
    ),
    place: t.orNull.value(place, 'Where it would be. Null where no source says.', ({ place }) => place),
    level: t.orNull.value(
      level,
      'The rank of those who would meet, like MINISTERIAL. Null where no source says.',
      ({ level }) => level,
    ),
    heads: t.listOrNull.string('Who would lead it, by key. Null where no source says.', ({ heads }) => heads),
  }),
)

export const meetingKind = oneOf({
  summit: 'Heads of government met.',
  ministers: 'Ministers met.',
  'two-plus-two': 'Two ministries of each side met.',
  dialogue: 'A dialogue that is held again and again.',
  talks: 'Talks.',
  reception: 'Someone was received.',
  ceremony: 'A ceremony.',
  other: 'None of these.',
})

export const whoCame = {
  participants: z
    .array(
      participantSchema.extend({
        role: role.exactOptional().meta({ description: 'by default `participant`' }),
        for: body.exactOptional().meta({ description: 'the body that they represented' }),
        title: printed.exactOptional(),
      }),
    )
    .exactOptional(),
  delegations: z
    .array(delegation)
    .exactOptional()
    .meta({ description: 'sides and bodies of which no source says who was there' }),
}

export const about = {
  mechanism: mechanism.exactOptional(),
  ordinal: ordinal.exactOptional(),
  level: level.exactOptional(),
  mode: mode.exactOptional().meta({ description: 'how they met; absent where the source does not say' }),
  parent: meetingKey.exactOptional(),
  follows: meetingKey.exactOptional(),
  topics: z.array(text).exactOptional(),
}

/** Those who led or received, or else everyone who was there; and the sides and bodies for which nobody is named. */
export function whoLed(
  present: readonly Present[],
  delegations: readonly z.infer<typeof delegation>[],
  say: Say,
): readonly string[] {
  const named = new Set<string | undefined>(present.map(({ side }) => side))
  return [
    ...leading(present).map(({ person }) => say.subject(person)),
    ...delegations
      .filter(({ side, body }) => body !== undefined || !named.has(side))
      .map(({ side, body }) => (body === undefined ? side && say.country(side) : say.subject(body)))
      .filter((each) => each !== undefined),
  ]
}

/** Those who led or received, or else everyone who was there, by side. */
function leading(present: readonly Present[]): readonly Present[] {
  const leads = ({ role }: Present) => role === 'head' || role === 'host'
  const led = new Set(present.filter(leads).map(({ side }) => side))
  return present.filter((one) => leads(one) || !led.has(one.side))
}
