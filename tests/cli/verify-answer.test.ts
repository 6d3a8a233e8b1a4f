import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { describeWith } from '../require.ts'
import { serve } from '../server/process.ts'
import { postgres } from '../stores/postgres-binaries.ts'
import { startPostgres } from '../stores/postgres-server.ts'
import { makePlace, NAME, type Place, program, regesta, TEXTS, THIRD } from './small-chronicle.ts'

const QUESTION = `query WhatStood($on: Date) {
  relationship(id: "${NAME}") { asOf(date: $on) { point { date position } meetings { names evidence { quote } } } }
}`

let place: Place
let question: string
beforeAll(async () => {
  place = await makePlace()
  question = join(place.dir, 'question.graphql')
  writeFileSync(question, QUESTION)
})

/** Cites an answer into a file; the file, and the item in it. */
async function cited(name: string, args: readonly string[] = [], at: Place = place) {
  const { code, out, err } = await regesta(at, ['cite-answer', question, '--json', ...args])
  if (code !== 0) throw new Error(err)
  const file = join(place.dir, name)
  writeFileSync(file, out)
  return { file, item: JSON.parse(out)[0] }
}

/** Runs verify-answer, which takes no chronicle: the citation says which. */
function verify(file: string, args: readonly string[] = [], at: Place = place, env = {}) {
  return program(at, ['verify-answer', file, '--events', at.events, ...args], env)
}

describe('cite-answer, then verify-answer', () => {
  test('holds: by the ledger, by the files alone, and in another ledger', async () => {
    const { file, item } = await cited('holds.json', ['--variables', '{"on":"2025-06-01"}'])
    expect(item).toMatchObject({ title: 'What stood, as of 2025-06-01', version: `${NAME}:20` })
    const said = `${item.id}: holds, on ${NAME} up to 20, root ${item.custom.regesta.ledger[0].root.slice(0, 16)}…\n`
    expect(await verify(file)).toEqual({ code: 0, out: said, err: '' })
    rmSync(join(place.dir, '.regesta'), { recursive: true })
    expect(await verify(file)).toMatchObject({ code: 0 })
    expect(await verify(file, [], await makePlace())).toMatchObject({ code: 0 })
    const { out } = await verify(file, ['--json'])
    expect(JSON.parse(out)).toEqual({
      citations: [{ id: item.id, holds: true, differences: [], refused: null }],
    })
  })

  test('prints a line for a footnote, with the address that is given', async () => {
    const { out } = await regesta(place, ['cite-answer', question, '--url', 'https://x.example/graphql'])
    expect(out).toMatch(
      new RegExp(
        `^“What stood, as of 2026-02-01”, ${NAME}, recorded up to 20 \\(.*\\), Regesta \\S+, https://x\\.example/graphql\\?query=.*&at=2026-02-01,${NAME}:20 \\(accessed 2026-02-01\\)\\. Answer: sha256 [0-9a-f]{64}; ledger root at 20: [0-9a-f]{64}\\.\n$`,
      ),
    )
  })

  test('stands where it is told to', async () => {
    const { item } = await cited('at.json', ['--at', `2025-01-01,${NAME}:12`])
    expect(item.custom.regesta).toMatchObject({
      today: '2025-01-01',
      points: [{ date: '2025-01-01', position: 12 }],
      ledger: [{ chronicle: NAME, position: 12, pinned: true }],
    })
  })

  test('holds once more is recorded; what is cited then is not there yet for who has less: 4', async () => {
    const [before, later] = [await makePlace(), await makePlace()]
    const old = await cited('old.json', [], before)
    const recorded = await regesta(later, ['record', THIRD, '--sources', TEXTS])
    expect(recorded.code).toBe(0)
    expect(await verify(old.file, [], later)).toMatchObject({ code: 0 })
    const { file } = await cited('later.json', [], later)
    expect(await verify(file, [], later)).toMatchObject({ code: 0 })
    const { code, out, err } = await verify(file, [], before)
    expect([code, out]).toEqual([4, ''])
    expect(err).toMatch(
      new RegExp(`^E_POSITION \\S+: ${NAME} has no position \\d+ yet: its ledger goes to 20\n$`),
    )
  })

  test('tells which part differs: 1', async () => {
    const { file, item } = await cited('tampered.json')
    const text = readFileSync(file, 'utf8')
    const { answer, ledger } = item.custom.regesta
    const zero = '0'.repeat(64)
    writeFileSync(file, text.replaceAll(answer, zero))
    expect(await verify(file)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^E_CITED_ANSWER \S+: the answer is another.*\nE_CITED_NOTE .*\n$/),
    })
    writeFileSync(file, text.replaceAll(ledger[0].root, zero))
    expect(await verify(file)).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^E_CITED_LEDGER \S+: the ledger is another: the root of .* at 20 is [0-9a-f]{64}, and 0{64} is cited\nE_CITED_NOTE /,
      ),
    })
  })

  test('quotes hold only with the same texts at hand: 1', async () => {
    const { file, item } = await cited('quoted.json', ['--sources', TEXTS])
    expect(item.custom.regesta.texts).toMatch(/^[0-9a-f]{64}$/)
    expect(await verify(file, ['--sources', TEXTS])).toMatchObject({ code: 0 })
    expect(await verify(file)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^E_CITED_TEXTS .*--sources\nE_CITED_ANSWER /),
    })
  })

  test('verifies every citation among the items of a file', async () => {
    const [one, other] = [await cited('one.json'), await cited('other.json', ['--at', `${NAME}:11`])]
    const file = join(place.dir, 'bibliography.json')
    const wrong = structuredClone(other.item)
    wrong.id = 'wrong'
    wrong.version = 'nothing'
    writeFileSync(file, JSON.stringify([one.item, { type: 'book', id: 1 }, wrong, other.item]))
    const { code, out, err } = await verify(file)
    expect([code, out.split('\n').length, err]).toEqual([
      1,
      3,
      expect.stringMatching(/^E_CITED_VERSION wrong: /),
    ])
  })

  test.each([
    ['that is not there', undefined, 3, /^E_NO_FILE /],
    ['that is no JSON', 'no', 5, /^\S+ E_CITATION is no JSON/],
    ['without a citation', '[]', 5, /^\S+ E_CITATION holds no citation/],
  ])('refuses a file %s', async (_, text, code, err) => {
    const file = join(place.dir, `${code}-${text?.length ?? 0}.json`)
    if (text !== undefined) writeFileSync(file, text)
    expect(await verify(file)).toMatchObject({ code, out: '', err: expect.stringMatching(err) })
  })

  test('of a chronicle that is not here: 3', async () => {
    const { file } = await cited('elsewhere.json')
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(NAME, 'nowhere'))
    expect(await verify(file)).toMatchObject({ code: 3, err: expect.stringMatching(/^E_NO_CHRONICLE \S+: /) })
  })

  test.each([
    ['{ nope }', [], 5, /^GRAPHQL_VALIDATION_FAILED /],
    ['{ sources { subject } }', ['--at', 'nope:1,2020-13-01'], 5, /^E_NOT_FOUND .*\nE_DATE /],
    ['query A { sources { subject } } query B { sources { subject } }', ['--operation', 'C'], 5, /./],
    ['query A { sources { subject } } query B { sources { subject } }', ['--operation', 'B'], 0, /^$/],
    ['query Q($on: Date) { sources { subject } }', ['--variables', '{'], 5, /E_PARAMETER/],
    [
      '{ sources { subject } }',
      ['--variables', 'y', '--at', 'x'],
      5,
      /^E_PARAMETER .*variables.*\nE_DATE "x" .*\n$/,
    ],
    [
      '{ sources { subject } }',
      ['--variables', 'y', '--at', `${NAME}:9999`],
      5,
      /^E_PARAMETER .*\nE_POSITION .*\n$/,
    ],
    ['{ sources { subject } }', ['--variables', 'y', '--at', `${NAME}:3`], 5, /^E_PARAMETER .*\n$/],
    ['{ sources { subject } }', ['--at', `x,${NAME}:z`], 5, /^E_DATE .*\nE_POSITION .*\n$/],
    ['{ sources { subject } }', ['--at', `${NAME}:9999`], 4, /^E_POSITION .*\n$/],
  ])('cite-answer of %s %j ends with %i', async (text, args, code, err) => {
    const file = join(place.dir, 'refused.graphql')
    writeFileSync(file, text)
    expect(await regesta(place, ['cite-answer', file, ...args])).toMatchObject({
      code,
      err: expect.stringMatching(err),
    })
  })
})

describe('verify-answer --server', () => {
  test('asks the server: holds, is refused without a token, is another where the events are others', async () => {
    const { file } = await cited('served.json')
    const tokens = join(place.dir, 'tokens.yaml')
    const reader = newToken('reader', 'reader')
    writeFileSync(tokens, `${reader.line}\n`)
    const at = ['--events', place.events, '--chronicle', NAME]
    const [closed, other] = [
      await serve(['--port', '0', '--tokens', tokens, ...at]),
      await serve(['--port', '0']),
    ]
    const env = { REGESTA_TOKEN: reader.token }
    for (const address of [closed.origin, `${closed.origin}/graphql`])
      expect(await program(place, ['verify-answer', file, '--server', address], env)).toMatchObject({
        code: 0,
      })
    expect(await program(place, ['verify-answer', file, '--server', closed.origin])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_UNAUTHENTICATED /),
    })
    expect(await program(place, ['verify-answer', file, '--server', other.origin])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_NOT_FOUND /),
    })
    await Promise.all([closed.stop(), other.stop()])
    expect(await program(place, ['verify-answer', file, '--server', closed.origin])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^E_NO_SERVER .* does not answer/),
    })
    expect(await program(place, ['verify-answer', file, '--server', 'nowhere'])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_SERVER /),
    })
  })
})

describeWith(postgres, 'a citation from a file, by a ledger on PostgreSQL', () => {
  test('holds, and so does one the other way round', async () => {
    const server = await startPostgres()
    const there = { ...place, ledger: `${await server.newDatabase()}` }
    const [here, other] = [await cited('file.json'), await cited('postgres.json', [], there)]
    expect(other.item).toEqual(here.item)
    expect(await verify(here.file, [], there)).toMatchObject({ code: 0, err: '' })
    expect(await verify(other.file)).toMatchObject({ code: 0, err: '' })
    await server.stop()
  })
})
