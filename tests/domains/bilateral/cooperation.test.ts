import { expect, test } from 'vitest'
import { chronicleOf, event } from './vocabulary.ts'

const noted = (key: string, payload: Record<string, string | readonly string[]>) =>
  event('CooperationNoted', `cooperation/${key}`, { area: key, ...payload }, '2024-03-01')

test('an area of cooperation that is confirmed is not agreed on, and has who listed it', async () => {
  const { asOf } = await chronicleOf(
    event('PersonNamed', 'person/mere', { name: 'Mere Tane' }),
    noted('fisheries', { stage: 'confirmed' }),
    noted('search', { stage: 'agreed', speakers: ['person/mere'] }),
  )
  expect(await asOf('2024-03-01', 'cooperation { area: areas stages speakers }')).toEqual({
    cooperation: [
      { area: ['fisheries'], stages: ['CONFIRMED'], speakers: [] },
      { area: ['search'], stages: ['AGREED'], speakers: ['person/mere'] },
    ],
  })
  expect(await asOf('2024-03-01', 'cooperation(stage: [CONFIRMED]) { areas }')).toEqual({
    cooperation: [{ areas: ['fisheries'] }],
  })
  expect(await asOf('2024-03-01', 'cooperation(actor: "Mere Tane") { areas }')).toEqual({
    cooperation: [{ areas: ['search'] }],
  })
})

test('the page says of an area without a stage when it was last listed, too', async () => {
  const { page } = await chronicleOf(noted('fisheries', { stage: 'agreed' }), noted('search', {}))
  expect(page('2024-05-01', 'Cooperation', true)).toEqual([
    '? fisheries: unknown; last attested agreed 2024-03-01',
    '? search: unknown; last attested 2024-03-01',
  ])
})
