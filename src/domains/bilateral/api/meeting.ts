import type { ItemAtPoint } from '../../../graphql/index.ts'
import { type HeldOn, heldOn } from '../held-on.ts'
import { inSession } from '../in-session.ts'
import { meetingFields as fields } from '../meeting.ts'
import { addAnnouncement } from './announcement.ts'
import { fulfilledBy } from './fulfilled.ts'
import { addChanges, isOn, itemsOfList, listArgs, onArgs, STANDING } from './lists.ts'
import { addParticipant, participantsOf } from './participant.ts'
import type { Kit } from './refs.ts'
import { addSession, timeOfDay } from './session.ts'
import type { Terms } from './terms.ts'
import { firstItem, items, many, one, printed } from './values.ts'

/** Meetings: whether, when and where they were held, by whom, and what came of them. */
export function addMeeting(kit: Kit, terms: Terms): void {
  const { builder, refs, item } = kit
  const { place, role } = terms
  const participant = addParticipant(kit, terms)
  const session = addSession(kit)
  const announcement = addAnnouncement(kit, terms)

  const ordinal = builder
    .objectRef<{ readonly number: number; readonly counts: string }>('Ordinal')
    .implement({
      description: 'A number in a series, and what the series is of.',
      fields: (t) => ({
        number: t.exposeInt('number', { description: 'Which in the series, from 1.' }),
        counts: t.exposeString('counts', { description: 'What the number counts, in our own words.' }),
      }),
    })
  const occurrence = builder.objectRef<HeldOn>('Occurrence').implement({
    description: 'Whether it happened on one day, or sat at one time of its day.',
    fields: (t) => ({
      certainty: t.field({
        type: item.certainty,
        description: 'Which of the four answers.',
        resolve: ({ answer }) => answer,
      }),
      likely: t.boolean({
        description: 'Where it is only possible: whether an estimate gives this very day or time.',
        resolve: ({ likely }) => likely,
      }),
    }),
  })

  refs.meeting.implement({
    description: 'A meeting: definite or possible once it was held, unknown where it is only announced.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      kind: t.string({
        nullable: true,
        description: 'Of what kind it is, like `summit`; null where that cannot be seen.',
        resolve: (each) => printed(each, fields.kind)[0],
      }),
      names: t.stringList({
        description: 'Every name that a source gives it.',
        resolve: (each) => printed(each, fields.name),
      }),
      mechanism: t.field({
        type: refs.mechanism,
        nullable: true,
        description: 'The standing framework of which it was a session; null where no source says.',
        resolve: (each) => firstItem(each, fields.mechanism),
      }),
      ordinals: t.field({
        type: [ordinal],
        description: 'Which in a series it was, by every count that a source gives.',
        resolve: (each) => many(each, fields.ordinal),
      }),
      level: t.string({
        nullable: true,
        description:
          'Of what rank those who met were, like `ministerial`; null where no source says, or they differ.',
        resolve: (each) => one(each, fields.level),
      }),
      place: t.field({
        type: place,
        description: 'Where it was, as far as the sources tell and agree.',
        resolve: placeOf,
      }),
      participants: t.field({
        type: [participant],
        description: 'Who was there: each once in each role.',
        args: { role: t.arg({ type: [role], required: false, description: 'Only these roles.' }) },
        resolve: (each, { role }) =>
          participantsOf(each).filter((one) => role == null || role.includes(one.participant.role)),
      }),
      session: t.field({
        type: session,
        nullable: true,
        description: 'When on its day it met; null where no source says, or they differ.',
        resolve: (each) => one(each, fields.session),
      }),
      parents: t.field({
        type: [refs.meeting],
        description: 'The meetings that it was part of.',
        resolve: (each) => items(each, fields.parent),
      }),
      follows: t.field({
        type: [refs.meeting],
        description: 'The meetings that it came after.',
        resolve: (each) => items(each, fields.follows),
      }),
      topics: t.stringList({
        description: 'What it was about.',
        resolve: (each) => many(each, fields.topics),
      }),
      summaries: t.stringList({
        description: 'In our own words, one for each source.',
        resolve: (each) => many(each, fields.summary),
      }),
      announcements: t.field({
        type: [announcement],
        description: 'What was said of it beforehand.',
        resolve: (each) => many(each, fields.announced).map((one) => ({ ...each, announcement: one })),
      }),
      outcomes: t.field({
        type: [item.item],
        description: 'What came of it: instruments, undertakings, positions.',
        resolve: (each) => items(each, fields.outcomes),
      }),
      heldOn: t.field({
        type: occurrence,
        description: 'Whether it was held on that very day. A no is said of this meeting alone.',
        args: { date: t.arg({ type: 'Date', required: true, description: 'The day that is asked about.' }) },
        resolve: ({ item }, { date }) => heldOn(item, date),
      }),
      inSession: t.field({
        type: occurrence,
        description:
          'Whether it was sitting at that time of its day, by when it began (that minute is in) and how long it took (the minute in which it ended is out). UNKNOWN where that is not told.',
        args: {
          at: t.arg.string({
            required: true,
            description: '`HH:MM`, 00:00 to 23:59, in the civil time of its place.',
          }),
        },
        resolve: ({ item }, { at }) => inSession(item, timeOfDay(at)),
      }),
      fulfils: t.field({
        type: [refs.undertaking],
        description: 'The undertakings that it fulfilled, wholly or in part.',
        resolve: fulfilledBy,
      }),
    }),
  })

  builder.objectField(kit.root.state, 'meetings', (t) =>
    t.field({
      type: [refs.meeting],
      description: 'Meetings that were held. With `certainty: [UNKNOWN]`, those that are only announced.',
      args: { ...listArgs(kit, STANDING, 'meeting'), ...onArgs(kit) },
      resolve: (stand, args) => itemsOfList(kit, stand, 'meeting', args).filter(isOn(kit, args.on)),
    }),
  )
  addChanges(kit, 'meetings', 'meeting', refs.meeting)
}

function placeOf(each: ItemAtPoint) {
  const [country, city, venue] = [one(each, fields.country), one(each, fields.city), one(each, fields.venue)]
  return { ...(country && { country }), ...(city && { city }), ...(venue && { venue }) }
}
