import { expect, test } from 'vitest'
import { chronicleOf, event } from './vocabulary.ts'

const attested = (title: string, edtf: string) =>
  event(
    'OfficeAttested',
    `office/nz-${title.toLowerCase().replaceAll(' ', '-')}`,
    { person: 'person/ana', side: 'nz', title },
    edtf,
  )

test.each([
  ['on one day', '2024-05-01', 'CONFLICT', 'DEFINITELY'],
  ['on days that may be one', '[2024-04-01..2024-06-01]', 'CONFLICT', 'POSSIBLY'],
  ['on other days', '2024-06-01', 'TENSION', 'DEFINITELY'],
])('two titles of one person, attested %s', async (_, other, kind, certainty) => {
  const { asOf } = await chronicleOf(
    event('PersonNamed', 'person/ana', { name: 'Ana' }),
    attested('Minister of Defence', '2024-05-01'),
    attested('Minister of Trade', other),
  )
  expect(await asOf('2024-07-01', 'conflicts { field kind certainty }')).toEqual({
    conflicts: [{ field: 'title', kind, certainty }],
  })
})
