import { resolve } from 'node:path'
import { z } from 'zod'
import type { Role } from '../../graphql/index.ts'

/** A kind of value that a setting can have: how it is written, and what may be. */
export type Kind<T> = {
  /** As help writes it: `<number>`; in square brackets where the flag alone says enough. */
  readonly placeholder: string
  /** What is expected, to end a sentence with. */
  readonly expected: string
  /** What must hold of a value, wherever it comes from; it may turn it into what the program uses. */
  readonly shape: z.ZodType<T>
  /** The value that a flag or a variable spells, to be checked: by itself the text. */
  fromText?(text: string): unknown
  /** The value of a file that lies in this folder. */
  within?(folder: string, value: T): T
  /** The value as anyone may see it: by itself the value. */
  shown?(value: T): unknown
  /** Whether it is a list: its flag may be given more than once, and a file may have one thing without a list. */
  readonly many?: true
  /** Whether a refused value must not be repeated to the one who wrote it: logs keep what they are told. */
  readonly secret?: true
}

/** Some text; `what` says of what. */
export function text(placeholder: string, what: string): Kind<string> {
  return { placeholder, expected: what, shape: z.string().trim().min(1) }
}

/** A file or folder: in a file of settings, seen from where that file lies. */
export function path(placeholder: '<file>' | '<folder>'): Kind<string> {
  return {
    placeholder,
    expected: `the path of a ${placeholder.slice(1, -1)}`,
    shape: z.string().min(1),
    within: (folder, value) => resolve(folder, value),
  }
}

/** A whole number; both bounds are in. */
export function wholeNumber(least: number, most: number): Kind<number> {
  return {
    placeholder: '<number>',
    expected: `a whole number from ${least} to ${most}`,
    shape: z.number().int().min(least).max(most),
    fromText: (written) => (/^\d{1,15}$/.test(written) ? Number(written) : written),
  }
}

/** Yes or no. The flag alone says yes. */
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
export function oneOf<const Word extends string>(...words: readonly [Word, ...Word[]]): Kind<Word> {
  return {
    placeholder: `<${words.join('|')}>`,
    expected: inWords(words),
    shape: z.enum(words),
  }
}

/** The same, written otherwise in help: for one that would be too long to read there. */
export function named<T>(placeholder: string, kind: Kind<T>): Kind<T> {
  return { ...kind, placeholder }
}

/** Any number of what another kind takes: in a file a list, elsewhere parted by commas or said more than once. */
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

/** What others call a role, and which it is. */
export type RolePair = readonly [name: string, role: Role]

/** Written out: to load the API takes its time, and no other command needs it. */
const ROLES: Readonly<Record<Role, RolePair>> = {
  reader: ['reader', 'reader'],
  recorder: ['recorder', 'recorder'],
  admin: ['admin', 'admin'],
}

/** The roles by their own names. */
export const OWN_NAMES: readonly RolePair[] = Object.values(ROLES)

/** What others call the roles, as in `board=admin`; the last equals sign parts them. */
export function rolePairs(): Kind<readonly RolePair[]> {
  return listOf({
    placeholder: '<name=role>',
    expected: 'a name and a role, as in board=admin; roles are reader, recorder and admin',
    shape: z.string().transform((pair, { addIssue }): RolePair => {
      const at = pair.lastIndexOf('=')
      const role = OWN_NAMES.find(([name]) => name === pair.slice(at + 1))?.[1]
      if (at > 0 && role !== undefined) return [pair.slice(0, at), role]
      addIssue('not a name and a role')
      return z.NEVER
    }),
    shown: ([name, role]) => `${name}=${role}`,
  })
}
