import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { canFault, compileFaults } from '../../torture/rig/faults.ts'
import { describeWith } from '../require.ts'
import { edit, type Key, makeKey, publish } from './signed.ts'
import { json, makePlace, NAME, type Place, regesta, reseal } from './small-chronicle.ts'

let place: Place
let key: Key
let first: string
let second: string
beforeEach(async () => {
  place = await makePlace()
  key = await makeKey(place, 'example.org/regesta')
  first = join(place.events, NAME, '0001-first-talks.yaml')
  second = join(place.events, NAME, '0002-first-dialogue.yaml')
})

describe('keygen', () => {
  test('writes a private key that only its owner may read, and prints the verifier key', () => {
    expect(readFileSync(key.secret, 'utf8')).toMatch(
      /^PRIVATE\+KEY\+example\.org\/regesta\+[0-9a-f]{8}\+[\w+/]{44}\n$/,
    )
    expect(statSync(key.secret).mode & 0o777).toBe(0o600)
    expect(readFileSync(key.verifier, 'utf8')).toMatch(/^example\.org\/regesta\+[0-9a-f]{8}\+[\w+/]{44}\n$/)
  })

  test('never writes over a file', async () => {
    const before = readFileSync(key.secret)
    expect(await regesta(place, ['keygen', '--name', 'a', '--out', key.secret])).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringMatching(/^E_EXISTS /),
    })
    expect(readFileSync(key.secret).equals(before)).toBe(true)
  })

  test('refuses a name that no key can have, and makes no file', async () => {
    const file = join(place.dir, 'new.key')
    expect(await regesta(place, ['keygen', '--name', 'a b', '--out', file])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_KEY_NAME /),
    })
    expect(existsSync(file)).toBe(false)
  })
})

describeWith({ name: 'a C compiler and LD_PRELOAD', there: canFault }, 'keygen, when the power goes,', () => {
  const faults = canFault ? compileFaults() : undefined
  afterAll(() => faults?.remove())

  test('has not said that a key is written which is lost', () => {
    const program = join(import.meta.dirname, 'keygen-process.ts')
    let said = 0
    for (let at = 1; ; at += 1) {
      const folder = join(place.dir, `${at}`)
      mkdirSync(folder)
      const file = join(folder, 'a.key')
      const run = spawnSync(process.execPath, [program, file], {
        env: {
          ...process.env,
          ...faults?.environment({ path: folder, at, kind: 'POWER', on: false }, join(place.dir, 'calls')),
        },
        encoding: 'utf8',
      })
      if (run.stdout !== '') {
        said += 1
        expect(readFileSync(file, 'utf8')).toMatch(/^PRIVATE\+KEY\+a\+/)
      }
      if (run.signal === null) break
    }
    expect(said).toBeGreaterThan(1)
  })
})

describe('checkpoint', () => {
  test('signs the files where there is no ledger, and the ledger where there is one: the same', async () => {
    const { code, out } = await regesta(place, ['checkpoint', '--key', key.secret])
    expect(code).toBe(0)
    expect(existsSync(place.ledger)).toBe(false)
    expect(out).toMatch(
      /^regesta\/arlandia-bolria\n20\n[\w+/]{43}=\n\n— example\.org\/regesta [\w+/]{91}=\n$/,
    )
    await regesta(place, ['as-of'])
    expect(await regesta(place, ['checkpoint', '--key', key.secret])).toMatchObject({ code: 0, out })
    rmSync(join(place.events, NAME), { recursive: true })
    expect(await regesta(place, ['checkpoint', '--key', key.secret])).toMatchObject({ code: 0, out })
  })

  test('signs the root that ledger.sum has at a position', async () => {
    const sum = readFileSync(join(place.events, NAME, 'ledger.sum'), 'utf8')
    const [, position = '', root] = /0001-\S+ \S+ (\d+) (\S+)/.exec(sum) ?? []
    const told = await json(place, ['checkpoint', '--key', key.secret, '--position', position])
    expect(told).toMatchObject({ origin: 'regesta/arlandia-bolria', size: Number(position), root })
    expect(told.note).toContain(Buffer.from(root ?? '', 'hex').toString('base64'))
  })

  test('is signed by several keys, now or later', async () => {
    const witness = await makeKey(place, 'example.org/witness')
    const both = await publish(place, 'both', ['--key', key.secret, '--key', witness.secret])
    const alone = await publish(place, 'alone', ['--key', key.secret])
    const cosigned = await publish(place, 'cosigned', ['--key', witness.secret, '--cosign', alone])
    expect(readFileSync(cosigned, 'utf8')).toBe(readFileSync(both, 'utf8'))
    const args = ['verify', '--verifier', key.verifier, '--verifier', witness.verifier]
    expect(await regesta(place, [...args, '--checkpoint', cosigned])).toMatchObject({ code: 0, err: '' })
    expect(await regesta(place, [...args, '--checkpoint', alone])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/alone E_UNSIGNED is not signed by example\.org\/witness\+/),
    })
  })

  test('is not signed over a history that does not go on from an earlier one, nor over a damaged ledger', async () => {
    const earlier = await publish(place, 'earlier', ['--key', key.secret])
    edit(first, 'Calm', 'Calmer')
    expect(await regesta(place, ['checkpoint', '--key', key.secret])).toMatchObject({
      code: 1,
      err: expect.stringContaining('E_SUM_EDITED'),
    })
    await reseal(place)
    for (const flag of ['--after', '--cosign'])
      expect(await regesta(place, ['checkpoint', '--key', key.secret, flag, earlier])).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('E_REWRITTEN'),
      })
  })

  test('goes on from no earlier one but what the same keys signed, or those named', async () => {
    const earlier = await publish(place, 'earlier', ['--key', key.secret, '--position', '12'])
    edit(first, 'Calm', 'Calmer')
    await reseal(place)
    const stranger = await makeKey(place, 'example.org/stranger')
    const forged = await publish(place, 'forged', ['--key', stranger.secret, '--position', '12'])
    const again = ['checkpoint', '--key', key.secret, '--after']
    expect(await regesta(place, [...again, earlier])).toMatchObject({ code: 1, out: '' })
    expect(await regesta(place, [...again, forged])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/forged E_UNSIGNED is not signed by example\.org\/regesta\+/),
    })
    expect(await regesta(place, [...again, forged, '--verifier', stranger.verifier])).toMatchObject({
      code: 0,
      err: '',
    })
    const both = ['--verifier', stranger.verifier, '--verifier', key.verifier]
    expect(await regesta(place, [...again, forged, ...both])).toMatchObject({ code: 1, out: '' })
  })

  test.each([
    ['a position past the head', ['--position', '21'], 5, 'E_POSITION'],
    ['a position that is none', ['--position', '-1'], 5, 'E_POSITION'],
    ['a key that is not there', ['--key', 'nowhere.key'], 3, 'E_NO_FILE'],
  ])('refuses %s', async (_, args, code, fault) => {
    expect(await regesta(place, ['checkpoint', '--key', key.secret, ...args])).toMatchObject({
      code,
      err: expect.stringMatching(new RegExp(`^${fault} `)),
    })
  })

  test('does not repeat what stands in a file that is no key', async () => {
    const file = join(place.dir, 'half.key')
    writeFileSync(file, readFileSync(key.secret, 'utf8').slice(0, 70))
    const { code, err } = await regesta(place, ['checkpoint', '--key', file])
    expect([code, err]).toEqual([5, expect.stringMatching(/^E_SIGNING_KEY /)])
    expect(err).not.toContain(readFileSync(key.secret, 'utf8').slice(45, 60))
  })
})

describe('verify --checkpoint', () => {
  const verify = async (...args: readonly string[]) => {
    const trust = args.includes('--checkpoint') ? ['--verifier', key.verifier] : []
    const { code, err } = await regesta(place, ['verify', ...trust, ...args])
    const codes = err
      .trim()
      .split('\n')
      .map((line) => /\bE_\w+/.exec(line)?.[0])
    return { code, err, codes }
  }

  test('tells that all is as it was signed', async () => {
    const published = await publish(place, 'published', ['--key', key.secret, '--position', '12'])
    await regesta(place, ['as-of'])
    const args = [
      'verify',
      '--checkpoint',
      published,
      '--verifier',
      readFileSync(key.verifier, 'utf8').trim(),
    ]
    expect(await regesta(place, args)).toMatchObject({
      code: 0,
      out: expect.stringContaining('as it was signed, through position 12'),
    })
    expect(await json(place, args)).toMatchObject({ chronicles: [{ signed: [12], ledger: 20 }] })
  })

  test('finds a whole rewritten history, and where it is in the ledger, each event', async () => {
    const published = await publish(place, 'published', ['--key', key.secret])
    edit(second, 'Holm Gazette', 'Holm Herald')
    await reseal(place)
    // By itself it is sound.
    expect(await regesta(place, ['verify'])).toMatchObject({ code: 0 })
    const alone = await verify('--checkpoint', published)
    expect(alone).toMatchObject({ code: 1, codes: ['E_REWRITTEN'] })
    expect(alone.err).toMatch(
      /arlandia-bolria E_REWRITTEN the history up to position 20 .* positions 1 to 20;/,
    )
    // A ledger that was taken in before tells which.
    const honest = await makePlace()
    await regesta(honest, ['as-of'])
    const beside = await verify('--checkpoint', published, '--ledger', honest.ledger)
    expect(beside).toMatchObject({ code: 1, codes: ['E_REWRITTEN', 'E_APART_REWRITTEN'] })
    expect(beside.err).toMatch(
      /0002-first-dialogue\.yaml E_APART_REWRITTEN event 11: [0-9a-f]{64} is there; expected [0-9a-f]{64}, as in /,
    )
  })

  test('says of files and ledger which is the one that was altered', async () => {
    const published = await publish(place, 'published', ['--key', key.secret])
    const forged = await makePlace()
    edit(join(forged.events, NAME, '0002-first-dialogue.yaml'), 'Holm Gazette', 'Holm Herald')
    await reseal(forged)
    await regesta(forged, ['as-of'])
    const { code, codes, err } = await verify('--checkpoint', published, '--ledger', forged.ledger)
    expect([code, codes]).toEqual([1, ['E_REWRITTEN', 'E_APART_REWRITTEN']])
    for (const line of err.trim().split('\n')) expect(line).toMatch(new RegExp(`^${forged.ledger} E_`))
  })

  test('finds a truncation that leaves the rest sound', async () => {
    const published = await publish(place, 'published', ['--key', key.secret])
    const earlier = await publish(place, 'earlier', ['--key', key.secret, '--position', '10'])
    rmSync(second)
    await reseal(place)
    expect(await regesta(place, ['verify'])).toMatchObject({ code: 0 })
    expect(await verify('--checkpoint', published)).toMatchObject({ code: 1, codes: ['E_TRUNCATED'] })
    expect(await verify('--checkpoint', earlier)).toMatchObject({ code: 0 })
  })

  test('lets files end before the ledger, and a ledger before the files, where the other has it all', async () => {
    const published = await publish(place, 'published', ['--key', key.secret])
    await regesta(place, ['as-of'])
    rmSync(second)
    await reseal(place)
    const args = ['verify', '--checkpoint', published, '--verifier', key.verifier]
    expect(await regesta(place, args)).toMatchObject({
      code: 0,
      out: expect.stringContaining('the ledger agrees, and goes on to position 20'),
    })
    const short = await makePlace()
    rmSync(join(short.events, NAME, '0002-first-dialogue.yaml'))
    await reseal(short)
    await regesta(short, ['as-of'])
    const whole = await makePlace()
    expect(await regesta(whole, [...args, '--ledger', short.ledger])).toMatchObject({
      code: 0,
      out: expect.stringContaining('the ledger agrees, through position 10'),
    })
    expect(await regesta(short, args)).toMatchObject({ code: 1, err: expect.stringContaining('E_TRUNCATED') })
  })

  test('narrows down by several checkpoints where the history was altered', async () => {
    const at = (position: string) => publish(place, position, ['--key', key.secret, '--position', position])
    const [five, ten, twenty] = [await at('5'), await at('10'), await at('20')]
    edit(second, 'Holm Gazette', 'Holm Herald')
    await reseal(place)
    const all = [five, twenty, ten].flatMap((file) => ['--checkpoint', file])
    expect((await verify(...all)).err).toMatch(/^\S+ E_REWRITTEN .* positions 11 to 20;.*\n$/)
  })

  test('names the event of an edited file where a ledger is beside, and the range where none is', async () => {
    edit(first, 'Calm', 'Calmer')
    expect((await verify()).err).toMatch(/0001-\S+ E_SUM_UNNAMED it was sealed with events 1 to 10;/)
    const honest = await makePlace()
    await regesta(honest, ['as-of'])
    const { code, codes, err } = await verify('--ledger', honest.ledger)
    expect([code, codes]).toEqual([1, ['E_SUM_EDITED', 'E_APART_REWRITTEN']])
    expect(err).toMatch(/0001-first-talks\.yaml E_APART_REWRITTEN event \d+: /)
  })

  test('takes what files have beyond the ledger for no addition', async () => {
    const short = await makePlace()
    rmSync(join(short.events, NAME, '0002-first-dialogue.yaml'))
    await reseal(short)
    await regesta(short, ['as-of'])
    edit(first, 'Calm', 'Calmer')
    const { codes } = await verify('--ledger', short.ledger)
    expect(codes).toEqual(['E_SUM_EDITED', 'E_APART_REWRITTEN'])
  })

  test('tells who is said to have read a batch in a ledger, and did not by its file', async () => {
    await regesta(place, ['as-of'])
    const database = new DatabaseSync(place.ledger)
    database.exec('DROP TRIGGER batch_is_never_updated')
    const [trigger] = database
      .prepare("SELECT sql FROM sqlite_schema WHERE name = 'batch_is_never_deleted'")
      .all()
    database.exec("UPDATE batch SET reader = 'someone else' WHERE first = 1")
    database.exec(String(trigger?.sql).replaceAll('deleted', 'updated').replace('DELETE', 'UPDATE'))
    database.close()
    const { code, codes, err } = await verify()
    expect([code, codes]).toEqual([1, ['E_APART_READER']])
    expect(err).toContain('has the reader "someone else"; expected "')
  })

  test.each([
    ['one of another log', (text: string) => text.replace('arlandia', 'arcadia'), ['E_SIGNATURE']],
    ['one whose size was altered', (text: string) => text.replace('\n20\n', '\n19\n'), ['E_SIGNATURE']],
    ['one that no one signed', (text: string) => `${text.split('\n\n')[0]}\n\n`, ['E_NOTE_FORM']],
    ['what is none', () => 'x', ['E_NOTE_FORM']],
  ])('takes no checkpoint but a signed one: %s', async (_, alter, codes) => {
    const published = await publish(place, 'published', ['--key', key.secret])
    writeFileSync(published, alter(readFileSync(published, 'utf8')))
    expect((await verify('--checkpoint', published)).codes).toEqual(codes)
  })

  test('takes no checkpoint of a chronicle that is not here', async () => {
    const published = await publish(place, 'published', ['--key', key.secret])
    const { code, err } = await regesta(
      { ...place, events: join(import.meta.dirname, '..', '..', 'events') },
      ['verify', '--verifier', key.verifier, '--checkpoint', published],
    )
    expect([code, err]).toEqual([
      5,
      expect.stringMatching(/published E_CHECKPOINT_OTHER is of regesta\/arlandia-bolria/),
    ])
  })

  test('asks for a checkpoint where there is only the key: nothing would be held against it', async () => {
    expect(await regesta(place, ['verify', '--verifier', key.verifier])).toMatchObject({
      code: 5,
      out: '',
      err: expect.stringMatching(/^E_NO_CHECKPOINT /),
    })
  })

  test('asks for the key of who signed', async () => {
    const published = await publish(place, 'published', ['--key', key.secret])
    expect(await regesta(place, ['verify', '--checkpoint', published])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_NO_VERIFIER /),
    })
    const args = ['verify', '--checkpoint', published, '--verifier', 'no-key']
    expect(await regesta(place, args)).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_VERIFIER_KEY /),
    })
  })
})

describe('verify, of a ledger that stands alone,', () => {
  test('tells that it cannot be read', async () => {
    await regesta(place, ['as-of'])
    const bytes = readFileSync(place.ledger)
    writeFileSync(place.ledger, bytes.subarray(0, bytes.length / 2))
    const beside = await regesta(place, ['verify'])
    expect([beside.code, beside.err]).toEqual([1, expect.stringContaining('E_LEDGER_DAMAGED')])
    rmSync(join(place.events, NAME), { recursive: true })
    const alone = await regesta(place, ['verify'])
    expect([alone.code, alone.err]).toEqual([1, expect.stringMatching(/^E_LEDGER_DAMAGED /)])
  })

  test('proves it without files', async () => {
    await regesta(place, ['as-of'])
    rmSync(join(place.events, NAME), { recursive: true })
    expect(await json(place, ['verify'])).toMatchObject({
      chronicles: [{ chronicle: NAME, batches: 2, events: 20, sources: null, spans: null, ledger: 20 }],
    })
    expect(await regesta(place, ['verify', '--chronicle', NAME])).toMatchObject({
      code: 0,
      out: expect.stringContaining('in the ledger alone, through position 20'),
    })
  })
})
