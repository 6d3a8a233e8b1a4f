import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeWith, SOURCES, texts } from '../require.ts'
import { makePlace, type Place, regesta } from './small-chronicle.ts'

const COMMANDS = [
  'serve',
  'as-of',
  'compare',
  'timeline',
  'feed',
  'source',
  'count',
  'cite',
  'cite-answer',
  'verify-answer',
  'draft',
  'record',
  'correct',
  'retract',
  'verify',
  'checkpoint',
  'prove',
  'verify-proof',
  'keygen',
  'coverage',
  'json-schema',
  'backup',
  'restore',
  'export',
  'import',
  'token',
  'policy',
]

/** Commands that print no JSON because one asks them: a server's log is JSON, a proof is; of a feed the format is asked for. */
const WITHOUT_JSON: ReadonlySet<string> = new Set(['serve', 'prove', 'feed'])

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

describe('regesta --help', () => {
  test('names every command, the environment and the exit codes', async () => {
    const { code, out, err } = await regesta(place, ['--help'])
    expect([code, err]).toEqual([0, ''])
    const named = [...out.matchAll(/^ {2}([a-z-]+) (?=.*\S)/gm)].map(([, command]) => command)
    expect(named.filter((command) => command !== 'help')).toEqual(COMMANDS)
    for (const word of ['REGESTA_LEDGER', 'NO_COLOR', 'Exit codes:', '3 not found'])
      expect(out).toContain(word)
  })

  test.each(COMMANDS)('%s --help shows an example, the exit codes and what --json gives', async (command) => {
    const { code, out, err } = await regesta(place, [command, '--help'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(new RegExp(`Examples:\\n  \\$ regesta ${command}`))
    expect(out).toContain('5 invalid input')
    if (!WITHOUT_JSON.has(command)) expect(out).toMatch(/^ {2}--json .*^With --json: \S/ms)
  })

  test.each(COMMANDS)('%s --help names no folder that only we have', async (command) => {
    const { code, out } = await regesta(place, [command, '--help'])
    expect(code).toBe(0)
    expect(out).not.toMatch(/\.\.\/|shared/)
  })

  test('--version prints the package’s version', async () => {
    expect(await regesta(place, ['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    })
  })
})

describeWith(texts, 'the example of cite --help', () => {
  test('finds its words once, in the chronicle that comes with the program', async () => {
    const { out } = await regesta(place, ['cite', '--help'])
    const [, source = '', words = ''] = /\$ regesta cite (\S+) "([^"]+)" --sources DIR/.exec(out) ?? []
    const events = join(import.meta.dirname, '..', '..', 'events')
    const args = ['cite', source, words, '--sources', SOURCES]
    expect(await regesta({ ...place, events }, args)).toMatchObject({ code: 0, err: '' })
  })
})

describe('what is not a command line', () => {
  test.each([
    ['no command', []],
    ['an unknown command', ['as-off']],
    ['an unknown option', ['as-of', '--asof']],
    ['a missing argument', ['compare', '2024-01-01']],
    ['an argument too many', ['source', 'A1', 'B2']],
    ['an option without its value', ['as-of', '--known-at']],
    ['a choice that is none', ['cite', 'A1', 'words', '--role', 'verdict']],
    ['cite without texts', ['cite', 'A1', 'words']],
  ])('%s ends with 2', async (_, args) => {
    const { code, out, err } = await regesta(place, args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/E_USAGE|^Usage: regesta/m)
    expect(err).not.toMatch(/^\s+at /m)
  })
})
