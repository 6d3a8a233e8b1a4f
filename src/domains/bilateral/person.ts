import { z } from 'zod'
import {
  all,
  arg,
  attested,
  claimedValues,
  country,
  existence,
  kind,
  narrowing,
  object,
  one,
  oneOf,
  plainLine,
  record,
  standingValues,
  text,
} from '../../domain/index.ts'
import {
  type Field,
  type Item,
  type Resolved,
  type Standing,
  type State,
  sourcesOfAll,
  type Valued,
  whoSays,
} from '../../state/index.ts'
import type { Answer, CivilDay } from '../../time/index.ts'
import { meeting } from './meeting.ts'
import { role } from './meeting-parts.ts'
import { office, printed, spelled } from './terms.ts'

/** Persons: every form of their names as printed, and what they were called. */

/** A title as a person bore it. */
const title = record(
  'Title',
  'A title as someone bore it.',
  z.strictObject({ office, title: printed }),
  { office: 'Which office has it.', title: 'As printed.' },
  { spelling: ({ title }) => spelled(title), words: ({ title }) => title },
)

type Title = z.infer<typeof title>

/** A title that someone bears: the claims that give it, and whether they can be seen in any case. */
type Called = {
  readonly item: Item
  readonly title: Title
  readonly answer: Answer
  readonly standings: readonly Standing[]
}

const called = object<Called>('Called', 'A title of a person at a date.', (t) => ({
  title: t.string('As printed.', ({ title }) => title.title),
  office: t.orNull.item(
    'office',
    'The office with that title. Null where it is not visible at the point.',
    ({ title }) => title.office,
  ),
  certainty: t.certainty('Whether the sources that give it are definitely visible.', ({ answer }) => answer),
  when: t.listOf.validTime('The dates at which sources give it.', ({ standings }) => standings),
  sources: t.listOf.sources('Who gives it.', ({ standings }) => sourcesOfAll(standings)),
  singleSource: t.yesNo(
    'Whether only one source gives it, copies of it apart, whatever the date.',
    ({ item, standings }, { state }) => state.view.haveOneOrigin(whoSays(item, standings).saying),
  ),
  silentSources: t.listOf.sources(
    'Sources that speak of the person and never give this title. They do not deny it.',
    ({ item, standings }) => whoSays(item, standings).silent,
  ),
  evidence: t.listOf.evidence('Where the sources give it.', ({ standings }) =>
    standings.flatMap(({ because }) => because),
  ),
}))

export const person = kind('person', {
  says: 'A person, under every name that a source prints.',
  type: 'Person',
  list: 'people',
  listSays: 'Every person that a source names by the date.',
  heading: 'People',
  tally: { one: 'person', other: 'people' },
  lesser: true,
  fields: {
    named: existence(),
    name: all(printed, 'Every form that a source prints.', {
      role: 'name',
      shown: 'printed',
      as: 'names',
      spelling: JSON.stringify,
    }),
    family: all(printed, 'The family name, where a source or its order settles which it is.', {
      shown: 'printed',
      as: 'familyNames',
    }),
    given: all(printed, 'The given name.', { shown: 'printed', as: 'givenNames' }),
    described: all(printed, 'What a source calls them that is no name: `the Japanese minister`.', {
      role: 'name',
      shown: 'printed',
      as: 'descriptions',
    }),
    rank: all(text, 'Every form that a source prints, with its own stops.', {
      shown: 'printed',
      as: 'ranks',
    }),
    order: all(
      oneOf({ 'family-first': 'The family name comes first.', 'given-first': 'The given name does.' }),
      'In which order the name is printed.',
      { shown: false },
    ),
    sex: one(oneOf({ female: 'A woman.', male: 'A man.' }), 'Where a word of a source prints it.', {
      shown: false,
    }),
    side: one(
      country,
      'The country that they act for, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`. Null where no source says, or sources differ.',
      { role: 'side' },
    ),
    /** The title by which a source introduces the person: two that are not of one office are a disagreement. */
    title: attested(title, 'What sources introduce them by.', {
      single: true,
      shown: false,
      names: ({ office }) => office,
    }),
    furtherTitle: all(title, 'What else they are called.', { shown: false }),
    office: all(office, 'The offices that have these titles.', { shown: false }),
  },
  derived: (t, { title, furtherTitle }) => {
    const titlesOf = (item: Item, pick: (resolved: Resolved<Title>) => readonly Valued<Title>[]) =>
      [title, furtherTitle].flatMap((field) =>
        pick(item.get(field)).map(({ value, answer, standings }) => ({
          item,
          title: value,
          answer,
          standings,
        })),
      )
    const everyTitleOf = (item: Item, state: State): readonly Called[] => {
      const each = daysOf(item, [title, furtherTitle]).flatMap((day) => {
        const then = state.at(day).item(item.subject)
        return then === undefined ? [] : titlesOf(then, ({ values }) => values)
      })
      return [...Map.groupBy(each, ({ title }) => `${title.office} ${title.title}`).values()].flatMap(
        (same) =>
          same.slice(0, 1).map((first) => ({
            ...first,
            item,
            answer: same.some(({ answer }) => answer === 'definitely') ? 'definitely' : 'possibly',
            standings: same.flatMap(({ standings }) => standings),
          })),
      )
    }
    return {
      titles: t.listOf.object(called, 'Their titles on the date itself.', (item) =>
        titlesOf(item, ({ values }) => values),
      ),
      lastTitles: t.listOf.object(
        called,
        'The nearest titles before the date: one by which sources introduce them, and one more. `everyTitle` has all.',
        (item) => titlesOf(item, ({ lastAttested }) => (lastAttested ? [lastAttested] : [])),
      ),
      // It asks the state of each day on which a title is given.
      everyTitle: t.listOf.object(
        called,
        'Every title that a source gives them up to the date.',
        (item, { state }) => everyTitleOf(item, state),
      ),
      nextTitles: t.listOf.object(called, 'The nearest titles after the date, in the same way.', (item) =>
        titlesOf(item, ({ nextAttested }) => (nextAttested ? [nextAttested] : [])),
      ),
    }
  },
  narrows: () => ({
    role: narrowing(
      arg.choices(role, 'Only those who were at a meeting in one of these roles: each once, however often.'),
      (roles, state) => {
        const attended = new Set(
          state
            .list('meeting')
            .flatMap((item) => standingValues(item, meeting.fields.participants))
            .filter((one) => roles.includes(one.role))
            .map((one): string => one.person),
        )
        return ({ identity }) => identity.keys.some((key) => attended.has(key))
      },
    ),
  }),
  namesFor: ({ name, described }) => ({
    person: (values) => [...values(name), ...values(described)],
    actor: (values) => values(name),
    by: (values) => values(name),
    addressee: (values) => values(name),
  }),
  label: {
    en: ({ name, described, side }) => [name ?? described, (name ?? described) && side],
  },
  shows: [],
  sections: ({ items }, fields) => [
    {
      heading: 'People',
      lines: items.map((item) => {
        const names = claimedValues(item, fields.name).map(({ value }) => value)
        const titles = standingValues(item, fields.title).map(({ title }) => title)
        const words = [names.join(' / ') || item.subject, titles.join(' or ')].filter((each) => each !== '')
        return plainLine(item, words.join('; '))
      }),
    },
  ],
  events: {
    PersonNamed: {
      says: 'A source names a person, in this form',
      changesNothing: true,
      payload: {
        name: printed,
        descriptive: z
          .boolean()
          .exactOptional()
          .meta({ description: 'true where `name` only describes them, like “the Japanese minister”' }),
        family: printed.exactOptional().meta({ description: 'the family name, as printed' }),
        given: printed.exactOptional().meta({ description: 'the given name, as printed' }),
        rank: printed.exactOptional(),
        order: z.enum(['family-first', 'given-first']).exactOptional(),
        sex: z
          .enum(['female', 'male'])
          .exactOptional()
          .meta({ description: 'only where a word of the source prints it' }),
      },
      claims: (claim, { name, descriptive = false, family, given, rank, order, sex }) =>
        claim
          .named()
          .name(descriptive ? undefined : name)
          .described(descriptive ? name : undefined)
          .family(family)
          .given(given)
          .rank(rank)
          .order(order)
          .sex(sex),
      example: {
        subject: 'person/sato-ken',
        valid: '2024-03-01',
        payload: { name: 'Sato Ken', family: 'Sato', given: 'Ken', order: 'family-first' },
      },
    },
  },
})

/** The days up to the point on which one of these fields is claimed. */
function daysOf({ standings, point }: Item, fields: readonly Field<Title>[]): CivilDay[] {
  const days = standings
    .filter(({ claim }) => fields.some(({ name }) => claim.field === name))
    .filter(({ bounds }) => bounds.begin.earliest <= point.date)
    .map(({ bounds }) => Math.min(bounds.begin.latest - 1, point.date))
  return [...new Set(days)].sort((a, b) => a - b)
}
