import { describe, expect, test } from 'vitest'
import type { Payload } from '../../../src/event/index.ts'
import { chronicleOf, event } from './vocabulary.ts'

describe('a position', () => {
  const stated = (name: string, more: Payload) =>
    event(
      'PositionStated',
      `position/${name}`,
      { topic: 'fishing', statement: 'Too many boats.', ...more },
      '2024-03-01',
    )
  const protest = stated('protest', { actors: ['nz'], to: ['cl'], manner: 'protest' })

  test.each<[Payload, string, object]>([
    [
      { actors: ['nz'], to: ['cl'], manner: 'protest' },
      'New Zealand to Chile (protest) on fishing: Too many boats',
      { voice: 'ACTOR', to: ['cl'], manners: ['protest'] },
    ],
    [{ actors: ['nz'] }, 'New Zealand on fishing: Too many boats', { voice: 'ACTOR', to: [], manners: [] }],
    [{ actors: [] }, 'the reporter on fishing: Too many boats', { voice: 'REPORTER', to: [], manners: [] }],
    [
      { actors: ['nz'], voice: 'reporter' },
      'New Zealand on fishing: Too many boats',
      { voice: 'REPORTER', to: [], manners: [] },
    ],
  ])('%j', async (payload, headline, shown) => {
    const { asOf } = await chronicleOf(stated('one', payload))
    expect(await asOf('2024-06-01', 'positions { headline voice to manners }')).toEqual({
      positions: [{ headline, ...shown }],
    })
  })

  test.each([
    ['manner: ["protest"]', ['position/protest']],
    ['manner: ["welcome", "support"]', ['position/welcome']],
    ['addressee: "Chile"', ['position/protest']],
    ['by: "nz"', ['position/protest', 'position/welcome']],
  ])('is found by %s', async (filter, subjects) => {
    const { asOf } = await chronicleOf(protest, stated('welcome', { actors: ['nz'], manner: 'welcome' }))
    const found = (await asOf('2024-06-01', `positions(${filter}) { subject }`)) as {
      positions: readonly { subject: string }[]
    }
    expect(found.positions.map(({ subject }) => subject).sort()).toEqual(subjects)
  })

  test('of an unknown manner is refused, with what would do', async () => {
    const { ask } = await chronicleOf(protest)
    const { errors } = await ask(
      '{ relationship(id: "nz-cl") { asOf(date: "2024-06-01") { positions(manner: ["protets"]) { subject } } } }',
    )
    expect(JSON.stringify(errors)).toMatch(/E_MANNER.*protest/)
  })
})

describe('a label given by one side', () => {
  const label = (name: string, more: Payload = {}) =>
    event(
      'LabelAdopted',
      `label/${name}`,
      { object: 'relationship', label: name, ...more },
      '2024-03-01/2026-01-01',
    )
  const status = 'status { label certainty labels { label by headline } }'

  test.each<[string, readonly Payload[], object]>([
    [
      'beside one of both is not the name of the relationship',
      [{}, { by: 'nz' }],
      { label: 'friends 0', certainty: 'DEFINITELY' },
    ],
    ['alone is the one there is', [{ by: 'nz' }], { label: 'friends 0', certainty: 'DEFINITELY' }],
    [
      'beside one of the other side is one of two',
      [{ by: 'nz' }, { by: 'cl' }],
      { label: null, certainty: 'POSSIBLY' },
    ],
  ])('%s', async (_, all, expected) => {
    const { asOf } = await chronicleOf(
      ...all.map((more, index) =>
        label(`friends ${index}`.replace(' ', '-'), { ...more, label: `friends ${index}` }),
      ),
    )
    expect(await asOf('2024-06-01', status)).toMatchObject({ status: expected })
  })

  test('has its giver in its headline', async () => {
    const { asOf } = await chronicleOf(label('old-friends', { by: 'nz' }))
    expect(await asOf('2024-06-01', status)).toMatchObject({
      status: { labels: [{ label: 'old-friends', by: ['nz'], headline: 'old-friends, by New Zealand' }] },
    })
  })
})
