import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { makePlace, NAME, type Place, regesta, temporaryFolder } from '../../cli/small-chronicle.ts'

let place: Place
beforeEach(async () => {
  place = await makePlace()
})

/** Another place, with no chronicle in it. */
function emptyPlace(): Place {
  const dir = temporaryFolder()
  return { dir, events: join(dir, 'events'), ledger: join(dir, 'ledger.sqlite') }
}

/** Every event of the place as our own CSV, in a file of it. */
async function exported(): Promise<string> {
  const file = join(place.dir, 'all.csv')
  const all = ['--format', 'events.csv', '--set', 'all=true', '--out', file]
  expect(await regesta(place, ['feed', ...all])).toMatchObject({ code: 0 })
  return file
}

/** The ids and types of all events of a place, by their positions. */
async function eventsOf(from: Place): Promise<unknown> {
  const { out } = await regesta(from, ['feed', '--format', 'events.csv', '--set', 'all=true'])
  const lines = out.replace('\ufeff', '').trim().split('\r\n')
  return lines.slice(1).map((line) => line.split(',', 2))
}

describe('draft table of our own CSV of events', () => {
  test('gives every event back, with its id and in its order, whatever was retracted or corrected', async () => {
    const { out } = await regesta(place, ['feed', '--format', 'events.csv', '--set', 'all=true'])
    const [, second = ''] = /\n([0-9a-f]{64}),2,/.exec(out) ?? []
    const [, last = ''] = /([0-9a-f]{64}),20,/.exec(out) ?? []
    const acts = join(place.dir, 'acts.draft.yaml')
    const evidence = [{ source: 'source/a1', locator: 'page 1', role: 'statement' }]
    const act = (type: string, event: string, payload: object) => ({
      type,
      subject: 'source/a1',
      target: { event },
      payload,
      evidence,
    })
    writeFileSync(
      acts,
      JSON.stringify({
        chronicle: NAME,
        reader: '=the “acts”, of someone',
        events: [
          act('EventRetracted', last, { reason: 'misread' }),
          act('EventCorrected', second, { reason: 'misread', set: { payload: { name: "'=Ada" } } }),
        ],
      }),
    )
    const recorded = await regesta(place, ['record', acts, '--json'])
    expect([recorded.code, recorded.err]).toEqual([0, ''])
    const file = await exported()
    const copy = emptyPlace()
    const draft = join(copy.dir, 'all.draft.yaml')
    const drafted = await regesta(copy, ['draft', 'table', file, '--out', draft])
    expect([drafted.code, drafted.err]).toEqual([0, ''])
    expect(readFileSync(draft, 'utf8')).toContain(`chronicle: ${NAME}\n`)
    expect(await regesta(copy, ['record', draft, '--chronicle', NAME])).toMatchObject({ code: 0 })
    expect(await eventsOf(copy)).toEqual(await eventsOf(place))
  })

  test('takes rows in any order, says where a column was changed, and refuses what is no event', async () => {
    const file = await exported()
    const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\r\n')
    const shuffled = join(place.dir, 'shuffled.csv')
    const changed = lines
      .toReversed()
      .map((line, at) => (at === 0 ? line.replace(/^[0-9a-f]{64},(\d+),/, 'edited,$1,') : line))
    writeFileSync(shuffled, [header, ...changed].join('\r\n'))
    const copy = emptyPlace()
    const draft = join(copy.dir, 'all.draft.yaml')
    const { code, err } = await regesta(copy, ['draft', 'table', shuffled, '--out', draft])
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/shuffled\.csv:A2 W_COLUMN "edited" is not what the event of this row says/),
    ])
    expect(await regesta(copy, ['record', draft, '--chronicle', NAME])).toMatchObject({ code: 0 })
    expect(await eventsOf(copy)).toEqual(await eventsOf(place))
    rmSync(draft)
    writeFileSync(shuffled, [header, ...lines.map((line) => line.replace('"{""', '"[{""'))].join('\r\n'))
    const broken = await regesta(copy, ['draft', 'table', shuffled, '--out', draft, '--chronicle', NAME])
    expect(broken.code).toBe(5)
    expect(broken.err.trim().split('\n')).toHaveLength(lines.length)
    expect(broken.err).toMatch(/shuffled\.csv:[A-Z]+2 E_JSON expected an event as JSON/)
    const other = await regesta(copy, ['draft', 'table', file, '--out', draft, '--chronicle', 'other'])
    expect([other.code, other.err]).toEqual([
      5,
      expect.stringMatching(
        /all\.csv:[A-Z]+2 E_CHRONICLE the event is of chronicle "arlandia-bolria"; expected other/,
      ),
    ])
  })
})
