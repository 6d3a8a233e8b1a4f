import { expect, test } from 'vitest'
import { chronicleOf, event, source } from './vocabulary.ts'

test('a rank with and without its last stop is each of its own source', async () => {
  const named = (rank: string, by: string) =>
    event('PersonNamed', 'person/ana', { name: 'Ana', rank }, '2024-05-01', by)
  const { asOf } = await chronicleOf(
    source('a', '2024-05-02'),
    source('b', '2024-05-03'),
    named('Sen. Lieut. Gen.', 'a'),
    named('Sen. Lieut. Gen', 'b'),
  )
  expect(
    await asOf('2024-05-01', 'people { ranks claims(field: "rank") { values { value sources { label } } } }'),
  ).toMatchObject({
    people: [
      {
        ranks: ['Sen. Lieut. Gen.', 'Sen. Lieut. Gen'],
        claims: [
          {
            values: [
              { value: 'Sen. Lieut. Gen.', sources: [{ label: 'a' }] },
              { value: 'Sen. Lieut. Gen', sources: [{ label: 'b' }] },
            ],
          },
        ],
      },
    ],
  })
})

test('an undertaking to meet says once what it is, where the meeting has no name of its own', async () => {
  const { asOf } = await chronicleOf(
    event('UndertakingMade', 'undertaking/visit', {
      grade: 'invitation',
      by: ['nz'],
      content: 'Come to Wellington for talks.',
      meeting: 'meeting/talks',
      window: { edtf: '2024', basis: 'stated' },
    }),
  )
  expect(await asOf('2024-06-01', 'undertakings { headline }')).toEqual({
    undertakings: [{ headline: 'New Zealand (invitation): Come to Wellington for talks' }],
  })
})
