import { expect, test } from 'vitest'
import { country, existence, kind, one, reference, text } from '../../src/domain/index.ts'

/*
 * What must not compile. `tsc` is the test: it fails where a line below an expected error has none. These comments are
 * allowed in this file alone, for no other test can show that a program is refused.
 */

const person = reference('person')

const declaration = {
  says: 'A gift.',
  type: 'Gift',
  list: 'gifts',
  listSays: 'Gifts.',
  heading: 'Gifts',
} as const

const fields = {
  given: existence(),
  giver: one(person, 'Who gave it.'),
  side: one(country, 'Whose it was.'),
  what: one(text, 'What it was.'),
}

const label = { en: ({ what }: { readonly what: string | undefined }) => [what] }

test('a declaration with a wrong field or value does not compile', () => {
  const right = kind('gift', {
    ...declaration,
    fields,
    label,
    shows: ['what'],
    events: {
      GiftMade: {
        says: 'Given',
        payload: { giver: person, side: country },
        claims: (claim, { giver, side }) => claim.given().giver(giver).side(side),
      },
    },
  })
  kind('gift', {
    ...declaration,
    fields,
    label,
    // @ts-expect-error no field is called so
    shows: ['nosuch'],
    events: {},
  })
  kind('gift', {
    ...declaration,
    fields,
    label,
    shows: [],
    events: {
      GiftMade: {
        says: 'Given',
        payload: { giver: person, side: country },
        // @ts-expect-error a country is no person
        claims: (claim, { side }) => claim.given().giver(side),
      },
    },
  })
  // @ts-expect-error a label is missing
  kind('gift', { ...declaration, fields, shows: [], events: {} })
  kind('gift', {
    ...declaration,
    fields,
    // @ts-expect-error English is missing
    label: {},
    shows: [],
    events: {},
  })
  expect(right.readings.map(({ type }) => type.type)).toEqual(['GiftMade'])
})
