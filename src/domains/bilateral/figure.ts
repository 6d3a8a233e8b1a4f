import {
  all,
  attested,
  cites,
  existence,
  kind,
  MARKS,
  object,
  ownWords,
  point,
  whenInWords,
} from '../../domain/index.ts'
import { type Item, type Standing, sourcesOfAll } from '../../state/index.ts'
import { type Amount, amount, amountParts, checkAmount } from './amount.ts'
import { actor } from './terms.ts'

/** Figures: a number that a source reports, of what, when, and how exactly. Those of one thing by date share a key. */

type FigureReport = { readonly amount: Amount; readonly standings: readonly Standing[] }

const reportShown = object<FigureReport>(
  'FigureReport',
  'A number that was reported, for its own time.',
  (t) => ({
    amount: t.value(amount, 'The number.', (each) => each.amount),
    when: t.orNull.validTime(
      'For when it is given; null where no source says.',
      ({ standings: [first] }) => first,
    ),
    sources: t.listOf.sources('Who gives it.', ({ standings }) => sourcesOfAll(standings)),
    singleSource: t.yesNo(
      'Whether only one source gives it, copies of it apart.',
      ({ standings }, { state }) => state.view.haveOneOrigin(sourcesOfAll(standings)),
    ),
    evidence: t.listOf.evidence('Where the sources give it.', ({ standings }) =>
      standings.flatMap(({ because }) => because),
    ),
    because: t.listOf.events('The events that give it.', ({ standings }) =>
      standings.flatMap(({ because }) => because),
    ),
  }),
)

export const figure = kind('figure', {
  says: 'A figure that a source reports for its own time: see `when`.',
  type: 'Figure',
  list: 'figures',
  listSays: 'Figures. Each holds at its own time and is unknown at others.',
  heading: 'Figures',
  tally: { one: 'figure', other: 'figures' },
  attested: true,
  fields: {
    reported: existence(),
    figure: attested(amount, 'The figure for the date itself, or else the last one before it.', {
      role: 'amount',
      single: true,
      inTurn: true,
      shown: 'each-nearest',
      as: 'amounts',
    }),
    measure: all(ownWords, 'What was measured, in our own words. Null where that is not visible.', {
      role: 'name',
      shown: 'first-printed',
    }),
    about: all(ownWords, 'Whom or what it is about, in our own words.', { shown: 'printed' }),
    by: all(
      actor,
      'Who counted or estimated it: sides like `jp`, or keys of bodies or persons. Empty where no source says.',
      {
        role: 'actor',
      },
    ),
  },
  derived: (t) => ({
    reports: t.listOf.object(
      reportShown,
      'Every number that was reported up to the date, in the order of the times that it is given for: how the figure changed.',
      (item) => reportsOf(item),
    ),
  }),
  label: {
    en: ({ measure, about, figure }, { when, item, say }) => {
      const reports = reportsOf(item)
      const [last] = reports.slice(-1)
      if (last === undefined || reports.length === 1) return [measure, about, figure, when]
      const latest = reports.filter((each) => whenInWords([each]) === whenInWords([last]))
      return [
        measure,
        about,
        latest.map((each) => say.of(amount, each.amount)).join(' or '),
        whenInWords([last]),
      ]
    },
  },
  shows: [],
  brief: (item, { say }, { figure }) =>
    item
      .get(figure)
      .values.map(({ value }) => say.of(amount, value))
      .join(' or '),
  /** Figures as of the date, or as last reported before it. */
  sections: ({ items, say, nameOf }, { figure }) => [
    {
      heading: 'Figures',
      lines: items.flatMap((item) => {
        const { answer, values, lastAttested } = item.get(figure)
        const reported = values.length > 0 ? values : lastAttested === undefined ? [] : [lastAttested]
        return reported.map((valued) =>
          point(MARKS[answer], [
            `${nameOf(item)}: ${say.of(amount, valued.value)}`,
            values.length > 0 ? `, ${whenInWords([valued])}` : `, last reported of ${whenInWords([valued])}`,
            cites(valued.because),
          ]),
        )
      }),
    },
  ],
  events: {
    FigureReported: {
      says: 'A source gives a number',
      aspect: 'attested',
      payload: {
        measure: ownWords,
        ...amountParts,
        about: ownWords.exactOptional(),
        by: actor.exactOptional().meta({ description: 'who counted or estimated it' }),
      },
      checks: checkAmount,
      claims: (claim, { measure, about, by, ...figure }) =>
        claim.reported().figure(figure).measure(measure).about(about).by(by),
      example: {
        subject: 'figure/students-in-japan',
        valid: '2024-03-01',
        payload: {
          measure: 'students from Viet Nam in Japan',
          value: 36000,
          unit: 'persons',
          exactness: 'approximate',
        },
      },
    },
  },
})

/** What is reported for days up to the date of the item: one for each number and time. */
function reportsOf(item: Item): readonly FigureReport[] {
  const upTo = item
    .standingsOf(figure.fields.figure)
    .filter(({ visible, bounds }) => visible !== 'no' && bounds.begin.earliest <= item.point.date)
    .toSorted(
      (a, b) =>
        a.bounds.begin.earliest - b.bounds.begin.earliest || a.bounds.end.latest - b.bounds.end.latest,
    )
  const alike = Map.groupBy(
    upTo,
    ({ claim, bounds }) => `${claim.spelling} ${bounds.begin.earliest} ${bounds.end.latest}`,
  )
  return [...alike.values()].flatMap((standings) => {
    const { data } = amount.safeParse(standings[0]?.claim.value)
    return data === undefined ? [] : [{ amount: data, standings }]
  })
}
