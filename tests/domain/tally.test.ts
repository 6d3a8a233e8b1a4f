import { expect, test } from 'vitest'
import { existence, kind, summarySteps, text } from '../../src/domain/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { inOneGo } from '../../src/state/index.ts'
import { parseDay } from '../../src/time/index.ts'
import { openCorpus } from '../graphql/ask.ts'
import { lawsuits } from './lawsuits.ts'

test('the words of a count are those of the kind, else made of what it is called', () => {
  const tallies = (domain: typeof bilateral) =>
    domain.kinds.map(({ name, tally }) => [name, tally.one, tally.other])
  expect(tallies(lawsuits).slice(0, 2)).toEqual([
    ['case', 'case', 'cases'],
    ['hearing', 'hearing', 'hearings'],
  ])
  expect(tallies(bilateral)).toContainEqual(['undertaking', 'undertaking open', 'undertakings open'])
  const told = kind('old-map', {
    ...{ says: 'A map.', type: 'OldMap', list: 'maps', listSays: 'Maps.', heading: 'Old maps' },
    ...{ fields: { made: existence() }, label: { en: () => ['a map'] }, shows: [], lead: true },
    events: { MapMade: { says: 'A map was made', payload: { name: text }, claims: (claim) => claim.made() } },
  })
  expect([told.tally, told.lead]).toEqual([{ one: 'old map', other: 'old maps' }, true])
})

test('a summary names what leads and counts the rest in the words of each kind', async () => {
  const { chronicle, close } = await openCorpus()
  const summary = inOneGo(
    summarySteps(bilateral, chronicle.snapshot().asOf({ date: parseDay('2025-05-01') })),
  )
  await close()
  expect(summary).toMatch(/^[^0-9;]+; \d+ undertakings open/)
  expect(bilateral.kinds.filter(({ lead }) => lead).map(({ name }) => name)).toEqual(['label'])
})
