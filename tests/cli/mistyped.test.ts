import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  makePlace,
  NAME,
  type Place,
  program,
  regesta,
  regestaProcess,
  temporaryFolder,
} from './small-chronicle.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

describe('what a command lacks', () => {
  test.each([
    [['token'], '--name <name>, --role <role>', 'token'],
    [['token', '--role', 'reader'], '--name <name>', 'token'],
    [['keygen'], '--name <name>, --out <file>', 'keygen'],
    [['restore'], '<backup>, --to <ledger>', 'restore'],
    [['restore', 'monday.sqlite'], '--to <ledger>', 'restore'],
    [['compare'], '<from>, <to>', 'compare'],
    [['compare', '2024-01-01'], '<to>', 'compare'],
    [['cite', 'A1'], '<words>', 'cite'],
  ])('%j is told all at once, with where to read on', async (args, missing, command) => {
    expect(await program(place, args)).toEqual({
      code: 2,
      out: '',
      err: `E_USAGE missing: ${missing}\nsee regesta ${command} --help\n`,
    })
  })

  test.each([
    [['as-off'], /^E_USAGE unknown command 'as-off'\n\(Did you mean as-of\?\)\nsee regesta --help\n$/],
    [
      ['as-of', '-0043-03-15'],
      /^E_USAGE unknown option '-0043-03-15'; a day before year 0 comes last, after two dashes: -- -0043-03-15\n/,
    ],
    [['as-of', '--asof'], /^E_USAGE unknown option '--asof'\n(?:\(.*\)\n)?see regesta as-of --help\n$/],
    [
      ['policy', '--jsn'],
      /^E_USAGE unknown option '--jsn'\n\(Did you mean --json\?\)\nsee regesta policy --help\n$/,
    ],
  ])('%j is told with the help of the command that was meant', async (args, err) => {
    expect(await program(place, args)).toEqual({ code: 2, out: '', err: expect.stringMatching(err) })
  })
})

describe('a file that was named', () => {
  const draft = (file: string) => ['coverage', '--sources', place.dir, '--draft', file]

  test.each([
    ['is not there', () => draft('none.yaml'), 3, 'none.yaml is not there; expected a file'],
    ['is a folder', () => draft('.'), 5, '. is a folder; expected a file'],
    ['a citation that is a folder', () => ['verify-answer', '.'], 5, '. is a folder; expected a file'],
    ['a question that is a folder', () => ['cite-answer', '.'], 5, '. is a folder; expected a file'],
    ['a draft that is a folder', () => ['record', '.'], 5, '. is a folder; expected a file'],
    [
      'a draft that is not there',
      () => ['record', 'none.yaml'],
      3,
      'none.yaml is not there; expected a file',
    ],
    [
      'a file in what is a file',
      () => draft(join(import.meta.filename, 'x')),
      3,
      `${join(import.meta.filename, 'x')} is not there; expected a file`,
    ],
  ])('%s: E_NO_FILE says so', async (_, args, code, message) => {
    expect(await regesta(place, args())).toEqual({ code, out: '', err: `E_NO_FILE ${message}\n` })
  })

  test('cannot be written where there is no folder, nor over one', async () => {
    const folder = temporaryFolder()
    const nowhere = join(folder, 'none', 'k')
    expect(await program(place, ['keygen', '--name', 'a', '--out', nowhere])).toMatchObject({
      code: 3,
      err: `E_NO_FILE ${nowhere} cannot be made: there is no folder ${join(folder, 'none')}\n`,
    })
    expect(await regesta(place, ['prove', '1', '--out', folder])).toMatchObject({
      code: 5,
      err: `E_NO_FILE ${folder} is a folder; expected a file\n`,
    })
  })
})

test('serve refuses a folder of texts that is not there, rather than to quote nothing', async () => {
  const nowhere = join(temporaryFolder(), 'none')
  expect(await regestaProcess(place, ['serve', '--port', '0', '--sources', nowhere])).toMatchObject({
    code: 3,
    err: `E_NO_SOURCES ${nowhere}: no folder of texts can be read there\n`,
  })
})

describe('a folder that was named', () => {
  test.each([
    ['export', '--out', () => import.meta.filename],
    ['export', '--out', () => join(import.meta.filename, 'x')],
    ['json-schema', '--events', () => import.meta.filename],
    ['json-schema', '--events', () => join(import.meta.filename, 'x')],
  ])('%s %s is a file, or lies in one: E_NO_FOLDER says so', async (command, flag, folder) => {
    await regesta(place, ['as-of'])
    expect(await program(place, [command, flag, folder()])).toEqual({
      code: 5,
      out: '',
      err: `E_NO_FOLDER ${folder()} is a file, or lies in one; expected a folder\n`,
    })
  })

  test('may hold a file that is called as the chronicle', async () => {
    await regesta(place, ['as-of'])
    const out = temporaryFolder()
    writeFileSync(join(out, NAME), '')
    expect(await program(place, ['export', '--out', out])).toMatchObject({
      code: 5,
      err: `E_NO_FOLDER ${join(out, NAME)} is a file, or lies in one; expected a folder\n`,
    })
  })
})

describe('what is imported', () => {
  test.each([
    ['nofile', 3, 'E_NO_FILE nofile is not there; expected a folder of batch files, or a ledger\n'],
    [
      join(import.meta.filename, 'x'),
      3,
      `E_NO_FILE ${join(import.meta.filename, 'x')} is not there; expected a folder of batch files, or a ledger\n`,
    ],
    ['postgress://db.example/x', 5, 'E_LEDGER_URL postgress://…: expected postgres://…, or a file\n'],
  ])('%s', async (source, code, err) => {
    expect(await program(place, ['import', source])).toEqual({ code, out: '', err })
  })
})

describe('a ledger that was named', () => {
  test.each([['postgress://db.example/chronicles'], ['http://db.example'], ['sqlite://chronicles.sqlite']])(
    '%s is no file: E_LEDGER_URL, and nothing is made',
    async (url) => {
      for (const args of [['as-of'], ['backup'], ['export'], ['import', place.events], ['verify']]) {
        const { code, out, err } = await (args[0] === 'as-of' || args[0] === 'verify' || args[0] === 'export'
          ? regesta
          : program)(place, [...args, '--ledger', url])
        expect([args[0], code, out]).toEqual([args[0], 5, ''])
        expect(err).toMatch(/^E_LEDGER_URL .*expected postgres:\/\/…, or a file\n$/)
      }
      expect(existsSync(url.slice(0, url.indexOf('/')))).toBe(false)
    },
  )

  test('that is a folder is told as one', async () => {
    for (const args of [['as-of'], ['source'], ['export']])
      expect(await regesta(place, [...args, '--ledger', place.dir])).toEqual({
        code: 5,
        out: '',
        err: `E_NO_FILE ${place.dir} is a folder; expected the file of a ledger\n`,
      })
  })
})

describe('where the chronicles lie', () => {
  const atHome = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    program({ ledger: join(temporaryFolder(), 'ledger.sqlite') }, args, env)

  test.each([
    [['as-of', '--json'], (out: string) => JSON.parse(out).chronicle],
    [['verify', '--json'], (out: string) => JSON.parse(out).chronicles[0].chronicle],
  ])('%j takes REGESTA_EVENTS', async (args, named) => {
    const { code, out, err } = await atHome(args, { REGESTA_EVENTS: place.events })
    expect([code, err]).toEqual([0, ''])
    expect(named(out)).toBe(NAME)
  })

  test('a flag holds over it, and an empty one says nothing', async () => {
    const flagged = await atHome(['as-of', '--json', '--events', place.events], {
      REGESTA_EVENTS: '/nowhere',
    })
    expect(JSON.parse(flagged.out).chronicle).toBe(NAME)
    const empty = await atHome(['count'], { REGESTA_EVENTS: '' })
    expect([empty.code, empty.err]).toEqual([0, ''])
  })

  test('json-schema writes there, too', async () => {
    const folder = temporaryFolder()
    expect(await atHome(['json-schema'], { REGESTA_EVENTS: folder })).toMatchObject({ code: 0 })
    expect(existsSync(join(folder, 'draft.schema.json'))).toBe(true)
  })

  test('a folder that is not there is not said to hold something else', async () => {
    const { code, err } = await atHome(['as-of', '--events', '/nowhere/at/all'], {})
    expect([code, err]).toEqual([
      3,
      'E_NO_CHRONICLE there is no chronicle in /nowhere/at/all; expected a folder of batch files for each (`regesta record <draft> --chronicle <name> --events <folder>` begins one), or another place by --events\n',
    ])
  })
})

test('compare says which of its days is none', async () => {
  expect(await regesta(place, ['compare', 'x', '2024-02-30'])).toMatchObject({
    code: 5,
    err: expect.stringMatching(/^from E_DATE "x".*\nto E_DATE "2024-02-30".*\n$/),
  })
})

describe('help', () => {
  test('names a line each of what the environment says', async () => {
    const { out } = await program(place, ['--help'])
    for (const name of ['LEDGER', 'EVENTS', 'SOURCES', 'TOKEN', 'NOW', 'DEBUG=1'])
      expect(out).toMatch(new RegExp(`^  REGESTA_${name} `, 'm'))
  })

  test('shows no default in brackets of a program, and tells that export and verify take all chronicles', async () => {
    for (const command of ['prove', 'verify-proof', 'checkpoint', 'verify'])
      expect((await program(place, [command, '--help'])).out).not.toContain('[])')
    for (const command of ['export', 'verify'])
      expect((await program(place, [command, '--help'])).out).toMatch(
        /--chronicle <name>\s+the chronicle \(default: all/,
      )
  })
})
