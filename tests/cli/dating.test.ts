import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openRegesta } from '../../src/archive/index.ts'
import { changesJson, stateJson } from '../../src/cli/state-json.ts'
import { changeSections } from '../../src/domain/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import type { Chronicle } from '../../src/engine/index.ts'
import { dateInferred } from '../../src/event/index.ts'
import { parseDay } from '../../src/time/index.ts'
import { temporaryFolder } from './small-chronicle.ts'

/** What the first chronicle shows of dates that were inferred, in JSON and on a page. */

let chronicle: Chronicle
/** The position before the first inferred date. */
let before: number

beforeAll(async () => {
  const ledgerPath = join(temporaryFolder(), 'ledger.sqlite')
  const opened = await openRegesta({ vocabulary: bilateral.vocabulary, mode: 'read', ledgerPath })
  chronicle = opened.chronicle
  const { events } = chronicle.asOf({}).view.eventIndex
  before = (events.find(({ event }) => event.type === dateInferred.type)?.position ?? 0) - 1
  return () => opened.close()
})

const date = parseDay('2025-12-05')

/** Every value of a JSON document that has a name, however deep. */
function valuesNamed(name: string, value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === name ? [inner] : []),
    ...valuesNamed(name, inner),
  ])
}

describe('the JSON of a state', () => {
  test('says of dates that no source states where they come from, how, and by which events', () => {
    const json = stateJson(chronicle, chronicle.asOf({ date }), bilateral, { all: true })
    const dating = valuesNamed('dating', json).flat()
    expect(dating.length).toBeGreaterThan(0)
    const bases = new Set<unknown>()
    let resting = 0
    for (const each of dating) {
      expect(each).toMatchObject({ edtf: expect.any(String), because: expect.any(Array) })
      const { basis, reading, because } = Object(each)
      bases.add(basis)
      if (basis !== 'inferred') continue
      expect(reading).toEqual(expect.any(String))
      if (because.length > 0) resting += 1
    }
    expect(resting).toBeGreaterThan(0)
    expect(bases).toEqual(new Set(['relative', 'inferred']))
  })

  test('has evidence of every item that it lists, and of every value', () => {
    for (const day of ['2021-11-24', '2023-06-01', '2025-02-11', '2026-02-01']) {
      const json = stateJson(chronicle, chronicle.asOf({ date: parseDay(day) }), bilateral, { all: false })
      for (const item of bilateral.pages.flatMap(({ list }) => Object(json[list]) as readonly unknown[])) {
        const { subject, evidence, because } = Object(item)
        expect(evidence, `${subject} on ${day}`).not.toEqual([])
        const behind = Object.values(Object(item).fields)
          .flatMap((field) => [Object(field).lastAttested, Object(field).nextAttested, Object(field).values])
          .flat()
          .flatMap((value) => Object(value).because ?? [])
        const unproven = [...new Set(behind).difference(new Set(because))]
        if (Object(item).certainty === 'unknown') expect(unproven, `${subject} on ${day}`).toEqual([])
      }
    }
  })
})

describe('a comparison with what was recorded before a date was inferred', () => {
  const compared = () => chronicle.compare({ date, position: before }, { date })

  test('has both dates in JSON, with the reading of the inferred one', () => {
    const whens = valuesNamed('fields', changesJson(compared(), bilateral))
      .flat()
      .filter((field) => Object(field).field === 'when')
    expect(whens.length).toBeGreaterThan(0)
    for (const when of whens) expect(when).toMatchObject({ was: expect.any(String), is: expect.any(String) })
    expect(whens.map((when) => String(Object(when).is)).join('\n')).toMatch(/2025-12-04 \(inferred\): /)
  })

  test('has them on the page, with the cause', () => {
    const lines = changeSections(compared(), bilateral, true).flatMap(({ lines }) => lines)
    const words = lines.map(({ pieces }) =>
      pieces.map((piece) => (typeof piece === 'string' ? piece : 'text' in piece ? piece.text : '')).join(''),
    )
    expect(words.filter((line) => line.startsWith('when: '))).toContainEqual(
      expect.stringMatching(/^when: .+ → .*\(inferred\): .+ \(it was recorded.*\)$/),
    )
  })
})
