import { z } from 'zod'
import {
  all,
  attestationWords,
  cites,
  existence,
  kind,
  MARKS,
  oneOf,
  point,
  type WordFilter,
} from '../../domain/index.ts'
import { isEmptyField } from '../../state/index.ts'
import { actor, byStage, meeting, printed, STAGE } from './terms.ts'

/** Cooperation by area: what a source lists, at that date. Absence from a later list ends nothing. */

const scope = oneOf(
  { defence: 'Defence alone.', general: 'Everything.' },
  { name: 'CooperationScope', says: 'How much an area of cooperation covers.' },
)

const stage = oneOf(
  {
    agreed: 'It was agreed on.',
    confirmed: 'The sides confirmed it.',
    ongoing: 'It goes on.',
    strengthening: 'It grows.',
    proposed: 'A side proposes it.',
    highlighted: 'A side stresses it.',
  },
  STAGE,
)

const byScope: WordFilter = {
  name: 'scope',
  says: 'Only those with one of these scopes.',
}

export const cooperation = kind('cooperation', {
  says: 'An area of cooperation, as sources list it at their dates. Missing from a later list does not end it.',
  type: 'Cooperation',
  list: 'cooperation',
  listSays: 'Areas of cooperation that sources list at their own dates. Between two lists it is unknown.',
  heading: 'Cooperation',
  tally: { one: 'field of cooperation', other: 'fields of cooperation' },
  lesser: true,
  attested: true,
  fields: {
    noted: existence(),
    area: all(printed, 'Every form that a source prints.', {
      role: ['topic', 'name'],
      shown: 'printed',
      as: 'areas',
    }),
    scope: all(scope, 'Its scope in any source.', {
      shown: 'printed',
      as: 'scopes',
      filter: byScope,
    }),
    stage: all(
      stage,
      'Its stage, as listed on the date itself: AGREED, CONFIRMED, ONGOING, STRENGTHENING, PROPOSED or HIGHLIGHTED.',
      { as: 'stages', filter: byStage },
    ),
    by: all(actor, 'Who does it, as listed on the date itself: sides like `jp`, or keys of persons.', {
      role: 'actor',
    }),
    speakers: all(actor, 'Who listed it in person.', { role: 'actor' }),
    occasion: all(meeting, 'Where it was listed.', { role: 'part-of', shown: false }),
  },
  derived: (t) => ({
    lastAttested: t.listOf.validTime(
      'The nearest listing before the date, if there is one.',
      ({ existence }) => existence.lastAttested?.standings ?? [],
    ),
    nextAttested: t.listOf.validTime(
      'The nearest listing after the date, if there is one.',
      ({ existence }) => existence.nextAttested?.standings ?? [],
    ),
  }),
  label: { en: ({ area, by }) => [area, by && `by ${by}`] },
  shows: [],
  sections: ({ items, nameOf }, fields) => [
    {
      heading: 'Cooperation',
      lines: items.map((item) => {
        const { answer, values, because } = item.existence
        const stages = item.get(fields.stage)
        const now = [stages.values.map(({ value }) => value).join(' or ') || 'listed', cites(because)]
        const near = isEmptyField(stages)
          ? attestationWords(item.existence, () => '')
          : attestationWords(stages, (stage) => stage)
        return point(MARKS[answer], [
          `${nameOf(item)}: `,
          ...(values.length > 0 ? now : ['unknown', ...near]),
        ])
      }),
    },
  ],
  events: {
    CooperationNoted: {
      says: 'A source lists an area of cooperation',
      aspect: 'attested',
      payload: {
        area: printed,
        scope: scope.exactOptional(),
        stage: stage.exactOptional().meta({ description: 'absent where the source only lists it' }),
        by: z.array(actor).exactOptional(),
        speakers: z
          .array(actor)
          .exactOptional()
          .meta({ description: 'who lists it; absent: the source itself, or both sides' }),
        occasion: meeting.exactOptional(),
      },
      claims: (claim, { area, scope, stage, by, speakers, occasion }) =>
        claim
          .noted()
          .area(area)
          .scope(scope)
          .stage(stage)
          .by.each(by)
          .speakers.each(speakers)
          .occasion(occasion),
      example: {
        subject: 'cooperation/search-and-rescue',
        valid: '2024-03-01',
        payload: { area: 'search and rescue', scope: 'defence', stage: 'ongoing', by: ['jp', 'vn'] },
      },
    },
  },
})
