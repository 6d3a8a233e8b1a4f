import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { createSchema } from '../../src/graphql/index.ts'
import { createApi } from '../../src/server/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { NAME, regesta, temporaryFolder } from '../cli/small-chronicle.ts'
import { asking } from '../graphql/ask.ts'

/**
 * What the last version left: its ledger with what was recorded by the API, the columns beside it, its batch files, and what
 * it answered. Made by a script of ten lines with `openRegesta` and `createApi` of that version.
 */
const LAST = join(import.meta.dirname, 'last')
const ANSWERS: readonly { readonly query: string; readonly data: object }[] = JSON.parse(
  readFileSync(join(LAST, 'answers.json'), 'utf8'),
)

let dir: string
let place: { readonly events: string; readonly ledger: string; readonly dir: string }
const columns = () => readFileSync(join(dir, 'ledger.sqlite.columns', NAME))
beforeEach(() => {
  dir = temporaryFolder()
  cpSync(LAST, dir, { recursive: true })
  place = { dir, events: join(dir, 'events'), ledger: join(dir, 'ledger.sqlite') }
})

async function opened() {
  const regesta = await openRegesta({
    vocabulary: bilateral.vocabulary,
    eventsDir: place.events,
    ledgerPath: place.ledger,
    mode: 'write',
    clock: fixedClock('2026-11-29T12:01:00Z'),
  })
  onTestFinished(() => regesta.close())
  const { chronicle } = regesta
  const ask = asking(createApi({ schema: createSchema(bilateral), chronicles: new Map([[NAME, chronicle]]) }))
  return { ...regesta, ask }
}

describe('what the last version left', () => {
  test('is read as it is: the same root, and the same answers to the same questions', async () => {
    const { ledger, ask } = await opened()
    const { position } = await ledger.head(NAME)
    expect(position).toBe(230)
    for (const { query, data } of ANSWERS) {
      const answer = await ask(query)
      expect(answer.errors).toEqual([])
      expect(answer.data).toEqual(data)
    }
    expect(await regesta(place, ['verify'])).toMatchObject({ code: 0, err: '' })
  })

  test('is gone on with: a recording follows, files are written, and the whole of it is proved', async () => {
    const { chronicle, close } = await opened()
    const source = { source: 'source/next', locator: 'page 1', role: 'title' }
    const payload = { label: 'next', published: { edtf: '2025-05-04', basis: 'stated' }, absent: ['byline'] }
    const event = { type: 'SourceRegistered', subject: 'source/next', payload, evidence: [source] }
    const { head } = await chronicle.record({ events: [event] })
    expect(head.position).toBe(231)
    await close()
    const now = { REGESTA_NOW: '2026-11-29T12:02:00Z' }
    expect(await regesta(place, ['export'], now)).toMatchObject({ code: 0 })
    expect(await regesta(place, ['verify'], now)).toMatchObject({
      code: 0,
      out: expect.stringContaining(head.root.slice(0, 16)),
    })
  })

  test('its columns are not those of this program: they are made again, and nothing else is', async () => {
    const before = columns()
    const { close } = await opened()
    await close()
    expect(existsSync(join(dir, 'ledger.sqlite.columns', NAME))).toBe(true)
    expect(columns().equals(before)).toBe(false)
  })
})
