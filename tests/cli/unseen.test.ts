import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson, sha256Hex } from '../../src/event/index.ts'
import { LedgerPlace } from '../../src/stores/index.ts'
import { draftText, makePlace, NAME, type Place, regesta, temporaryFolder } from './small-chronicle.ts'

/** What a screen acts on: a title of the window, a cleared screen, a bell, a NUL, C1 controls, text turned round. */
const NASTY = '\u001b]0;owned\u0007\u001b[2J\u0000\u009b31m\u202eyadot\u2066x\u2069\r'
const SEEN = '\\u001b]0;owned\\u0007\\u001b[2J\\u0000\\u009b31m\\u202eyadot'
const RAW = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/u

/** A ledger in which such words stand, as one may that was recorded before they were refused. */
async function placeWithNastyWords(): Promise<Place> {
  const place = await makePlace()
  await regesta(place, ['count'])
  const ledger = await new LedgerPlace(place.ledger).open('write')
  const bodies: string[] = []
  for await (const { body } of ledger.read(NAME)) {
    const event = JSON.parse(body)
    if (event.type !== 'MeetingHeld') continue
    const payload = { ...event.payload, name: `talks ${NASTY}` }
    bodies.push(canonicalJson({ ...event, subject: 'meeting/2024-03-01-other', payload }))
    break
  }
  const { position, recordedAt = 0 } = await ledger.head(NAME)
  await ledger.append({
    chronicle: NAME,
    name: '0003-recorded',
    recordedAt: recordedAt + 1,
    reader: 'press\u001b[31m',
    events: bodies.map((body) => ({ id: sha256Hex(body), body })),
    expectedPosition: position,
  })
  await ledger.close()
  return place
}

describe('words that a screen acts on', () => {
  let place: Place
  beforeAll(async () => {
    place = await placeWithNastyWords()
  })

  test.each([
    ['as-of', ['as-of', '2025-12-31', '--all'], true],
    ['timeline', ['timeline'], true],
    ['compare', ['compare', '2000-01-01', '2025-12-31'], true],
    ['as-of --json', ['as-of', '2025-12-31', '--json'], true],
    ['timeline --json', ['timeline', '--json'], true],
    ['compare --json', ['compare', '2000-01-01', '2025-12-31', '--json'], true],
    ['source', ['source'], false],
    ['count', ['count'], false],
    ['verify', ['verify'], false],
  ] as const)('are written out by %s', async (_, args, isThere) => {
    const { out, err } = await regesta(place, args)
    expect(out.length).toBeGreaterThan(0)
    expect(out).not.toMatch(RAW)
    expect(err).not.toMatch(RAW)
    if (isThere) expect(out.replace(/\s/g, '')).toContain(SEEN.replace(/\s/g, ''))
  })
})

describe('recording refuses', () => {
  const record = async (change: (draft: string) => string) => {
    const place = await makePlace()
    const file = join(temporaryFolder(), 'third.draft.yaml')
    writeFileSync(file, change(draftText('third.draft.yaml')))
    const sources = ['--sources', join(import.meta.dirname, 'fixture', 'texts')]
    return regesta(place, ['record', file, '--dry-run', ...sources])
  }

  test('nothing of what is fine', async () => {
    expect(await record((draft) => draft)).toMatchObject({ code: 0 })
  })

  test.each([
    ['an escape', '\\e[2J', 'U+001B'],
    ['a bell', '\\a', 'U+0007'],
    ['a NUL', '\\0', 'U+0000'],
    ['a C1 control', '\\x9b', 'U+009B'],
    ['a carriage return', '\\r', 'U+000D'],
    ['text turned round', '\\u202e', 'U+202E'],
    ['an isolate', '\\u2066', 'U+2066'],
  ])('%s in words, at its place', async (_, written, code) => {
    const { code: exit, err } = await record((draft) =>
      draft.replace('title: minutes', `title: "x${written}y"`),
    )
    expect(exit).toBe(5)
    expect(err).toMatch(new RegExp(`:6:\\d+ E_CHARACTER character 2 is ${code.replace('+', '\\+')}`))
    expect(err).not.toMatch(RAW)
  })
})

test.each(['con', 'nul', 'com1', 'a'.repeat(201), 'a/b', '..'])(
  'a chronicle called %s is refused on a dry run, too: E_CHRONICLE',
  async (name) => {
    const place = await makePlace()
    const file = join(temporaryFolder(), 'third.draft.yaml')
    writeFileSync(file, draftText('third.draft.yaml'))
    for (const flags of [['--dry-run'], []]) {
      const { code, err } = await regesta(place, ['record', file, '--chronicle', name, ...flags])
      expect([code, err]).toEqual([5, expect.stringMatching(/^E_CHRONICLE /)])
    }
  },
)
