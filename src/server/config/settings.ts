import { MOST_OPEN, placesOf } from '../../archive/index.ts'
import { CONNECTION_LIMITS, EXPORT_LIMITS, LIMITS, type Limit, STREAM_LIMITS } from '../../graphql/index.ts'
import { CLOCK_TOLERANCE } from '../../time/index.ts'
import {
  addressRange,
  chronicleNames,
  hostName,
  keysPlace,
  ledgerPlace,
  webAddress,
  webOrigin,
} from './addresses.ts'
import {
  type Kind,
  listOf,
  named,
  OWN_NAMES,
  oneOfWords,
  onOff,
  path,
  rolePairs,
  text,
  timeZone,
  wholeNumber,
} from './kinds.ts'
import type { Origin, Setting, ValueOf } from './setting.ts'

/** The setting of a limit; its default is the declared one. */
type LimitSetting = {
  readonly kind: Kind<number>
  readonly defaultValue: number
  readonly description: string
}

/** The largest value of any limit: no timer can wait for more milliseconds. */
const MAX = 2_147_483_647

/** A setting for every limit: `limits.depth` of an operation, `http.body` of a connection, `streams.open`, `exports.time`. */
const LIMIT_SETTINGS = {
  ...settingsOf('limits', LIMITS),
  ...settingsOf('http', CONNECTION_LIMITS),
  ...settingsOf('streams', STREAM_LIMITS),
  ...settingsOf('exports', EXPORT_LIMITS),
}

function settingsOf<Group extends string, Name extends string>(
  group: Group,
  limits: Readonly<Record<Name, Limit>>,
) {
  const pairs = Object.entries<Limit>(limits).map(
    ([name, { counts, unit, most }]): [string, LimitSetting] => [
      `${group}.${name}`,
      { kind: wholeNumber(0, MAX), defaultValue: most, description: `the most ${counts} (${unit})` },
    ],
  )
  // Every name got its setting, which `fromEntries` forgets.
  return Object.fromEntries(pairs) as { readonly [Each in Name as `${Group}.${Each}`]: LimitSetting }
}

/** RFC 7518 and 8037: asymmetric algorithms, with which a verifier cannot sign. */
const ASYMMETRIC = [
  'EdDSA',
  'Ed25519',
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
] as const

/** The default paths. */
const PLACES = placesOf({}, {})

/**
 * Every setting of `regesta serve`, declared once. `jwt.roleClaim` is the flag `--jwt-role-claim`, the variable
 * REGESTA_JWT_ROLE_CLAIM, and `roleClaim` under `jwt` in a file. Help, checks and the table in `docs/configuration.md`
 * (`npm run cookbook`) come from here.
 */
export const SETTINGS = {
  port: {
    kind: wholeNumber(0, 65_535),
    defaultValue: 4000,
    env: 'PORT',
    code: 'E_PORT',
    description: 'the port; 0 takes any free one',
  },
  host: {
    kind: text('<address>', 'an address of this machine, like 127.0.0.1'),
    defaultValue: '127.0.0.1',
    env: 'HOST',
    description:
      'the address to listen on; 127.0.0.1 is reached from this machine only, 0.0.0.0 from anywhere',
  },
  publicUrl: {
    kind: webAddress(),
    defaultText: 'that of each request',
    description: 'the public address of the API, like https://example.org/graphql, for citations',
  },
  allowedHosts: {
    kind: listOf(hostName()),
    defaultText:
      'if only this machine reaches the server and anyone may read: its own names and that of publicUrl; else any',
    description:
      'the host names that it answers to (header Host) beside localhost, host and publicUrl, or * for any',
  },
  proxies: {
    kind: listOf(addressRange()),
    defaultValue: [],
    defaultText: 'none',
    description:
      'the proxies before the server, as addresses or networks like 10.0.0.0/8: what their header X-Forwarded-For says is the address of a client',
  },
  events: {
    kind: path('<folder>'),
    defaultValue: PLACES.eventsDir,
    defaultText: 'the package’s events/',
    description: 'the folder of chronicles',
  },
  chronicle: {
    kind: chronicleNames(),
    defaultText: 'all in the files and the ledger',
    description: 'the only chronicles to serve',
  },
  openChronicles: {
    kind: wholeNumber(1, 100_000),
    defaultValue: MOST_OPEN,
    description:
      'how many chronicles are kept open in memory; with more of them, each is opened when it is asked, and the least recently used is closed',
  },
  ledger: {
    kind: ledgerPlace(),
    defaultValue: PLACES.ledgerPath,
    defaultText: '.regesta/ledger.sqlite here',
    description: 'the ledger: a file of SQLite, or postgres://…',
  },
  sources: {
    kind: path('<folder>'),
    description: 'a folder with the texts of sources, to quote them; those laid into it later are found',
  },
  timezone: {
    kind: timeZone(),
    defaultValue: 'UTC',
    description: 'the time zone whose day is today, where a question names no date',
  },
  logLevel: {
    kind: named('<level>', oneOfWords('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent')),
    defaultValue: 'info',
    env: 'LOG_LEVEL',
    description: 'the lowest level that is logged',
  },
  reading: {
    kind: oneOfWords('open', 'token'),
    defaultValue: 'open',
    defaultText: 'token with tokens or jwt.keys, else open',
    description: 'who may read: anyone who reaches the server, or only with a credential',
  },
  tokens: {
    kind: path('<file>'),
    env: 'REGESTA_TOKENS_FILE',
    description: 'a file of accepted tokens, with name, role and sha256 of each (see regesta token)',
  },
  'jwt.keys': {
    kind: keysPlace(),
    description: 'the public keys of accepted JSON Web Tokens: a JSON Web Key Set',
  },
  'jwt.issuer': {
    kind: text('<name>', 'the issuer as tokens name it'),
    description: 'the required issuer of JSON Web Tokens (iss)',
  },
  'jwt.audience': {
    kind: text('<name>', 'the audience as tokens name it'),
    description: 'their required audience (aud)',
  },
  'jwt.algorithms': {
    kind: named('<names>', listOf(oneOfWords(...ASYMMETRIC))),
    defaultValue: ASYMMETRIC,
    defaultText: 'all with a private and a public key',
    description: 'the accepted signature algorithms; only asymmetric ones',
  },
  'jwt.roleClaim': {
    kind: text('<name>', 'the name of a claim'),
    defaultValue: 'role',
    description: 'the claim with the role, or with a list of roles; dots lead into nested claims',
  },
  'jwt.roles': {
    kind: rolePairs(),
    defaultValue: OWN_NAMES,
    defaultText: 'their own names',
    description:
      'the names of the roles in that claim, each as name=role, or name=role@chronicle for one chronicle',
  },
  'jwt.tolerance': {
    kind: wholeNumber(0, 600),
    defaultValue: 30,
    description: 'the tolerated clock skew between issuer and server, in seconds',
  },
  introspection: {
    kind: oneOfWords('on', 'authorised', 'off'),
    defaultValue: 'on',
    description: 'who may introspect the schema: everyone who may read, only with a credential, or no one',
  },
  page: {
    kind: onOff(),
    defaultValue: true,
    description: 'whether browsers get the page, at / and at the names of chronicles',
  },
  playground: {
    kind: onOff(),
    defaultValue: true,
    description: 'whether browsers get the playground',
  },
  metrics: {
    kind: onOff(),
    defaultValue: true,
    description: 'whether /metrics serves metrics for Prometheus',
  },
  documents: {
    kind: path('<file>'),
    description:
      'persisted documents, which can be asked by an id: a JSON file of ids and texts, or a folder of *.graphql',
  },
  documentsOnly: {
    kind: onOff(),
    defaultValue: false,
    description: 'whether only persisted documents are answered',
  },
  cache: {
    kind: wholeNumber(0, 65_536),
    defaultValue: 64,
    description: 'the size of the cache of answers, in megabytes',
  },
  viewCache: {
    kind: wholeNumber(1, 65_536),
    defaultValue: 128,
    description:
      'by how many megabytes the server may grow by what it works out of events and keeps, of all chronicles together',
  },
  clockTolerance: {
    kind: wholeNumber(0, 86_400_000),
    defaultValue: CLOCK_TOLERANCE / 1000,
    description:
      'by how many seconds what was recorded last may lie ahead of the clock; with more, nothing is recorded',
  },
  checkpointKey: {
    kind: path('<file>'),
    description: 'the private key that checkpoints are signed with',
  },
  origins: {
    kind: listOf(webOrigin()),
    defaultValue: [],
    defaultText: 'only its own',
    description: 'the origins whose pages may read answers, or * for all (CORS)',
  },
  csrf: {
    kind: onOff(),
    defaultValue: false,
    description:
      'whether queries by GET, too, need the header graphql-require-preflight, against cross-site request forgery',
  },
  ...LIMIT_SETTINGS,
} as const satisfies Readonly<Record<string, Setting>>

export type SettingName = keyof typeof SETTINGS

/** The value of every setting. */
export type Settings = { readonly [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> }

export const SETTING_NAMES = Object.keys(SETTINGS).filter(isSettingName)

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name)
}

export function settingNamed(name: SettingName): Setting {
  return SETTINGS[name]
}

/** Every setting with its value, and where each value comes from. */
export type Configuration = {
  readonly settings: Settings
  readonly origins: Readonly<Record<SettingName, Origin>>
}
