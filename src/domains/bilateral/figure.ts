import {
  all,
  attested,
  cites,
  existence,
  kind,
  MARKS,
  ownWords,
  point,
  whenInWords,
} from '../../domain/index.ts'
import { amount, amountParts, checkAmount } from './amount.ts'
import { actor } from './terms.ts'

/** Figures: a number that a source reports, of what, when, and how exactly. Those of one thing by date share a key. */

export const figure = kind('figure', {
  says: 'A figure that a source reports for its own time: see `when`.',
  type: 'Figure',
  list: 'figures',
  listSays: 'Figures. Each holds at its own time and is unknown at others.',
  heading: 'Figures',
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
  label: { en: ({ measure, about, figure }, { when }) => [measure, about, figure, when] },
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
