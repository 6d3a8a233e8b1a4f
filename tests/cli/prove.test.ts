import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readCheckpoint, readSigner, signCheckpoint } from '../../src/ledger/index.ts'
import { type Key, makeKey, publish } from './signed.ts'
import {
  json,
  makePlace,
  NAME,
  type Place,
  regesta,
  regestaProcess,
  temporaryFolder,
} from './small-chronicle.ts'

let place: Place
let key: Key
beforeAll(async () => {
  place = await makePlace()
  key = await makeKey(place, 'example.org/regesta')
})

/** Where there is nothing but the proof: no events, no ledger. */
const nowhere = (): Place => {
  const dir = temporaryFolder()
  return { dir, events: join(dir, 'none'), ledger: join(dir, 'none.sqlite') }
}

async function proveInto(file: string, args: readonly string[]): Promise<string> {
  const path = join(place.dir, file)
  const { code, err } = await regesta(place, ['prove', ...args, '--out', path])
  if (code !== 0) throw new Error(err)
  return path
}

const idAt = async (position: number): Promise<string> => {
  const { code, out, err } = await regesta(place, ['prove', String(position)])
  if (code !== 0) throw new Error(err)
  return JSON.parse(out).leaf.id
}

describe('prove EVENT, then verify-proof', () => {
  test('holds with nothing at hand but the key, from the files and from the ledger alike', async () => {
    const fromFiles = await proveInto('files.json', ['12', '--key', key.secret])
    await regesta(place, ['as-of'])
    const fromLedger = await proveInto('ledger.json', ['12', '--key', key.secret])
    expect(readFileSync(fromLedger, 'utf8')).toBe(readFileSync(fromFiles, 'utf8'))
    rmSync(join(place.dir, '.regesta'), { recursive: true })
    const args = ['verify-proof', fromFiles, '--verifier', key.verifier]
    expect(await regestaProcess(nowhere(), args)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(
        /^proved: event 12 of arlandia-bolria, recorded \S+Z, is among its first 20\n/,
      ),
    })
  })

  test('proves every event at every position it stood in', async () => {
    for (const position of [1, 10, 11, 20])
      for (const size of [position, 20]) {
        const proof = await proveInto('p.json', [
          String(position),
          '--position',
          String(size),
          '--key',
          key.secret,
        ])
        expect(await json(nowhere(), ['verify-proof', proof, '--verifier', key.verifier])).toMatchObject({
          holds: true,
          type: 'inclusion',
          chronicle: NAME,
          event: { id: await idAt(position), position, treeSize: size },
          faults: [],
        })
      }
  })

  test('finds an event by its id or the beginning of it', async () => {
    const id = await idAt(7)
    for (const asked of [id, id.slice(0, 8), '7', `${id}@${NAME}:9,2025-01-01`]) {
      const { out } = await regesta(place, ['prove', asked])
      expect(JSON.parse(out)).toMatchObject({ leaf: { position: 7, id } })
    }
  })

  test('carries a checkpoint that was published before, and is of its position', async () => {
    const published = await publish(place, 'published', ['--key', key.secret, '--position', '15'])
    const proof = await proveInto('p.json', ['3', '--checkpoint', published])
    expect(JSON.parse(readFileSync(proof, 'utf8'))).toMatchObject({
      treeSize: 15,
      checkpoint: readFileSync(published, 'utf8'),
    })
    expect(await regesta(nowhere(), ['verify-proof', proof, '--verifier', key.verifier])).toMatchObject({
      code: 0,
    })
  })

  test('holds by a checkpoint from elsewhere, or a root and its size', async () => {
    const published = await publish(place, 'published', ['--key', key.secret])
    const bare = await proveInto('bare.json', ['3'])
    const { root } = JSON.parse(readFileSync(bare, 'utf8'))
    for (const trust of [
      ['--verifier', key.verifier, '--checkpoint', published],
      ['--root', root, '--size', '20'],
    ])
      expect(await regesta(nowhere(), ['verify-proof', bare, ...trust])).toMatchObject({ code: 0, err: '' })
    for (const trust of [
      ['--verifier', key.verifier],
      ['--root', root, '--size', '19'],
      ['--root', '0'.repeat(64), '--size', '20'],
    ])
      expect(await regesta(nowhere(), ['verify-proof', bare, ...trust])).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringMatching(/bare\.json E_UNTRUSTED /),
      })
  })

  test('says everything that is wrong, and ends with 1', async () => {
    const proof = await proveInto('p.json', ['12', '--key', key.secret])
    const forged = JSON.parse(readFileSync(proof, 'utf8'))
    forged.event = forged.event.replace('arlandia', 'arcadia')
    forged.index = 3
    forged.checkpoint = forged.checkpoint.replace('\n20\n', '\n21\n')
    writeFileSync(proof, JSON.stringify(forged))
    const { code, err } = await regesta(nowhere(), ['verify-proof', proof, '--verifier', key.verifier])
    expect(code).toBe(1)
    expect(err.match(/\bE_\w+/g)).toEqual([
      'E_PROOF_EVENT',
      'E_PROOF_CHRONICLE',
      'E_PROOF_INDEX',
      'E_PROOF_PATH',
      'E_PROOF_CHECKPOINT',
      'E_SIGNATURE',
      'E_UNTRUSTED',
    ])
    const answered = await regesta(nowhere(), ['verify-proof', proof, '--verifier', key.verifier, '--json'])
    expect([answered.code, JSON.parse(answered.out)]).toMatchObject([1, { holds: false }])
  })

  test('does not hold beside a checkpoint of another history, though both were signed', async () => {
    const proof = await proveInto('p.json', ['12', '--key', key.secret])
    const note = readFileSync(await publish(place, 'published', ['--key', key.secret]), 'utf8')
    const signer = readSigner(readFileSync(key.secret, 'utf8').trim())
    const other = join(place.dir, 'other')
    const root = 'ab'.repeat(32)
    writeFileSync(other, signCheckpoint({ ...readCheckpoint('c', note), root }, [signer]))
    for (const trust of [
      ['--checkpoint', other],
      ['--root', root, '--size', '20'],
    ])
      expect(
        await regesta(nowhere(), ['verify-proof', proof, '--verifier', key.verifier, ...trust]),
      ).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringMatching(new RegExp(`p\\.json E_FORKED .* ${root}`)),
      })
  })

  test('takes a key that is spelt out for what it says, whatever files lie around', async () => {
    const stranger = await makeKey(place, 'example.org/stranger')
    const proof = await proveInto('p.json', ['12', '--key', stranger.secret])
    const here = nowhere()
    const spelt = readFileSync(key.verifier, 'utf8').trim()
    mkdirSync(dirname(join(here.dir, spelt)), { recursive: true })
    cpSync(stranger.verifier, join(here.dir, spelt))
    expect(await regestaProcess(here, ['verify-proof', proof, '--verifier', spelt])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('E_UNSIGNED'),
    })
  })

  test('a proof in which something is said twice is none: who else reads it may take the other', async () => {
    const proof = await proveInto('p.json', ['12', '--key', key.secret])
    const text = readFileSync(proof, 'utf8')
    for (const [from, to] of [
      ['"event": ', '"event": "what a reader may see first", "event": '],
      ['"position": 12', '"position": 1, "positio\\u006e": 12'],
    ] as const) {
      writeFileSync(proof, text.replace(from, to))
      expect(await regesta(nowhere(), ['verify-proof', proof, '--verifier', key.verifier])).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringMatching(/^\S+ E_PROOF_FORM the proof: .*twice/),
      })
    }
  })

  test('what a proof says does not move the cursor of whoever reads about it, nor begin a line', async () => {
    const proof = await proveInto('p.json', ['12', '--key', key.secret])
    const forged = JSON.parse(readFileSync(proof, 'utf8'))
    const trick = '\u001b[2J\u009b1A\u202e\nproved: event 12'
    forged.leaf.chronicle = trick
    forged.event = JSON.stringify({ chronicle: trick })
    writeFileSync(proof, JSON.stringify(forged))
    const told = await regesta(nowhere(), ['verify-proof', proof, '--verifier', key.verifier])
    writeFileSync(proof, JSON.stringify({ ...forged, [trick]: 1 }))
    const named = await regesta(nowhere(), ['verify-proof', proof, '--verifier', key.verifier])
    for (const { code, err } of [told, named]) {
      expect(code).toBe(1)
      expect(err).toContain('\\u001b[2J\\u009b1A\\u202e\\u000aproved: event 12')
      expect(err).not.toMatch(/[^\n\P{Cc}]|\p{Bidi_Control}|^proved/mu)
    }
  })

  test.each([
    ['no JSON', '{', 'E_PROOF_JSON'],
    ['another document', '{"format":"other"}', 'E_PROOF_FORM'],
  ])('%s ends with 1', async (_, text, code) => {
    const file = join(place.dir, 'bad.json')
    writeFileSync(file, text)
    expect(await regesta(nowhere(), ['verify-proof', file, '--verifier', key.verifier])).toMatchObject({
      code: 1,
      err: expect.stringContaining(code),
    })
  })

  test.each<[string, readonly string[], number, string]>([
    ['nothing to trust', [], 5, 'E_NO_TRUST'],
    ['a root without its size', ['--root', 'a'.repeat(64)], 5, 'E_TREE_HEAD'],
    ['a root that is none', ['--root', 'A', '--size', 'x'], 5, 'E_TREE_HEAD'],
    ['a key that is none', ['--verifier', 'x+y'], 5, 'E_VERIFIER_KEY'],
    ['a checkpoint that is not there', ['--verifier', '', '--checkpoint', 'nowhere'], 3, 'E_NO_FILE'],
  ])('refuses %s', async (_, args, code, fault) => {
    const proof = await proveInto('p.json', ['12'])
    const given = args.map((arg) => (arg === '' ? key.verifier : arg))
    expect(await regesta(nowhere(), ['verify-proof', proof, ...given])).toMatchObject({
      code,
      out: '',
      err: expect.stringContaining(fault),
    })
  })
})

describe('prove --from --to, then verify-proof', () => {
  test('holds between two checkpoints, within the proof or from elsewhere', async () => {
    const within = await proveInto('grew.json', ['--from', '10', '--to', '20', '--key', key.secret])
    expect(await regesta(nowhere(), ['verify-proof', within, '--verifier', key.verifier])).toMatchObject({
      code: 0,
      out: 'proved: the first 20 events of arlandia-bolria begin with its first 10, as they were\n',
    })
    const at = (position: string) => publish(place, position, ['--key', key.secret, '--position', position])
    const [ten, twenty] = [await at('10'), await at('20')]
    const bare = await proveInto('bare.json', ['--from', '10'])
    const by = (...files: readonly string[]) =>
      regesta(nowhere(), [
        'verify-proof',
        bare,
        '--verifier',
        key.verifier,
        ...files.flatMap((file) => ['--checkpoint', file]),
      ])
    expect(await by(ten, twenty)).toMatchObject({ code: 0 })
    const roots = JSON.parse(readFileSync(bare, 'utf8'))
    const byRoots = ['--root', roots.from.root, '--size', '10', '--root', roots.to.root, '--size', '20']
    expect(await regesta(nowhere(), ['verify-proof', bare, ...byRoots])).toMatchObject({ code: 1 })
    expect(await regesta(nowhere(), ['verify-proof', bare, ...byRoots, '--chronicle', NAME])).toMatchObject({
      code: 0,
    })
    expect(await by(twenty)).toMatchObject({ code: 1, err: expect.stringContaining('E_UNTRUSTED') })
    expect(await by(ten)).toMatchObject({ code: 1, err: expect.stringContaining('E_UNTRUSTED') })
  })

  test.each<[string, readonly string[], number, string]>([
    ['an event and a range', ['3', '--from', '1'], 5, 'E_USAGE'],
    ['neither', [], 5, 'E_USAGE'],
    ['a position beside a range', ['--from', '1', '--position', '3'], 5, 'E_USAGE'],
    ['a range that goes back', ['--from', '9', '--to', '8'], 5, 'E_RANGE'],
    ['a range past the head', ['--from', '9', '--to', '21'], 5, 'E_POSITION'],
    ['a folder that is not there', ['3', '--out', 'no/such/folder/p.json'], 3, 'E_NO_FILE'],
    ['an unknown event', ['0'.repeat(64)], 3, 'E_NO_EVENT'],
    ['a position past the head', ['21'], 3, 'E_NO_EVENT'],
    ['an event that was not there yet', ['12', '--position', '11'], 3, 'E_NO_POSITION'],
  ])('prove refuses %s', async (_, args, code, fault) => {
    expect(await regesta(place, ['prove', ...args])).toMatchObject({
      code,
      out: '',
      err: expect.stringMatching(new RegExp(`^${fault} `)),
    })
  })
})
