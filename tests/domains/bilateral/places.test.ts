import { describe, expect, test } from 'vitest'
import { chronicleOf, event, source } from './vocabulary.ts'

const meeting = (name: string, place: Record<string, string>) =>
  event('MeetingHeld', `meeting/${name}`, { kind: 'talks', name, place }, '2024-03-01')
const named = (key: string, name: string, within: string) =>
  event('PlaceNamed', `place/${key}`, { name, within })

const EVENTS = [
  meeting('hall', { venue: 'Government House' }),
  meeting('city', { city: 'Valparaiso' }),
  meeting('country', { country: 'cl' }),
  meeting('elsewhere', { city: 'Wellington' }),
  meeting('nowhere', { city: 'Punta Brava' }),
  named('government-house', 'Government House', 'place/valparaiso'),
  named('valparaiso', 'Valparaíso', 'place/valparaiso-region'),
  named('valparaiso-region', 'Region of Valparaíso', 'cl'),
  named('wellington', 'Wellington', 'nz'),
]

const found = async (filter: string, date = '2024-06-01') => {
  const { asOf } = await chronicleOf(...EVENTS)
  const { meetings } = (await asOf(date, `meetings(${filter}) { subject }`)) as {
    meetings: readonly { readonly subject: string }[]
  }
  return meetings.map(({ subject }) => subject.replace('meeting/', '')).sort()
}

describe('places lie in one another', () => {
  test.each([
    ['country: ["cl"]', ['city', 'country', 'hall']],
    ['country: ["nz"]', ['elsewhere']],
    ['place: "Chile"', ['city', 'country', 'hall']],
    ['place: "cl"', ['city', 'country', 'hall']],
    ['place: "place/valparaiso-region"', ['city', 'hall']],
    ['place: "Valparaiso"', ['city', 'hall']],
    ['place: "Government House"', ['hall']],
    ['place: "Punta Brava"', ['nowhere']],
    ['country: ["vn"]', []],
  ])('a list narrowed by %s finds %j', async (filter, names) => {
    expect(await found(filter)).toEqual(names)
  })

  test('what no visible event places in a country is not found in it', async () => {
    const { asOf } = await chronicleOf(
      source('b', '2026-03-01'),
      meeting('city', { city: 'Valparaiso' }),
      event('PlaceNamed', 'place/valparaiso', { name: 'Valparaíso', within: 'cl' }, undefined, 'b'),
    )
    const inChile = 'meetings(country: ["cl"]) { subject }'
    expect(await asOf('2024-06-01', inChile, ', knownAt: "2026-02-01"')).toEqual({ meetings: [] })
    expect(await asOf('2024-06-01', inChile)).toEqual({ meetings: [{ subject: 'meeting/city' }] })
  })
})
