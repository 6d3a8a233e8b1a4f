import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import type { Chronicle } from '../../src/engine/index.ts'
import { type EventId, payloadOf, sourceRegistered, sourcesOf } from '../../src/event/index.ts'
import { disagreementsIn, type NotedDisagreement, notedIn, type State } from '../../src/state/index.ts'
import { parseDay } from '../../src/time/index.ts'
import { temporaryFolder } from './small-chronicle.ts'

let chronicle: Chronicle
let state: State
let notes: readonly NotedDisagreement[]

beforeAll(async () => {
  const ledgerPath = join(temporaryFolder(), 'ledger.sqlite')
  const opened = await openRegesta({
    vocabulary: bilateral.vocabulary,
    mode: 'read',
    ledgerPath,
    chronicle: 'japan-viet-nam',
  })
  chronicle = opened.chronicle
  state = chronicle.asOf({ date: parseDay('2025-12-31') })
  notes = notedIn(state)
  return () => opened.close()
})

/** The labels of the sources that an event rests on, by itself and by its premises. */
function labelsBehind(id: EventId): readonly string[] {
  const event = state.view.eventIndex.event(id)?.event
  if (event === undefined) return []
  const own = sourcesOf(event).flatMap((source) => {
    const registration = state.view.eventIndex.sources.registrationOf(source)
    return registration === undefined ? [] : [payloadOf(sourceRegistered, registration.event).label]
  })
  return [...own, ...(event.premises ?? []).flatMap(labelsBehind)]
}

describe('the disagreements and gaps of the five sources', () => {
  test('are more than thirty, of every sort', () => {
    const computed = [...chronicle.vocabulary.kinds.keys()].flatMap((kind) =>
      disagreementsIn(state, state.list(kind)),
    )
    const sorts = Map.groupBy(notes, ({ kind }) => kind)
    expect(computed.length).toBeGreaterThan(0)
    expect(sorts.get('conflict')?.length).toBeGreaterThan(0)
    expect(sorts.get('tension')?.length).toBeGreaterThan(15)
    expect(sorts.get('gap')?.length).toBeGreaterThan(15)
  })

  test('name no source on which they do not rest, so that a note tells nothing that cannot be seen', () => {
    const beyond = notes.flatMap(({ event, subject, summary }) => {
      const behind = new Set(labelsBehind(event))
      return [...summary.matchAll(/\b00[0-4]\b/g)].flatMap(([label]) =>
        behind.has(label) ? [] : [[subject, label]],
      )
    })
    expect(beyond).toEqual([])
  })

  test('are about subjects of which what they rest on speaks', () => {
    const beyond = notes.flatMap(({ subject, about, because }) => {
      const said = JSON.stringify(because.slice(1).map((id) => state.view.eventIndex.event(id)?.event))
      return about.filter((each) => !said.includes(`"${each}"`)).map((each) => [subject, each])
    })
    expect(beyond).toEqual([])
  })

  test('are told once each', () => {
    expect(new Set(notes.map(({ summary, about }) => `${about[0]} ${summary}`)).size).toBe(notes.length)
  })

  test('are fewer for whoever stands before December 2025', () => {
    const before = notedIn(chronicle.asOf({ date: parseDay('2025-06-01'), knownAt: parseDay('2025-06-01') }))
    expect(before.length).toBeLessThan(notes.length)
    expect(before.filter(({ summary }) => /\b00[02]\b/.test(summary))).toEqual([])
  })
})
