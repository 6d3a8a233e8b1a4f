import { expect, test } from 'vitest'
import { chronicleOf, event } from './vocabulary.ts'

const EVENTS = [
  event('BodyNamed', 'body/mfa-cl', { name: 'Ministry of Foreign Affairs', kind: 'ministry', side: 'cl' }),
  event('BodyNamed', 'body/mfa-cl', { name: 'Ministerio de Relaciones Exteriores' }),
  event('BodyNamed', 'body/protocol', { name: 'Protocol Office', partOf: 'body/mfa-cl' }),
  event('PersonNamed', 'person/ana-rojas', { name: 'Ana Rojas', family: 'Rojas', given: 'Ana' }),
  event('PersonNamed', 'person/envoy', { name: 'the Chilean envoy', descriptive: true }),
  event(
    'PositionStated',
    'position/salmon',
    {
      actors: ['body/mfa-cl'],
      speakers: ['person/ana-rojas'],
      topic: 'salmon',
      statement: 'Salmon is welcome.',
      voice: 'actor',
    },
    '2024-03-01',
  ),
]

test('whoever speaks may be a body, which a list finds by any of its names and by its side', async () => {
  const { asOf } = await chronicleOf(...EVENTS)
  for (const filter of [
    'actor: "body/mfa-cl"',
    'actor: "ministerio de relaciones exteriores"',
    'body: "Ministry of Foreign Affairs"',
    'actor: "cl"',
    'by: "Chile"',
    'person: "Ana Rojas"',
  ])
    expect(await asOf('2024-06-01', `positions(${filter}) { headline speakers }`), filter).toEqual({
      positions: [
        {
          headline: 'Ministry of Foreign Affairs on salmon: Salmon is welcome',
          speakers: ['person/ana-rojas'],
        },
      ],
    })
  expect(await asOf('2024-06-01', 'positions(actor: "nz") { subject }')).toEqual({ positions: [] })
  expect(await asOf('2024-06-01', 'bodies { headline partOf { subject } }')).toEqual({
    bodies: [
      { headline: 'Ministry of Foreign Affairs, Chile', partOf: [] },
      { headline: 'Protocol Office', partOf: [{ subject: 'body/mfa-cl' }] },
    ],
  })
})

test('a description is no name of a person', async () => {
  const { asOf } = await chronicleOf(...EVENTS)
  expect(await asOf('2024-06-01', 'people { names descriptions familyNames headline }')).toEqual({
    people: [
      { names: ['Ana Rojas'], descriptions: [], familyNames: ['Rojas'], headline: 'Ana Rojas' },
      { names: [], descriptions: ['the Chilean envoy'], familyNames: [], headline: 'the Chilean envoy' },
    ],
  })
})
