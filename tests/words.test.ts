import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Words of a dictionary of our own, each with a usual word in its place: no name in the sources has one of them in it. */
const GONE = new Set([
  'annals',
  'asked',
  'bearings',
  'hindrance',
  'hindrances',
  'leant',
  'leanings',
  'lookout',
  'lookouts',
  'meant',
  'overtaken',
  'perseverance',
  'perspective',
  'recipe',
  'said',
  'shelf',
  'shelves',
  'sighting',
  'sightings',
  'surroundings',
  'told',
  'whereabouts',
])

/** A name that is a field in answers, which are fixed: whether a mechanism is there at all. */
const FIXED: ReadonlySet<string> = new Set(['domains/bilateral/mechanism.ts: told'])

const src = join(import.meta.dirname, '..', 'src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const code = new Map(files.map((file) => [file, withoutText(readFileSync(join(src, file), 'utf8'))]))

function roomOf(file: string): string {
  return file.includes(sep) ? (file.split(sep)[0] ?? '') : basename(file, '.ts')
}

/** Code without its comments and quoted text; what stands in a `${…}` stays. */
function withoutText(text: string): string {
  const pieces = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g
  return text.replace(/`(?:[^`\\]|\\.)*`/g, interpolated).replace(pieces, ' ')
}

function interpolated(template: string): string {
  return [...template.matchAll(/\$\{([^{}]*)\}/g)].map(([, inside]) => ` ${inside} `).join('')
}

/** The words of a name: `toldTo`, `TOLD_TO` and `told-to` are of `told` and `to`. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
}

/** Every name in the sources, or of a file, that has one of the words in it, as `file: name`. */
function namesWith(words: ReadonlySet<string>): readonly string[] {
  return files.flatMap((file) => {
    const names = [...(code.get(file) ?? '').matchAll(/[A-Za-z_$][\w$]*/g)].map(([name]) => name)
    const wrong = new Set([file, ...names].filter((name) => wordsOf(name).some((word) => words.has(word))))
    return [...wrong].map((name) => `${file}: ${name}`).filter((found) => !FIXED.has(found))
  })
}

/** Each exported function that two rooms or more have, with the rooms. */
function sharedFunctions(): ReadonlyMap<string, ReadonlySet<string>> {
  const rooms = new Map<string, Set<string>>()
  for (const [file, text] of code)
    for (const [, name = ''] of text.matchAll(/^export (?:async )?function\*? (\w+)/gm))
      rooms.set(name, (rooms.get(name) ?? new Set()).add(roomOf(file)))
  return new Map([...rooms].filter(([, those]) => those.size > 1))
}

describe('names in the sources', () => {
  test('no name has a word in it that has a usual one in its place', () => {
    expect(namesWith(GONE)).toEqual([])
  })

  test('no two exported functions of different rooms have one name', () => {
    expect([...sharedFunctions()].map(([name, rooms]) => `${name}: ${[...rooms].join(', ')}`)).toEqual([])
  })

  test.each(['annals', 'toldBy', 'TOLD_ONCE', 'file-as-told', 'whatWasAsked'])('%s is found', (name) => {
    expect(wordsOf(name).some((word) => GONE.has(word))).toBe(true)
  })
})
