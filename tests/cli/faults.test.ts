import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/event/index.ts'
import { makePlace, NAME, type Place, regesta } from './small-chronicle.ts'

let place: Place
let texts: string
beforeEach(async () => {
  place = await makePlace()
  texts = join(place.dir, 'my-texts')
  mkdirSync(texts)
})

const TEXT = 'Holm, 3 March 2025. They met on Monday.\nThey met again on\nTuesday.\n'

function draft(text: string | Buffer, name = 'my.draft.yaml'): string {
  const file = join(place.dir, name)
  writeFileSync(file, text)
  return file
}

/** The lines on standard error of a dry run. */
async function told(file: string, ...more: readonly string[]): Promise<readonly string[]> {
  const { err } = await regesta(place, ['record', file, '--dry-run', '--sources', texts, ...more])
  return err.trimEnd().split('\n')
}

const registering = (text: string, quotes: readonly string[] = ['They met on Monday']) => `chronicle: ${NAME}
reader: me
events:
  - type: SourceRegistered
    subject: source/new
    payload: { label: new, published: { edtf: "2025-03-03", basis: stated }, absent: [], ${text} }
    evidence:
${quotes.map((quote) => `      - { source: source/new, quote: ${JSON.stringify(quote)}, role: statement }`).join('\n')}
`

describe('what a fault tells', () => {
  test('of an unknown field: the nearest, and all that there are', async () => {
    const text = registering('text: { digest: x, length: 1 }').replace('absent: []', 'absent: [], titel: x')
    writeFileSync(join(texts, 'new.txt'), TEXT)
    const [field] = (await told(draft(text))).filter((line) => line.includes('E_FIELD'))
    expect(field).toMatch(
      /"titel" is not a field here; did you mean title\? Expected label, title, publisher, /,
    )
    expect((await told(draft(text.replace('reader:', 'raeder:')))).join('\n')).toMatch(
      /"raeder" is not a field here; did you mean reader\? Expected chronicle, recordedAt, reader, note, events/,
    )
    const quoted = text.replace('role: statement', 'rol: statement')
    expect((await told(draft(quoted))).join('\n')).toMatch(
      /"rol" .*did you mean role\? Expected source, quote, role/,
    )
    const odd = text.replace('titel', 'zzzzzzzzzz')
    expect((await told(draft(odd))).join('\n')).toMatch(
      /"zzzzzzzzzz" is not a field here; expected label, title/,
    )
  })

  test('of a text that is registered without its digest: the line that registers it, and nothing of each quote', async () => {
    writeFileSync(join(texts, 'new.txt'), TEXT)
    const quotes = Array.from({ length: 23 }, () => 'They met on Monday')
    const facts = `text: { digest: ${sha256Hex(TEXT)}, length: ${TEXT.length} }`
    for (const text of ['text: { length: 5 }', 'text: {}'])
      expect(await told(draft(registering(text, quotes)))).toEqual([
        expect.stringMatching(
          new RegExp(`:6:\\d+ E_MISSING payload\\.text\\.digest is missing: .*new\\.txt: ${facts}$`),
        ),
      ])
    expect(await told(draft(registering(`text: { digest: ${sha256Hex(TEXT)} }`)))).toEqual([
      expect.stringMatching(
        new RegExp(`E_MISSING payload\\.text\\.length is missing: expected ${TEXT.length}, `),
      ),
    ])
    expect(await told(draft(registering(facts)))).toEqual([''])
  })

  test('of a span without its digest: the digest', async () => {
    writeFileSync(join(texts, 'new.txt'), TEXT)
    const facts = `text: { digest: ${sha256Hex(TEXT)}, length: ${TEXT.length} }`
    const text = registering(facts).replace('quote: "They met on Monday"', 'start: 0, end: 4')
    expect(await told(draft(text))).toEqual([
      expect.stringMatching(
        new RegExp(
          `E_MISSING evidence\\.0\\.digest is missing: expected ${sha256Hex('Holm')}, the digest of "Holm"$`,
        ),
      ),
    ])
  })

  test.each([
    ['a text that is not at hand', 'text: { digest: FF, length: 5 }', 'E_TEXT'],
    ['a source without a text', 'title: x', 'E_NEEDS_TEXT'],
  ])('once for one cause: %s, quoted 23 times', async (_, text, code) => {
    const quotes = Array.from({ length: 23 }, (_, at) => `words ${at}`)
    const found = await told(draft(registering(text.replace('FF', 'f'.repeat(64)), quotes)))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(code)
  })

  test.each([
    [
      'source',
      'source/nowhere',
      '',
      /:7:26 E_UNKNOWN_SOURCE .*; the same on line 11, on line 15, on line 19 and 2 more$/,
    ],
    [
      'ref',
      'source/a1',
      'nobody',
      /:8:16 E_REF .*"nobody" is neither; the same on line 13, on line 18, on line 23 and 2/,
    ],
    ['event', 'source/a1', '0'.repeat(64), /:8:16 E_UNKNOWN_EVENT .* in this batch; the same on line 13, /],
  ])('once for a %s that is not there, and where else', async (_, source, premise, message) => {
    const events = Array.from(
      { length: 6 },
      (_, at) => `  - type: PersonNamed
    subject: person/p${at}
    payload: { name: P }
    evidence: [{ source: ${source}, locator: p. 1, role: name }]
${premise === '' ? '' : `    premises: ["${premise}"]\n`}`,
    )
    expect(await told(draft(`chronicle: ${NAME}\nreader: me\nevents:\n${events.join('')}`))).toEqual([
      expect.stringMatching(message),
    ])
  })

  test('with the line breaks of the words in it, which no other fault can be taken for', async () => {
    writeFileSync(join(texts, 'new.txt'), TEXT)
    const facts = `text: { digest: ${sha256Hex(TEXT)}, length: ${TEXT.length} }`
    const [first, second, ...others] = await told(draft(registering(facts, ['They met again on Tuesday'])))
    expect(first).toMatch(/E_QUOTE_NOT_FOUND .*; the nearest is "They met again on$/)
    expect(second).toMatch(/^ {2}Tuesday" at 2:1 /)
    expect(others).toEqual([])
    expect((await told(draft(registering(facts, ['They met'])))).slice(1)).toEqual([
      expect.stringMatching(/^ {2}1:21 \[20, 28\) /),
      expect.stringMatching(/^ {2}2:1 /),
    ])
  })
})

describe('a file that is no draft', () => {
  const good = registering('title: x')

  test.each<[string, string | Buffer, RegExp]>([
    [
      'in UTF-16',
      Buffer.from(`\ufeff${good}`, 'utf16le'),
      /^E_ENCODING .*my\.draft\.yaml is in UTF-16; save /,
    ],
    [
      'in UTF-16 without a mark',
      Buffer.from(good, 'utf16le'),
      /^E_ENCODING .* perhaps in UTF-16; save it as UTF-8$/,
    ],
    [
      'in another encoding',
      Buffer.from('reader: J\u00f3n', 'latin1'),
      /^E_ENCODING .* is not in UTF-8; save it as UTF-8$/,
    ],
    ['a PDF', '%PDF-1.7', /^E_ENCODING .* is a PDF; save its text as a file in UTF-8/],
    [
      'of two documents',
      `${good}---\n${good}`,
      /my\.draft\.yaml:9:1 E_YAML a second YAML document begins here \(---\); expected one/,
    ],
    [
      'JSON cut off',
      '{"chronicle": "x", "events": [',
      /my\.draft\.yaml:1:\d+ E_JSON expected JSON: unexpected end/,
    ],
    [
      'JSON with a slip',
      '{\n"chronicle" "x"}',
      /my\.draft\.yaml:2:13 E_JSON expected JSON: expected ':' after/,
    ],
  ])('is told in plain words: %s', async (_, text, message) => {
    const [only, ...others] = await told(draft(text), '--chronicle', NAME)
    expect(only).toMatch(message)
    expect(others).toEqual([])
  })
})

describe('a text at hand', () => {
  const unregistered = async () => {
    const { out } = await regesta(place, ['verify', '--sources', texts])
    return out
  }

  test('may hold U+FFFD, which is UTF-8 like any other', async () => {
    writeFileSync(join(texts, 'new.txt'), 'damaged \ufffd here\n')
    expect(await unregistered()).toContain(
      `text: { digest: ${sha256Hex('damaged \ufffd here\n')}, length: 15 }`,
    )
  })

  test.each<[string, Buffer | string, string]>([
    ['empty', '', 'an empty file; put the text into it, or register the source without a text'],
    ['a PDF', '%PDF-1.7\n', 'a PDF; save its text as a file in UTF-8, and give that'],
    [
      'a Word file',
      Buffer.from('504b0304140006', 'hex'),
      'a Word, OpenDocument or other zipped file; save its text',
    ],
    [
      'an old Word file',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'a Word file of the old sort; save its text',
    ],
    ['rich text', '{\\rtf1 x}', 'a file of rich text (RTF); save its text'],
    ['UTF-16', Buffer.from('\ufeffHolm', 'utf16le'), 'in UTF-16; save its text'],
    ['Latin-1', Buffer.from('J\u00f3n', 'latin1'), 'not in UTF-8; save it as UTF-8'],
  ])('that cannot be registered says why: %s', async (_, bytes, advice) => {
    writeFileSync(join(texts, 'new'), bytes)
    expect(await unregistered()).toContain(`\n      ${advice}`)
    const digest = sha256Hex(new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(bytes)))
    const located = registering(`text: { digest: ${digest}, length: 7 }`).replace(
      'quote: "They met on Monday"',
      'locator: p',
    )
    expect((await told(draft(located))).join('\n')).toMatch(
      /E_TEXT expected (a text that is not empty|the digest of a text; )/,
    )
  })

  test('of no length is refused in plain words', async () => {
    const text = registering('text: { digest: f, length: 0 }').replace(
      'digest: f',
      `digest: ${sha256Hex('x')}`,
    )
    expect((await told(draft(text))).join('\n')).toMatch(
      /expected the length of a text that is not empty; the number 0/,
    )
  })
})
