import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { formatFault, InvalidInput } from '../../src/errors.ts'
import {
  effectiveSettings,
  flagOf,
  readConfiguration,
  SETTING_NAMES,
  type SettingName,
  settingNamed,
  variableOf,
} from '../../src/server/config/index.ts'
import { readSettings } from '../../src/server/config/read.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A file of settings with this text. */
function fileOf(text: string, name = 'regesta.yaml'): string {
  const file = join(mkdtempSync(join(folder, 'file-')), name)
  writeFileSync(file, text)
  return file
}

/** Every fault, as it is reported. */
async function faultsOf(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  try {
    await readConfiguration(flags, env)
    return []
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    return error.faults.map(formatFault)
  }
}

/** Texts of which every kind of setting takes at least two. */
const CANDIDATES = [
  ...['/place/one', '/place/two', 'https://one.example', 'https://two.example'],
  ...['on', 'off', 'open', 'token', 'authorised', 'info', 'warn', 'ES256', 'EdDSA', 'a=admin', 'b=reader'],
  ...['10.0.0.1', '::1', 'UTC', 'Asia/Tokyo'],
  ...[1, 2, 3, 10, 20, 100, 200, 1_000, 2_000, 10_000, 20_000, 100_000, 200_000, 1_000_000].map(String),
]

/** The value of a setting that a text comes to, by its kind alone. */
function meaning(name: SettingName, text: string) {
  const { kind } = settingNamed(name)
  return kind.shape.safeParse(kind.fromText?.(text) ?? text)
}

/** Two texts that a setting takes and that do not mean the same. */
function twoFor(name: SettingName): readonly [string, string] {
  const taken = CANDIDATES.filter((text) => meaning(name, text).success)
  const [one] = taken
  const other = taken.find(
    (text) => !isDeepStrictEqual(meaning(name, text).data, meaning(name, one ?? '').data),
  )
  if (one === undefined || other === undefined) throw new Error(`no two values for ${name}; add candidates`)
  return [one, other]
}

const SOURCES = ['flag', 'environment', 'file'] as const
type Source = (typeof SOURCES)[number]

/** Says things of settings: what comes first says one thing of each, all others another. Gives what then holds. */
async function say(said: ReadonlyMap<SettingName, readonly Source[]>) {
  const flags: Record<string, unknown> = {}
  const env: Record<string, string> = {}
  let inFile = {}
  for (const [name, sources] of said) {
    const [one, other] = twoFor(name)
    for (const source of sources) {
      const text = SOURCES.find((each) => sources.includes(each)) === source ? one : other
      if (source === 'flag') flags[camel(flagOf(name))] = text
      else if (source === 'environment') env[variableOf(name, settingNamed(name))] = text
      else inFile = merged(inFile, name.split('.'), settingNamed(name).kind.fromText?.(text) ?? text)
    }
  }
  return readSettings({ ...flags, config: fileOf(JSON.stringify(inFile)) }, env)
}

/** What must hold, found the plain way. */
function expected(name: SettingName, sources: readonly Source[]) {
  const by = SOURCES.find((source) => sources.includes(source))
  if (by === undefined) return { by: 'default', value: settingNamed(name).defaultValue }
  return { by, value: meaning(name, twoFor(name)[0]).data }
}

describe('what holds', () => {
  test.each(SETTING_NAMES)(
    'of %s is what the flag says, else the environment, else the file, else the default',
    async (name) => {
      for (const sources of fc.sample(fc.subarray([...SOURCES]), 20)) {
        const { configuration, faults } = await say(new Map([[name, sources]]))
        expect(faults).toEqual([])
        const { by, value } = expected(name, sources)
        expect([configuration.origins[name].by, configuration.settings[name]]).toEqual([by, value])
      }
    },
  )

  test('is told of each setting by itself, whatever is said of the others', async () => {
    // Who may read follows from others where nothing is said of it: that is asked below.
    const names = SETTING_NAMES.filter((name) => name !== 'reading')
    const whole = fc.tuple(
      ...names.map((name) => fc.subarray([...SOURCES]).map((sources) => [name, sources] as const)),
    )
    await fc.assert(
      fc.asyncProperty(whole, async (said) => {
        const { configuration, faults } = await say(new Map(said))
        expect(faults).toEqual([])
        for (const [name, sources] of said) {
          const { by, value } = expected(name, sources)
          expect([name, configuration.origins[name].by, configuration.settings[name]]).toEqual([
            name,
            by,
            value,
          ])
        }
      }),
      { numRuns: 100 },
    )
  })

  test('an empty variable says nothing, and an empty flag is a fault', async () => {
    expect((await readConfiguration({}, { PORT: '' })).settings.port).toBe(4000)
    expect(await faultsOf({ port: '' })).toEqual([
      '--port E_PORT "" is not what port can be; expected a whole number from 0 to 65535',
    ])
  })

  test('a flag without a value says yes', async () => {
    expect(
      (await readConfiguration({ playground: true }, { REGESTA_PLAYGROUND: 'off' })).settings.playground,
    ).toBe(true)
  })

  test('a path in a file is seen from the file, and anywhere else from here', async () => {
    const config = fileOf('sources: texts\ntokens: /etc/tokens.yaml\nledger: ledger.sqlite\n')
    const read = await readConfiguration({ config, ledger: 'here.sqlite' }, {})
    expect(read.settings.sources).toBe(resolve(config, '..', 'texts'))
    expect(read.settings.tokens).toBe('/etc/tokens.yaml')
    expect(read.settings.ledger).toBe('here.sqlite')
    const other = await readConfiguration({}, { REGESTA_CONFIG: config })
    expect(other.settings.ledger).toBe(resolve(config, '..', 'ledger.sqlite'))
    const remote = await readConfiguration({ config: fileOf('ledger: postgres://host/name\n') }, {})
    expect(remote.settings.ledger).toBe('postgres://host/name')
  })

  test('reading takes a token as soon as there are any, and is open else', async () => {
    expect((await readConfiguration({}, {})).settings.reading).toBe('open')
    expect((await readConfiguration({ tokens: 't' }, {})).settings.reading).toBe('token')
    expect((await readConfiguration({ tokens: 't', reading: 'open' }, {})).settings.reading).toBe('open')
  })
})

describe('faults', () => {
  test('are told all at once, each with the flag, the variable or the line that is at fault', async () => {
    const config = fileOf(
      'prot: 4000\nplayground: perhaps\njwt:\n  isuer: someone\n  tolerance: -1\nhost: [a]\n',
    )
    const faults = await faultsOf(
      { config, port: '65536', introspection: 'never' },
      { LOG_LEVEL: 'loud', REGESTA_METRICS: '3', REGESTA_JWT_ALGORITHMS: 'ES256,HS256' },
    )
    expect(faults.map((fault) => fault.replace(config, 'FILE'))).toEqual([
      'FILE:1:1 E_FIELD prot is no setting; did you mean port?',
      'FILE:4:3 E_FIELD jwt.isuer is no setting; did you mean jwt.issuer?',
      '--port E_PORT 65536 is not what port can be; expected a whole number from 0 to 65535',
      '--introspection E_SETTING "never" is not what introspection can be; expected on, authorised, or off',
      'LOG_LEVEL E_SETTING "loud" is not what logLevel can be; expected trace, debug, info, warn, error, fatal, or silent',
      expect.stringMatching(
        /^REGESTA_JWT_ALGORITHMS E_SETTING \["ES256","HS256"\] is not what jwt.algorithms can be/,
      ),
      'REGESTA_METRICS E_SETTING "3" is not what metrics can be; expected on or off',
      'FILE:2:13 E_SETTING "perhaps" is not what playground can be; expected on or off',
      expect.stringMatching(/^FILE:5:14 E_SETTING -1 is not what jwt.tolerance can be/),
      expect.stringMatching(/^FILE:6:7 E_SETTING \["a"\] is not what host can be/),
    ])
  })

  test('of what is overruled are told, too', async () => {
    expect(await faultsOf({ port: '1' }, { PORT: 'x' })).toHaveLength(1)
  })

  test.each([
    ['YAML that is none', 'port: [1', /^FILE:1:\d+ E_YAML /],
    ['a list', '- port: 1\n', /^FILE:1:1 E_SETTING expected a map of settings$/],
    ['a key twice', 'port: 1\nport: 2\n', /^FILE:2:1 E_KEY_TWICE /],
    ['a group that is none', 'jwt: yes\n', /^FILE:1:6 E_SETTING expected a map: settings under jwt$/],
    ['a setting that is a group', 'port:\n  least: 1\n', /^FILE:2:3 E_PORT /],
    ['a setting without a value', 'port:\n', /^FILE:1:1 E_PORT null is not/],
    [
      'a name that is like none',
      'zzzzzzzz: 1\n',
      /^FILE:1:1 E_FIELD zzzzzzzz is no setting; see regesta serve --help$/,
    ],
    [
      'a name out of an object of JavaScript',
      'constructor: 1\n',
      /^FILE:1:1 E_FIELD constructor is no setting/,
    ],
    [
      'JSON with an unknown key',
      '{\n  "port": 1,\n  "hosts": "x"\n}\n',
      /^FILE:3:3 E_FIELD hosts is no setting; did you mean host\?$/,
    ],
  ])('of a file that holds %s have their place', async (_, text, expected) => {
    const config = fileOf(text)
    const faults = await faultsOf({ config })
    expect(faults.map((fault) => fault.replace(config, 'FILE')).join('\n')).toMatch(expected)
    expect(faults).toHaveLength(1)
  })

  test('an empty file says nothing, and one that is not there is a fault of whoever named it', async () => {
    expect(await faultsOf({ config: fileOf('# nothing yet\n') })).toEqual([])
    const [own] = await faultsOf({ config: '/not/there.yaml' })
    expect(own).toMatch(/^--config E_CONFIG_FILE \/not\/there.yaml cannot be read \(ENOENT\)/)
    const [other] = await faultsOf({}, { REGESTA_CONFIG: '/not/there.yaml' })
    expect(other).toMatch(/^REGESTA_CONFIG E_CONFIG_FILE /)
  })
})

describe('settings taken together', () => {
  test.each([
    ['--host E_READING_UNSAID', { host: '0.0.0.0' }],
    ['--host E_READING_UNSAID', { host: '::' }],
    ['--host E_READING_UNSAID', { host: '192.168.1.4' }],
    ['--reading E_NO_CREDENTIALS', { reading: 'token' }],
    ['--introspection E_NO_CREDENTIALS', { introspection: 'authorised' }],
    ['--jwt-keys E_JWT', { jwtKeys: 'keys.json' }],
    ['--jwt-issuer E_JWT', { jwtIssuer: 'a', jwtAudience: 'b' }],
    ['--documents-only E_NO_DOCUMENTS', { documentsOnly: true }],
  ])('%s of %j', async (beginning, flags) => {
    const faults = await faultsOf(flags)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(new RegExp(`^${beginning} `))
  })

  test.each([
    { host: '127.0.0.1' },
    { host: '127.8.9.1' },
    { host: '::1' },
    { host: 'localhost' },
    { host: '0.0.0.0', reading: 'open' },
    { host: '0.0.0.0', tokens: 't' },
    { host: '0.0.0.0', jwtKeys: 'k', jwtIssuer: 'i', jwtAudience: 'a' },
    { introspection: 'authorised', tokens: 't' },
    { documentsOnly: true, documents: 'd' },
  ])('%j is sound', async (flags) => {
    expect(await faultsOf(flags)).toEqual([])
  })

  test('are not asked where one of them is at fault by itself', async () => {
    expect(await faultsOf({ host: '0.0.0.0', reading: 'perhaps' })).toHaveLength(1)
  })
})

describe('a secret', () => {
  const SECRET = 'hunter2'
  test.each([
    ['ledger', `postgres://me:${SECRET}@db.example/regesta`, 'postgres://me:***@db.example/regesta'],
    [
      'ledger',
      `postgresql://db.example/regesta?sslmode=require&password=${SECRET}`,
      'postgresql://db.example/regesta?sslmode=require&password=***',
    ],
    ['jwt.keys', `https://keys.example/set?api_key=${SECRET}`, 'https://keys.example/set?api_key=***'],
  ] as const)('in %s is not shown', async (name, value, shown) => {
    const others = { jwtIssuer: 'i', jwtAudience: 'a', jwtKeys: 'k' }
    const configuration = await readConfiguration({ ...others, [camel(flagOf(name))]: value }, {})
    expect(configuration.settings[name]).toBe(value)
    const effective = effectiveSettings(configuration)
    expect(JSON.stringify(effective)).not.toContain(SECRET)
    expect(effective.find(({ setting }) => setting === name)).toEqual({
      setting: name,
      value: shown,
      origin: flagOf(name),
    })
  })

  test.each([
    ['ledger', `postgres://me:${SECRET}@[`],
    ['jwtKeys', `http://elsewhere.example/${SECRET}`],
    ['jwtKeys', `https://me:${SECRET}@keys.example/`],
  ])('in a %s that is refused is not repeated', async (flag, value) => {
    const faults = await faultsOf({ [flag]: value })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/E_SETTING what arrived \(not shown/)
    expect(faults[0]).not.toContain(SECRET)
  })
})

function camel(flag: string): string {
  return flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** A tree of maps with a value at a path. */
function merged(tree: object, [step = '', ...path]: readonly string[], value: unknown): object {
  const there: unknown = Object.entries(tree).find(([key]) => key === step)?.[1]
  const inside = typeof there === 'object' && there !== null ? there : {}
  return { ...tree, [step]: path.length === 0 ? value : merged(inside, path, value) }
}
