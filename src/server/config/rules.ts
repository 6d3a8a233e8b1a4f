import type { Fault } from '../../errors.ts'
import { isLoopback } from '../serving/loopback.ts'
import { type Origin, placeOfOrigin } from './origin.ts'
import type { SettingName, Settings } from './settings.ts'

/** What holds, and who said so. */
type Together = {
  readonly settings: Settings
  readonly origins: Readonly<Record<SettingName, Origin>>
}

/** What settings must hold together: asked only where each of them holds by itself. */
type Rule = {
  readonly of: readonly [SettingName, ...SettingName[]]
  readonly code: string
  /** What is wrong, in words, at the first of them that is not a default; nothing where all is well. */
  wrong(configuration: Together): string | undefined
}

const RULES: readonly Rule[] = [
  {
    of: ['host', 'reading', 'tokens', 'jwt.keys'],
    code: 'E_READING_UNSAID',
    wrong: ({ settings: { host, reading }, origins }) =>
      isLoopback(host) || reading === 'token' || origins.reading.by !== 'default'
        ? undefined
        : `${host} can be reached from elsewhere, and nothing says who may read: let everyone by --reading open, or give --tokens or --jwt-keys`,
  },
  {
    of: ['reading', 'tokens', 'jwt.keys'],
    code: 'E_NO_CREDENTIALS',
    wrong: ({ settings: { reading, tokens, 'jwt.keys': keys } }) =>
      reading === 'token' && tokens === undefined && keys === undefined
        ? 'reading takes a token, and there is none that is let in; give --tokens or --jwt-keys'
        : undefined,
  },
  {
    of: ['jwt.keys', 'jwt.issuer', 'jwt.audience'],
    code: 'E_JWT',
    wrong: ({ settings }) => {
      const parts = ['jwt.keys', 'jwt.issuer', 'jwt.audience'] as const
      const missing = parts.filter((name) => settings[name] === undefined)
      return missing.length === 0 || missing.length === parts.length
        ? undefined
        : `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing; expected all of ${parts.join(', ')} or none`
    },
  },
  {
    of: ['introspection', 'tokens', 'jwt.keys'],
    code: 'E_NO_CREDENTIALS',
    wrong: ({ settings: { introspection, tokens, 'jwt.keys': keys } }) =>
      introspection === 'authorised' && tokens === undefined && keys === undefined
        ? 'introspection takes a credential, and there is none that is let in; give --tokens or --jwt-keys'
        : undefined,
  },
  {
    of: ['documentsOnly', 'documents'],
    code: 'E_NO_DOCUMENTS',
    wrong: ({ settings: { documents, documentsOnly } }) =>
      documentsOnly && documents === undefined
        ? 'nothing but documents is to be answered, and there are none; give --documents'
        : undefined,
  },
]

/** What is wrong with settings taken together; rules that rest on one of the `wrong` ones are not asked. */
export function faultsTogether(configuration: Together, wrong: ReadonlySet<SettingName>): readonly Fault[] {
  return RULES.flatMap(({ of, code, wrong: wrongOf }) => {
    const message = of.some((name) => wrong.has(name)) ? undefined : wrongOf(configuration)
    if (message === undefined) return []
    const at = of.find((name) => configuration.origins[name].by !== 'default') ?? of[0]
    return [{ code, message, place: placeOfOrigin(configuration.origins[at], at) }]
  })
}
