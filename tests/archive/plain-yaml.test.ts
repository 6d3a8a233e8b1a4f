import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPlainYaml } from '../../src/archive/plain-yaml.ts'
import { writeYaml } from '../../src/archive/write-yaml.ts'
import { readAnyYaml, readYaml } from '../../src/archive/yaml.ts'
import type { Path } from '../../src/event/index.ts'

const SEALED = join(import.meta.dirname, '../../events/japan-viet-nam')

const WORDS = [
  ...[
    'a',
    'x: y',
    '# no',
    'a #b',
    'a:b',
    '12:30',
    '1_000',
    '007',
    '1.50',
    '-5',
    '1e5',
    '0x1f',
    '0o7',
    '.5',
    '~',
    'null',
  ],
  ...[
    'No',
    'true',
    '<<',
    '=',
    '- a',
    '{x}',
    '[y]',
    '%',
    '&a',
    '*b',
    '!t',
    '|',
    '>',
    '?',
    '',
    'trail ',
    'a\nb',
    'a\\nb',
  ],
  ...[
    '2025-01-01',
    '"q"',
    "it's",
    '“q”',
    '“Q”; ‘q’: x',
    '«q», q',
    'é ü',
    '日本 🙂',
    '٣',
    '\u2028',
    'x\u00a0',
    'ab'.repeat(32),
    '12e'.repeat(20),
  ],
  ...['long words '.repeat(30), 'long: words "and" '.repeat(20), "it's long ".repeat(20), '🙂 '.repeat(90)],
  '“long” ‘words’ '.repeat(20),
]
/** What an edit puts in: all that means something in YAML. */
const PIECES = [
  ...[
    ' ',
    '\n',
    '  ',
    '\n\n',
    '\n  ',
    '\\\n',
    '- ',
    ': ',
    ':',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '#',
    ' # c',
    '-',
    '~',
  ],
  ...[
    'null',
    '...',
    '---',
    '%',
    '?',
    '&a ',
    '*a',
    '!',
    '|',
    '>',
    '.',
    '0',
    'e',
    '\t',
    '\r',
    '\\',
    'x: y',
    '<<: ',
    'é',
  ],
]

const scalar = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const key = fc.constantFrom('a', 'note', 'type', 'x-y', 'k_1', 'true1')
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
}))
const batch = fc.dictionary(key, value, { minKeys: 1, maxKeys: 4 })

const written = fc.oneof(
  batch.map((map) => writeYaml(' a comment', map)),
  batch.map((map) => JSON.stringify(map)),
  fc.tuple(batch, fc.integer({ min: 1, max: 4 })).map(([map, space]) => JSON.stringify(map, null, space)),
)
const edit = fc.record({ at: fc.nat(), cut: fc.nat(3), put: fc.constantFrom('', ...PIECES) })
const edited = fc.tuple(written, fc.array(edit, { maxLength: 4 })).map(([text, edits]) =>
  edits.reduce((before, { at, cut, put }) => {
    const from = at % (before.length + 1)
    return before.slice(0, from) + put + before.slice(from + cut)
  }, text),
)

describe('readPlainYaml()', () => {
  test('reads whatever it reads as the full parser does, and nothing that has a fault', () => {
    let plain = 0
    fc.assert(
      fc.property(edited, (text) => {
        const read = readPlainYaml(text)
        if (read === undefined) return
        plain += 1
        const { value: full, sound, faults } = readAnyYaml('any.yaml', text)
        expect({ sound, faults }).toEqual({ sound: true, faults: [] })
        expect(JSON.stringify(read.value)).toBe(JSON.stringify(full))
        expect(read.value).toStrictEqual(full)
      }),
      { numRuns: 3000 },
    )
    expect(plain).toBeGreaterThan(200)
  })

  test.each(readdirSync(SEALED).filter((name) => name.endsWith('.yaml')))(
    'reads the sealed file %s',
    (name) => {
      const file = join(SEALED, name)
      const text = readFileSync(file, 'utf8')
      expect(readPlainYaml(text)?.value).toStrictEqual(readAnyYaml(file, text).value)
    },
  )
})

/** The path of every part of a value, and of parts that are not there. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  const missing = [
    [...path, 'missing'],
    [...path, 0, 'missing'],
  ]
  if (typeof value !== 'object' || value === null) return [path, ...missing]
  const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...missing, ...parts.flatMap(([step, part]) => pathsIn(part, [...path, step]))]
}

describe('readYaml()', () => {
  test('places every part of a plain text where the full parser does', () => {
    let placed = 0
    fc.assert(
      fc.property(edited, (text) => {
        if (readPlainYaml(text) === undefined) return
        const [read, full] = [readYaml('a.yaml', text), readAnyYaml('a.yaml', text)]
        for (const path of pathsIn(full.value)) {
          placed += 1
          expect(read.placeOf(path), `${path.join('.')} of ${text}`).toEqual(full.placeOf(path))
          expect(read.placeOfKey(path), `key ${path.join('.')} of ${text}`).toEqual(full.placeOfKey(path))
        }
      }),
      { numRuns: 1000 },
    )
    expect(placed).toBeGreaterThan(1000)
  })

  test('has the places of what it read as plain YAML', () => {
    const text = 'reader: a reader\nevents:\n  - type: VisitMade\n    payload: { guests: 3 }\n'
    const { placeOf, placeOfKey } = readYaml('a.yaml', text)
    const path = ['events', 0, 'payload', 'guests']
    expect(placeOf(path)).toEqual({ file: 'a.yaml', line: 4, column: 24 })
    expect(placeOfKey(path)).toEqual({ file: 'a.yaml', line: 4, column: 16 })
  })
})
