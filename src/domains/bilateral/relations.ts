import { z } from 'zod'
import {
  all,
  country,
  eitherOf,
  existence,
  factsOf,
  firstDay,
  kind,
  listedWithAnd,
  object,
  on,
  oneOf,
  record,
  type Say,
  staged,
  valueType,
  whenInWords,
} from '../../domain/index.ts'
import type { Item, Valued } from '../../state/index.ts'
import { meeting } from './meeting.ts'
import { actor, byStage, meeting as meetingKey, STAGE } from './terms.ts'

/** Diplomatic relations between two countries: established, raised, lowered, severed, restored. One subject is one pair. */

const change = oneOf(
  {
    established: 'Relations were established.',
    raised: 'They were raised to a higher level.',
    lowered: 'They were lowered to a lesser level.',
    severed: 'They were severed.',
    restored: 'They were restored.',
  },
  STAGE,
)

/** By the word of the level, who represents each with the other. */
const REPRESENTATIVES: Readonly<Record<string, string>> = {
  ambassador: 'ambassadors',
  'charge-d-affaires': 'chargés d’affaires',
  consular: 'consuls alone',
  none: 'nobody',
}

const missionWord = oneOf({
  ambassador: 'Ambassadors.',
  'charge-d-affaires': 'Chargés d’affaires.',
  consular: 'Consuls alone.',
  none: 'Nobody.',
})

const missionLevel = valueType(missionWord, {
  shape: factsOf(missionWord).shape,
  words: (level) => REPRESENTATIVES[level] ?? level,
})

const act = record(
  'RelationsAct',
  'What was done to relations.',
  z.strictObject({ change, level: missionLevel.exactOptional(), by: actor.exactOptional() }),
  {
    change: 'Whether they were established, raised, lowered, severed or restored.',
    level: 'At which level each is represented from then on; null where no source says.',
    by: 'Who did it alone: a side like `jp`; null where both did, or no source says.',
  },
  { words: ({ change, by }, say) => `${change}${by ? ` by ${say.subject(by)}` : ''}` },
)

type Act = z.infer<typeof act>

const changeShown = object<Valued<Act>>('RelationsChange', 'A change of relations.', (t) => ({
  change: t.value(change, 'What was done.', ({ value }) => value.change),
  level: t.orNull.value(
    missionLevel,
    'At which level each is represented from then on, like `ambassador`; null where no source says.',
    ({ value }) => value.level,
  ),
  by: t.orNull.string(
    'Who did it alone: a side like `jp`, or the key of a body or person; null where both did, or no source says.',
    ({ value }) => value.by,
  ),
  when: t.listOf.validTime('When it was.', ({ standings }) => standings),
  sources: t.listOf.sources('Who says so.', ({ sources }) => sources),
  evidence: t.listOf.evidence('Where the sources say so.', ({ because }) => because),
  because: t.listOf.events('The events that say so.', ({ because }) => because),
}))

/** How relations stand is by the last change; that they were established lies before all others, whatever the dates. */
const IN_TURN = { first: [['established']], dated: [['changed']] }

function turnOf(done: string): 'established' | 'changed' {
  return done === 'established' ? 'established' : 'changed'
}

export const relations = kind('relations', {
  says: 'The diplomatic relations of two countries.',
  type: 'DiplomaticRelations',
  list: 'relations',
  listSays: 'The diplomatic relations of two countries, in whatever stage they are.',
  heading: 'Relations',
  tally: { one: 'tie between the two', other: 'ties between the two' },
  fields: {
    recorded: existence(),
    stage: staged(
      change,
      'How they stand, by the last change: ESTABLISHED, RAISED, LOWERED, SEVERED, RESTORED; more than one where that is open.',
      IN_TURN,
      { as: 'stages', filter: byStage, single: true, inTurn: true, stage: turnOf },
    ),
    missionLevel: staged(
      missionLevel,
      'At which level each is represented with the other, like `ambassador`; null where no source says, or they differ.',
      IN_TURN,
      { shown: 'one', single: true, inTurn: true },
    ),
    between: all(country, 'The two countries, in two letters (ISO 3166-1 alpha-2, lower case).', {
      role: ['side', 'actor'],
      shown: 'printed',
    }),
    acts: all(act, 'What was done.', { role: 'actor', shown: false }),
  },
  derived: (t, { acts }) => ({
    changes: t.listOf.object(changeShown, 'What was done up to the date, in order.', (item) =>
      inOrder(item.get(acts).values),
    ),
  }),
  label: {
    en: (_, { values, say }) => {
      const countries = listedWithAnd(values('between').map(say.country))
      return [countries === undefined ? undefined : `diplomatic relations of ${countries}`]
    },
  },
  shows: [
    (_, { item, say }) => eitherOf(lastActs(item).map((each) => inWords(each, say))),
    ({ missionLevel }) => missionLevel && `represented by ${missionLevel}`,
  ],
  brief: (item, { say }) => eitherOf(lastActs(item).map((each) => inWords(each, say))) ?? '',
  events: {
    RelationsChanged: {
      says: 'Diplomatic relations were established, raised, lowered, severed or restored',
      payload: {
        change,
        level: missionLevel
          .exactOptional()
          .meta({ description: 'at which level each is represented with the other from then on' }),
        between: z.array(country).length(2).exactOptional().meta({ description: 'the two countries' }),
        by: actor.exactOptional().meta({ description: 'who did it, where one side did it alone' }),
        occasion: meetingKey.exactOptional(),
      },
      claims: (claim, { change, level = change === 'severed' ? 'none' : undefined, between, by }) =>
        claim
          .recorded()
          .stage(change)
          .missionLevel(level, { stage: turnOf(change) })
          .between.each(between)
          .acts({ change, ...(level && { level }), ...(by && { by }) }),
      touches: ({ occasion }, { subject }) => [on(occasion, meeting, (claim) => claim.outcomes(subject))],
      example: {
        subject: 'relations/jp-vn',
        valid: '1973-09-21',
        payload: { change: 'established', level: 'ambassador', between: ['jp', 'vn'] },
      },
    },
  },
})

function inOrder(acts: readonly Valued<Act>[]): readonly Valued<Act>[] {
  return acts.toSorted((a, b) => firstDay([a]) - firstDay([b]))
}

/** What made them as they stand at the point. */
function lastActs(item: Item): readonly Valued<Act>[] {
  const events = new Set(item.get(relations.fields.stage).values.flatMap(({ because }) => because))
  return inOrder(item.get(relations.fields.acts).values).filter(({ because }) =>
    because.some((id) => events.has(id)),
  )
}

/** `severed by Chile 2016-01-03`. */
function inWords(valued: Valued<Act>, say: Say): string {
  return `${say.of(act, valued.value)} ${whenInWords([valued])}`
}
