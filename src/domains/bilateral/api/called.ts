import {
  datedOf,
  evidenceFor,
  type ItemAtPoint,
  itemsBySubject,
  sourcesById,
  whoSays,
} from '../../../graphql/index.ts'
import { type Item, type Resolved, type Standing, sourcesOfAll, type Valued } from '../../../state/index.ts'
import type { Answer, CivilDay } from '../../../time/index.ts'
import { personFields as fields, type Title } from '../person.ts'
import type { Kit } from './refs.ts'

/** A title that someone bears: the claims that give it, and whether they can be seen in any case. */
type Called = ItemAtPoint & {
  readonly title: Title
  readonly answer: Answer
  readonly standings: readonly Standing[]
}

/** The type of a title as given to a person. */
export function addCalled({ builder, refs, item, validTime, provenance }: Kit) {
  return builder.objectRef<Called>('Called').implement({
    description: 'A title that someone was called by, at a date.',
    fields: (t) => ({
      title: t.string({ description: 'As printed.', resolve: ({ title }) => title.title }),
      office: t.field({
        type: refs.office,
        nullable: true,
        description: 'Which office has that title; null where that cannot be seen from the point.',
        resolve: ({ title, ...stand }) => itemsBySubject(stand, [title.office])[0],
      }),
      certainty: t.field({
        type: item.certainty,
        description: 'Whether the sources that give it can be seen in any case.',
        resolve: ({ answer }) => answer,
      }),
      when: t.field({
        type: [validTime.ref],
        description: 'The dates at which it is given.',
        resolve: ({ standings }) => standings.map(datedOf),
      }),
      sources: t.field({
        type: [provenance.source],
        description: 'Who gives it.',
        resolve: ({ chronicle, state, standings }) =>
          sourcesById({ chronicle, state }, sourcesOfAll(standings)),
      }),
      singleSource: t.boolean({
        description: 'Whether one source alone gives it, at whatever date.',
        resolve: ({ item, standings }) => whoSays(item, standings).saying.length === 1,
      }),
      silentSources: t.field({
        type: [provenance.source],
        description: 'Sources that speak of the person and at no date give this title: no denial of it.',
        resolve: ({ chronicle, state, item, standings }) =>
          sourcesById({ chronicle, state }, whoSays(item, standings).silent),
      }),
      evidence: t.field({
        type: [provenance.evidence],
        description: 'Where the sources give it.',
        args: provenance.evidenceArgs,
        resolve: ({ chronicle, state, standings }, args) =>
          evidenceFor(
            { chronicle, state },
            standings.flatMap(({ because }) => because),
            args,
          ),
      }),
    }),
  })
}

/** Of the title by which sources introduce a person, and of their further titles, those that are picked. */
export function titlesOf(
  each: ItemAtPoint,
  pick: (resolved: Resolved<Title>) => readonly Valued<Title>[],
): Called[] {
  return [fields.title, fields.furtherTitle].flatMap((field) =>
    pick(each.item.get(field)).map(({ value, answer, standings }) => ({
      ...each,
      title: value,
      answer,
      standings,
    })),
  )
}

/**
 * Every title that is given of a time up to the date, each once, in the order of its first day. It asks the state
 * of each day on which one is given.
 */
export function everyTitleOf(each: ItemAtPoint): Called[] {
  const called = daysOfTitles(each.item).flatMap((day) => {
    const item = each.state.at(day).item(each.item.subject)
    return item === undefined ? [] : titlesOf({ ...each, item }, ({ values }) => values)
  })
  return [...Map.groupBy(called, ({ title }) => `${title.office} ${title.title}`).values()].flatMap((same) =>
    same.slice(0, 1).map((first) => ({
      ...first,
      state: each.state,
      item: each.item,
      answer: same.some(({ answer }) => answer === 'definitely') ? 'definitely' : 'possibly',
      standings: same.flatMap(({ standings }) => standings),
    })),
  )
}

function daysOfTitles({ standings, point }: Item): CivilDay[] {
  const days = standings
    .filter(({ claim }) => claim.field === fields.title.name || claim.field === fields.furtherTitle.name)
    .filter(({ bounds }) => bounds.begin.earliest <= point.date)
    .map(({ bounds }) => Math.min(bounds.begin.latest - 1, point.date))
  return [...new Set(days)].sort((a, b) => a - b)
}
