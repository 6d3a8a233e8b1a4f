import { z } from 'zod'
import {
  all,
  anySubject,
  type Claim,
  existence,
  kind,
  listedWithAnd,
  newest,
  type Occurrence,
  one,
  oneOf,
  ownWords,
  type Span,
  spanInWords,
  yesNo,
} from '../../domain/index.ts'
import type { Item, Standing } from '../../state/index.ts'
import type { Answer, CivilDay } from '../../time/index.ts'
import {
  ahead,
  cancellation,
  claimCancelled,
  claimDenied,
  claimPlanned,
  claimPostponed,
  courseFields,
  courseNarrowings,
  courseOn,
  courseOutputs,
  denialParts,
  labelWith,
  NOT_DONE,
  plan,
  postponement,
} from './course.ts'
import { actor, byKind, mechanism, place, printed, STAGE } from './terms.ts'

/** Activities: what is done together, or by one for the other, and is neither a meeting nor a visit. */

const activityKind = oneOf({
  exercise: 'An exercise or training.',
  'port-call': 'A call of ships or aircraft.',
  delivery: 'Something is handed over.',
  course: 'A course or seminar.',
  project: 'A project.',
  conference: 'A conference, forum or fair.',
  exchange: 'People, students or officers are exchanged.',
  other: 'None of these.',
})

const stage = oneOf(
  {
    ...NOT_DONE,
    begun: 'It began.',
    finished: 'It ended.',
    held: 'It was held.',
  },
  STAGE,
)

const naming = {
  kind: activityKind.exactOptional(),
  name: printed.exactOptional(),
  what: ownWords.exactOptional(),
}

const about = {
  ...naming,
  by: z.array(actor).min(1).exactOptional().meta({ description: 'whose it is: sides, bodies, persons' }),
  place: place.exactOptional(),
  partOf: anySubject.exactOptional().meta({ description: 'what it is a part of' }),
  mechanism: mechanism.exactOptional(),
}

const fields = {
  held: existence(),
  kind: one(activityKind, 'Its kind, like `exercise`. Null where that is not visible.', {
    shown: 'first-printed',
    filter: byKind,
  }),
  name: all(printed, 'Every name that a source gives it.', { role: 'name', shown: 'printed', as: 'names' }),
  what: all(ownWords, 'What it is, in our own words.', { role: 'text', shown: 'printed' }),
  by: all(actor, 'Who did it: sides like `jp`, or keys of bodies or persons.', { role: 'actor' }),
  place: newest(place, 'Where it was; null where no source says, or they differ.', { role: 'place' }),
  partOf: all(anySubject, 'What it was a part of, by key.', { role: 'part-of' }),
  mechanism: one(mechanism, 'The standing framework that it belongs to. Null where no source says.', {
    shown: 'first',
  }),
  began: all(yesNo, 'That it began.', { shown: false }),
  ended: all(yesNo, 'That it ended.', { shown: false }),
  ...courseFields(stage, [['begun'], ['finished', 'held', 'denied']]),
}

export const activity = kind('activity', {
  says: 'Something that is done: an exercise, a port call, a delivery, a course or a project. Definite or possible once it began or was held, unknown while it is only planned.',
  type: 'Activity',
  list: 'activities',
  listSays:
    'Activities that began or were held. With `certainty: [UNKNOWN]`, those that are only planned, called off or denied.',
  heading: 'Activities',
  tally: { one: 'activity', other: 'activities' },
  happens: 'An exercise, port call, delivery, course or other activity began or was held.',
  fields,
  derived: (t, fields) => ({
    ...courseOutputs(t, fields, activityOn),
    began: t.orNull.validTime('When it began; null where no source says.', (item) =>
      firstOf(item.get(fields.began).values.flatMap(({ standings }) => standings)),
    ),
    ended: t.orNull.validTime('When it ended; null where no source says.', (item) =>
      firstOf(item.get(fields.ended).values.flatMap(({ standings }) => standings)),
    ),
  }),
  narrows: courseNarrowings,
  label: {
    en: ({ kind, name, what, place, plannedPlace }, { values, say, when, item }) => {
      const isThere = item.existence.values.length > 0
      const did = values('by')
      const who = isThere || did.length > 0 ? did : values('expected').map(({ actor }) => actor)
      return labelWith(spanInWords(spanOf(item)) ?? when ?? aheadOf(item), [
        name ?? kindAndWhat(kind, what),
        listedWithAnd(who.map(say.subject)),
        place ?? (isThere ? undefined : plannedPlace),
      ])
    },
  },
  name: { en: ({ kind, name, what }) => [name ?? kindAndWhat(kind, what)] },
  shows: [({ name, kind }) => (name === undefined ? undefined : kind), 'by', 'place'],
  span: (item) => spanOf(item),
  ahead: { heading: 'Activities planned or called off', words: ahead },
  events: {
    ActivityPlanned: {
      says: 'An exercise, port call, delivery, course or other activity is planned',
      foretells: true,
      payload: { ...about, kind: activityKind, ...plan },
      claims: (claim, { by = [], place, window, ...others }) => {
        claimPlanned(
          claim,
          { ...(place && { place }), ...(window && { window }) },
          by.map((actor) => ({ actor })),
        )
        claimAbout(claim, others)
      },
      example: {
        subject: 'activity/2026-coast-exercise',
        valid: '2026-01-20',
        payload: {
          kind: 'exercise',
          name: 'Coast 26',
          by: ['jp', 'body/coast-guard-vn'],
          place: { city: 'Da Nang' },
          window: { edtf: '2026-06', basis: 'stated' },
        },
      },
    },
    ActivityBegun: {
      says: 'An activity began',
      follows: ['ActivityPlanned'],
      payload: about,
      claims: (claim, payload) => {
        claim.held().stage('begun').happened('happened').began(true)
        claimAbout(claim, payload)
      },
      example: {
        subject: 'activity/2026-coast-exercise',
        valid: '2026-06-16',
        payload: { place: { city: 'Da Nang' } },
      },
    },
    ActivityFinished: {
      says: 'An activity ended',
      follows: ['ActivityPlanned', 'ActivityBegun'],
      payload: about,
      claims: (claim, payload) => {
        claim.held().stage('finished').happened('happened').ended(true)
        claimAbout(claim, payload)
      },
      example: { subject: 'activity/2026-coast-exercise', valid: '2026-06-20', payload: {} },
    },
    ActivityHeld: {
      says: 'An activity took place, reported as a whole',
      follows: ['ActivityPlanned'],
      payload: { ...about, kind: activityKind },
      claims: (claim, payload) => {
        claim.held().stage('held').happened('happened')
        claimAbout(claim, payload)
      },
      example: {
        subject: 'activity/2025-boats-delivered',
        valid: '2025-04-10',
        payload: { kind: 'delivery', what: 'Two patrol boats.', by: ['jp'] },
      },
    },
    ActivityPostponed: {
      says: 'An activity was put off, to another day or to none',
      foretells: true,
      follows: ['ActivityPlanned'],
      payload: { ...naming, ...postponement },
      claims: (claim, { to, reason, ...others }) => {
        claimPostponed(claim, { ...(to && { to }), ...(reason && { reason }) })
        claimAbout(claim, others)
      },
      example: {
        subject: 'activity/2026-coast-exercise',
        valid: '2026-05-11',
        payload: { to: { edtf: '2026-06-16', basis: 'stated' }, reason: 'A typhoon.' },
      },
    },
    ActivityCancelled: {
      says: 'An activity was called off',
      foretells: true,
      follows: ['ActivityPlanned'],
      payload: { ...naming, ...cancellation },
      claims: (claim, { by, reason, ...others }) => {
        claimCancelled(claim, { ...(by && { by }), ...(reason && { reason }) })
        claimAbout(claim, others)
      },
      example: {
        subject: 'activity/2026-language-course',
        valid: '2026-03-02',
        payload: { kind: 'course', by: 'jp' },
      },
    },
    ActivityDenied: {
      says: 'Someone denies that an activity took place',
      foretells: true,
      payload: { ...naming, ...denialParts },
      claims: (claim, { by, how, ...others }) => {
        claimDenied(claim, { by, ...(how && { how }) })
        claimAbout(claim, others)
      },
      example: {
        subject: 'activity/2026-joint-patrol',
        valid: '2026-07-09',
        payload: { kind: 'exercise', by: 'vn', how: 'The ships only passed.' },
      },
    },
  },
})

function claimAbout(
  claim: Claim<typeof fields>,
  { kind, name, what, by, place, partOf, mechanism }: z.infer<z.ZodObject<typeof about, z.core.$strict>>,
): void {
  claim.kind(kind).name(name).what(what).by.each(by).place(place).partOf(partOf).mechanism(mechanism)
}

function kindAndWhat(kind: string | undefined, what: string | undefined): string {
  return [kind, what?.replace(/\.$/, '')].filter((part) => part !== undefined).join(': ')
}

function aheadOf(item: Item): string | undefined {
  return ahead(item, activity.fields)?.words
}

/** What gives its begin and its end, as far as they are reported. */
function spanOf(item: Item): Span {
  const { began, ended } = activity.fields
  return { begin: item.get(began).values, end: item.get(ended).values }
}

function firstOf(standings: readonly Standing[]): Standing | undefined {
  return standings[0]
}

const BEST: readonly Answer[] = ['definitely', 'possibly', 'no', 'unknown']

/** Whether it went on on a day: as it was held, or between its begin and its end, where these are reported each for itself. */
function activityOn(item: Item, day: CivilDay): Occurrence {
  const own = courseOn(item, activity.fields, day)
  const between = betweenOn(item, day)
  const answer = BEST.find((each) => each === own.answer || each === between) ?? 'unknown'
  return { answer, likely: own.likely && answer === own.answer }
}

function betweenOn(item: Item, day: CivilDay): Answer {
  const visible = (field: { readonly name: string }) =>
    item.standingsOf(field).filter((one) => one.visible !== 'no')
  const [began, ended] = [visible(activity.fields.began), visible(activity.fields.ended)]
  if (began.length + ended.length === 0) return 'unknown'
  const isSure = (all: readonly Standing[]) =>
    all.length > 0 && all.every((one) => one.visible === 'definitely' && one.of === 1)
  const begins = began.map(({ bounds }) => bounds.begin)
  const ends = ended.map(({ bounds }) => bounds.begin)
  const isBefore = begins.length > 0 && begins.every(({ earliest }) => day < earliest)
  const isAfter = ends.length > 0 && ends.every(({ latest }) => day >= latest)
  if (isBefore || isAfter) return isSure(isBefore ? began : ended) ? 'no' : 'possibly'
  const isWithin =
    begins.every(({ latest }) => day >= latest - 1) && ends.every(({ earliest }) => day <= earliest)
  return isWithin && isSure(began) && isSure(ended) ? 'definitely' : 'possibly'
}
