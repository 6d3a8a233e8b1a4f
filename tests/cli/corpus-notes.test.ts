import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openRegesta, readBatchFile } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import type { Chronicle } from '../../src/engine/index.ts'
import {
  disagreementNoted,
  type EventId,
  eventRetracted,
  isOfType,
  payloadOf,
  sourceRegistered,
  sourcesOf,
} from '../../src/event/index.ts'
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

/** The labels of sources in a summary; not the end of a number like 600,000. */
function labelsIn(summary: string): readonly string[] {
  return [...summary.matchAll(/(?<![\d,.])00[0-4]\b/g)].map(([label]) => label)
}

/** The notes of the batch files that none of them retracts, in the order of the files. */
function notesOfFiles() {
  const folder = join(import.meta.dirname, '..', '..', 'events', 'japan-viet-nam')
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const events = names.toSorted().flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    const read = readBatchFile(name, text, bilateral.vocabulary.catalogue)
    expect(read.ok, name).toBe(true)
    return read.ok ? read.batch.events : []
  })
  const retracted = events.flatMap(({ event }) =>
    event.type === eventRetracted.type ? [event.target?.event] : [],
  )
  return events.flatMap(({ id, event }) =>
    isOfType(disagreementNoted, event) && !retracted.includes(id)
      ? [{ id, subject: event.subject, kind: event.payload.kind }]
      : [],
  )
}

describe('the disagreements and gaps of the five sources', () => {
  test('are more than thirty, of every sort, all that the batch files note', () => {
    const computed = [...chronicle.vocabulary.kinds.keys()].flatMap((kind) =>
      disagreementsIn(state, state.list(kind)),
    )
    expect(computed.length).toBeGreaterThan(0)
    const written = notesOfFiles().map(({ id, subject, kind }) => {
      const isOfOneSource = new Set(labelsBehind(id)).size < 2
      return { subject, kind: kind === 'tension' && isOfOneSource ? 'remark' : kind }
    })
    expect(notes.map(({ subject, kind }) => ({ subject, kind }))).toEqual(written)
    expect(notes.length).toBeGreaterThan(30)
    const sorts = Map.groupBy(notes, ({ kind }) => kind)
    expect(sorts.get('remark')?.length).toBeGreaterThan(0)
    expect(sorts.get('tension')?.length).toBeGreaterThan(0)
    expect(sorts.get('gap')?.length).toBeGreaterThan(15)
  })

  test('name no source on which they do not rest, so that a note tells nothing that cannot be seen', () => {
    const beyond = notes.flatMap(({ event, subject, summary }) => {
      const behind = new Set(labelsBehind(event))
      return labelsIn(summary).flatMap((label) => (behind.has(label) ? [] : [[subject, label]]))
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
    expect(
      before.filter(({ summary }) => labelsIn(summary).some((label) => ['000', '002'].includes(label))),
    ).toEqual([])
  })
})
