import { z } from 'zod'
import {
  all,
  attested,
  cites,
  existence,
  kind,
  MARKS,
  oneOf,
  ownWords,
  point,
  record,
  text,
  whenInWords,
} from '../../domain/index.ts'
import { spelled } from './terms.ts'

/** Figures: a number that a source reports, of what, when, and how exactly. */

const exactness = oneOf(
  {
    exact: 'To the last digit.',
    rounded: 'To a round number.',
    approximate: 'About so much.',
  },
  { name: 'Exactness', says: 'How exactly a source gives a number.' },
)

const amount = record(
  'Amount',
  'A number as a source gives it, with its precision.',
  z.strictObject({
    value: z.number(),
    unit: text,
    exactness,
  }),
  {
    value: 'The number, in that unit.',
    unit: 'What the number is of.',
    exactness: 'How exactly it is given.',
  },
  {
    spelling: ({ value, unit }) => `${value} ${spelled(unit)}`,
    words: ({ value, unit, exactness }) => {
      const about = exactness === 'approximate' ? 'about ' : exactness === 'rounded' ? 'roughly ' : ''
      return `${about}${value.toLocaleString('en')} ${unit}`
    },
  },
)

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
      payload: { measure: ownWords, ...amount.shape, about: ownWords },
      claims: (claim, { measure, about, ...figure }) =>
        claim.reported().figure(figure).measure(measure).about(about),
    },
  },
})
