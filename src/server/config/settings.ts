import { placesOf } from '../../archive/index.ts'
import { CONNECTION_LIMITS, LIMITS, type Limit, STREAM_LIMITS } from '../../graphql/index.ts'
import { chronicleNames, hostName, keysPlace, ledgerPlace, webAddress, webOrigin } from './addresses.ts'
import {
  type Kind,
  listOf,
  named,
  OWN_NAMES,
  oneOf,
  onOff,
  path,
  rolePairs,
  text,
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

/** A setting for every limit: `limits.depth` of an operation, `http.body` of a connection, `streams.open`. */
const LIMIT_SETTINGS = {
  ...settingsOf('limits', LIMITS),
  ...settingsOf('http', CONNECTION_LIMITS),
  ...settingsOf('streams', STREAM_LIMITS),
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

/** RFC 7518 and 8037: what signs with a private key, so that whoever can check cannot make one. */
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
 * Everything that `regesta serve` can be told, each thing once. A name `jwt.roleClaim` is the flag `--jwt-role-claim`,
 * the variable REGESTA_JWT_ROLE_CLAIM, and `roleClaim` under `jwt` in a file. To add one, add it here: help, the
 * table in `docs/configuration.md` (`npm run cookbook`) and the checks follow.
 */
export const SETTINGS = {
  port: {
    kind: wholeNumber(0, 65_535),
    defaultValue: 4000,
    env: 'PORT',
    code: 'E_PORT',
    description: 'where it listens; 0 takes any port that is free',
  },
  host: {
    kind: text('<address>', 'an address of this machine, like 127.0.0.1'),
    defaultValue: '127.0.0.1',
    env: 'HOST',
    description:
      'the address it listens on; 127.0.0.1 is reached from this machine only, 0.0.0.0 from anywhere',
  },
  publicUrl: {
    kind: webAddress(),
    defaultText: 'as each request has it',
    description:
      'where others reach the API, like https://example.org/graphql: for the addresses in citations',
  },
  allowedHosts: {
    kind: listOf(hostName()),
    defaultText:
      'where it is reached from this machine only and lets anyone read: its own names and that of publicUrl; else any',
    description:
      'the names by which it is asked (the header Host) beside localhost, host and publicUrl, or * for any',
  },
  events: {
    kind: path('<folder>'),
    defaultValue: PLACES.eventsDir,
    defaultText: 'the package’s events/',
    description: 'the folder of chronicles',
  },
  chronicle: {
    kind: chronicleNames(),
    defaultText: 'all that stand in the files and the ledger',
    description: 'the chronicles that are served, and none besides',
  },
  ledger: {
    kind: ledgerPlace(),
    defaultValue: PLACES.ledgerPath,
    defaultText: '.regesta/ledger.sqlite here',
    description: 'where the ledger is kept: a file of SQLite, or postgres://…',
  },
  sources: { kind: path('<folder>'), description: 'the texts of sources, to quote them' },
  logLevel: {
    kind: named('<level>', oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent')),
    defaultValue: 'info',
    env: 'LOG_LEVEL',
    description: 'the least that is logged',
  },
  reading: {
    kind: oneOf('open', 'token'),
    defaultValue: 'open',
    defaultText: 'token where there are tokens or jwt.keys, else open',
    description: 'who may read: anyone who reaches the server, or who has a credential',
  },
  tokens: {
    kind: path('<file>'),
    env: 'REGESTA_TOKENS_FILE',
    description: 'tokens that are let in: a file of name, role and sha256 of each (see regesta token)',
  },
  'jwt.keys': {
    kind: keysPlace(),
    description: 'the public keys that tokens of others are signed by: a JSON Web Key Set',
  },
  'jwt.issuer': {
    kind: text('<name>', 'the issuer as tokens name it'),
    description: 'who must have issued a JSON Web Token (iss)',
  },
  'jwt.audience': {
    kind: text('<name>', 'the audience as tokens name it'),
    description: 'for whom it must have been issued (aud)',
  },
  'jwt.algorithms': {
    kind: named('<names>', listOf(oneOf(...ASYMMETRIC))),
    defaultValue: ASYMMETRIC,
    defaultText: 'all that have a private and a public key',
    description: 'the algorithms it may be signed with; none by which whoever checks could sign',
  },
  'jwt.roleClaim': {
    kind: text('<name>', 'the name of a claim'),
    defaultValue: 'role',
    description: 'the claim that holds the role, or a list that one stands in; dots step into what is nested',
  },
  'jwt.roles': {
    kind: rolePairs(),
    defaultValue: OWN_NAMES,
    defaultText: 'their own names',
    description: 'what that claim calls the roles: name=role of each',
  },
  'jwt.tolerance': {
    kind: wholeNumber(0, 600),
    defaultValue: 30,
    description: 'by how many seconds the clocks of issuer and server may differ',
  },
  introspection: {
    kind: oneOf('on', 'authorised', 'off'),
    defaultValue: 'on',
    description: 'who may ask for the schema itself: who may read, who has a credential, or no one',
  },
  playground: {
    kind: onOff(),
    defaultValue: true,
    description: 'whether a browser gets a page to ask with',
  },
  metrics: {
    kind: onOff(),
    defaultValue: true,
    description: 'whether /metrics tells figures in the format of Prometheus',
  },
  documents: {
    kind: path('<file>'),
    description:
      'documents that may be asked for by an id: a JSON file of id and text of each, or a folder of *.graphql',
  },
  documentsOnly: {
    kind: onOff(),
    defaultValue: false,
    description: 'whether nothing but those documents is answered',
  },
  cache: {
    kind: wholeNumber(0, 65_536),
    defaultValue: 64,
    description: 'how many megabytes of answers are kept, to be given again while nothing has changed',
  },
  checkpointKey: {
    kind: path('<file>'),
    description: 'the private key that checkpoints are signed with',
  },
  origins: {
    kind: listOf(webOrigin()),
    defaultValue: [],
    defaultText: 'none but its own',
    description: 'the origins whose pages may read what is answered, or * for all (CORS)',
  },
  csrf: {
    kind: onOff(),
    defaultValue: false,
    description:
      'whether a question by GET, too, takes a header that a page of another site cannot send unasked: graphql-require-preflight',
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
