import { resolve } from 'node:path'
import { z } from 'zod'
import type { Role } from '../../graphql/index.ts'
import { systemClock } from '../../time/index.ts'

/** The type of a setting's value: how it is written, and which values are valid. */
export type Kind<T> = {
  /** In help: `<number>`; in square brackets if the flag may stand alone. */
  readonly placeholder: string
  /** What is expected, as the end of a sentence. */
  readonly expected: string
  /** Validates a value from any source, and may transform it. */
  readonly shape: z.ZodType<T>
  /** Parses the text of a flag or variable before validation; by default it is the text itself. */
  fromText?(text: string): unknown
  /** Resolves the value of a file in this folder. */
  within?(folder: string, value: T): T
  /** The value as it may be shown to anyone; by default the value itself. */
  shown?(value: T): unknown
  /** Whether it is a list: its flag may be repeated, and a file may have a single value without a list. */
  readonly many?: true
  /** Whether a faulty value must not appear in messages, because these end up in logs. */
  readonly secret?: true
}

/** Any text; `what` describes it. */
export function text(placeholder: string, what: string): Kind<string> {
  return { placeholder, expected: what, shape: z.string().trim().min(1) }
}

/** A file or folder; in a file of settings, relative to that file. */
export function path(placeholder: '<file>' | '<folder>'): Kind<string> {
  return {
    placeholder,
    expected: `the path of a ${placeholder.slice(1, -1)}`,
    shape: z.string().min(1),
    within: (folder, value) => resolve(folder, value),
  }
}

/** A whole number; both bounds are included. */
export function wholeNumber(least: number, most: number): Kind<number> {
  return {
    placeholder: '<number>',
    expected: `a whole number from ${least} to ${most}`,
    shape: z.number().int().min(least).max(most),
    fromText: (written) => (/^\d{1,15}$/.test(written) ? Number(written) : written),
  }
}

/** A time zone by its name. */
export function timeZone(): Kind<string> {
  return {
    placeholder: '<zone>',
    expected: 'a time zone like UTC or Asia/Tokyo, or system for that of the machine',
    shape: z.string().refine((zone) => {
      try {
        systemClock(zone)
        return true
      } catch {
        return false
      }
    }),
  }
}

/** On or off. The flag alone means on. */
export function onOff(): Kind<boolean> {
  return {
    placeholder: '[on|off]',
    expected: 'on or off',
    shape: z
      .union([z.boolean(), z.enum(['on', 'off', 'true', 'false'])])
      .transform((value) => value === true || value === 'on' || value === 'true'),
  }
}

/** One of these words. */
export function oneOfWords<const Word extends string>(...words: readonly [Word, ...Word[]]): Kind<Word> {
  return {
    placeholder: `<${words.join('|')}>`,
    expected: inWords(words),
    shape: z.enum(words),
  }
}

/** The same with another placeholder in help, for one that would be too long. */
export function named<T>(placeholder: string, kind: Kind<T>): Kind<T> {
  return { ...kind, placeholder }
}

/** A list of another kind: in a file a list, elsewhere separated by commas or repeated. */
export function listOf<T>(kind: Kind<T>): Kind<readonly T[]> {
  const { placeholder, expected, shape, fromText, within, shown, secret } = kind
  return {
    placeholder: placeholder.replace(/[>\]]$/, (end) => `,…${end}`),
    expected: `a list, each of it ${expected}`,
    shape: z.array(shape),
    many: true,
    fromText: (written) =>
      written
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part) => fromText?.(part) ?? part),
    ...(within && { within: (folder: string, values) => values.map((value) => within(folder, value)) }),
    ...(shown && { shown: (values) => values.map((value) => shown(value)) }),
    ...(secret && { secret }),
  }
}

function inWords(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(words)
}

/** A name for a role in tokens of others, the role, and in which chronicle it holds, if not in all. */
export type RolePair = readonly [name: string, role: Role, chronicle?: string]

/** Written out, because loading the API takes time and other commands do not need it. */
const ROLES: Readonly<Record<Role, RolePair>> = {
  reader: ['reader', 'reader'],
  recorder: ['recorder', 'recorder'],
  admin: ['admin', 'admin'],
}

/** Each role by its own name. */
export const OWN_NAMES: readonly RolePair[] = Object.values(ROLES)

/** Names for roles, like `board=admin` and `desk=recorder@japan-viet-nam`; the last equals sign separates them. */
export function rolePairs(): Kind<readonly RolePair[]> {
  return listOf({
    placeholder: '<name=role>',
    expected:
      'a name and a role, as in board=admin, or desk=recorder@japan-viet-nam for one chronicle; roles are reader, recorder and admin',
    shape: z.string().transform((pair, { addIssue }): RolePair => {
      const at = pair.lastIndexOf('=')
      const [written, chronicle] = pair.slice(at + 1).split(/@(?=[a-z0-9][a-z0-9-]*$)/)
      const role = OWN_NAMES.find(([name]) => name === written)?.[1]
      if (at > 0 && role !== undefined)
        return chronicle === undefined ? [pair.slice(0, at), role] : [pair.slice(0, at), role, chronicle]
      addIssue('not a name and a role')
      return z.NEVER
    }),
    shown: ([name, role, chronicle]) => `${name}=${role}${chronicle === undefined ? '' : `@${chronicle}`}`,
  })
}
