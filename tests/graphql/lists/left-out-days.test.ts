import { describe, expect, test } from 'vitest'
import { bilateral } from '../../../src/domains/index.ts'
import { openChronicle } from '../../../src/engine/index.ts'
import { createSchema } from '../../../src/graphql/index.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import { askOf, at } from '../ask.ts'

const DATES = ['[1667,1668,1670..1672]', '[1667..1672]', '1669', '[1660,1680]', '166X-12-25', 'XXXX-12-25']

const evidence = [{ source: 'source/a', locator: 'p. 1', role: 'statement' as const }]

async function opened(published = '2024-01-10') {
  const chronicle = await openChronicle({
    name: 'arlandia-bolria',
    vocabulary: bilateral.vocabulary,
    ledger: openMemoryLedger(),
    clock: fixedClock('2026-06-01T00:00:00Z'),
  })
  const common = { chronicle: 'arlandia-bolria', version: 1 } as const
  await chronicle.record({
    name: 'left-out',
    events: [
      {
        ...common,
        type: 'SourceRegistered',
        subject: 'source/a',
        payload: { label: 'a', published: { edtf: published, basis: 'stated' }, absent: [] },
        evidence,
      },
      ...DATES.map((edtf, index) => ({
        ...common,
        type: 'MeetingHeld',
        subject: `meeting/m${index}`,
        payload: { kind: 'talks', name: edtf },
        valid: { edtf, basis: 'stated' as const },
        evidence,
      })),
    ],
  })
  return askOf(createSchema(bilateral), chronicle)
}

const [SET, RANGE, YEAR, ENDS, DECADE, YEARLY] = DATES

describe('a date is not found on days that it leaves out', () => {
  test.each([
    ['1669-05-04', '1669-05-04', [RANGE, YEAR]],
    ['1669-01-01', '1669-12-31', [RANGE, YEAR, DECADE, YEARLY]],
    ['1669-12-25', '1669-12-25', [RANGE, YEAR, DECADE, YEARLY]],
    ['1668-01-01', '1668-06-30', [SET, RANGE]],
    ['1660-01-01', '1660-06-30', [ENDS]],
    ['1673-01-01', '1679-12-24', [YEARLY]],
    ['1670-12-26', '1671-12-24', [SET, RANGE]],
    ['1670-12-25', '1671-12-24', [SET, RANGE, YEARLY]],
  ])('from %s to %s there may have been %j', async (from, to, found) => {
    const ask = await opened()
    const valid = `valid: { from: "${from}", to: "${to}" }`
    const on = from === to ? `on: meetings(on: "${from}") { name: subject }` : ''
    const { data, errors } = await ask(`{ relationship(id: "arlandia-bolria") {
      timeline(first: 20, kinds: ["meeting"], ${valid}) { nodes { name: subject } }
      asOf(date: "2025-01-01") { meetings(${valid}) { name: subject } ${on}
        items(first: 20, ${valid}) { nodes { name: subject } }
        happened(${valid}) { items { name: subject } }
      } } }`)
    expect(errors).toEqual([])
    const named = (list: unknown) =>
      (list as readonly { readonly name: string }[]).map(({ name }) => DATES[Number(name.slice(-1))]).sort()
    const expected = [...found].sort()
    const asOf = at(data, 'relationship', 'asOf')
    expect(named(at(asOf, 'meetings'))).toEqual(expected)
    expect(named(at(asOf, 'items', 'nodes'))).toEqual(expected)
    expect(named(at(asOf, 'happened', 'items'))).toEqual(expected)
    expect(named(at(data, 'relationship', 'timeline', 'nodes'))).toEqual(expected)
    if (from === to) expect(named(at(asOf, 'on'))).toEqual(expected)
  })
})

test.each([
  ['2019-01-01', '2019-12-31', false],
  ['2019-05-04', '2019-05-04', false],
  ['2018-12-31', '2019-12-31', true],
  ['2019-06-01', '2020-01-01', true],
  ['2020-02-02', '2020-02-02', true],
])('a source that came out in 2018 or 2020 may be known from %s to %s: %s', async (from, to, found) => {
  const ask = await opened('[2018,2020]')
  const { data, errors } = await ask(`{ relationship(id: "arlandia-bolria") {
    sources(first: 5, known: { from: "${from}", to: "${to}" }) { nodes { label } }
    asOf(date: "2025-01-01") { meetings(known: { from: "${from}", to: "${to}" }) { subject } } } }`)
  expect(errors).toEqual([])
  const { sources, asOf } = Object(at(data, 'relationship'))
  expect(sources.nodes).toHaveLength(found ? 1 : 0)
  expect(asOf.meetings).toHaveLength(found ? DATES.length : 0)
})
