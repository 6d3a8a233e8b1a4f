import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  catalogueOf,
  documentAddress,
  kernelTypes,
  originNamed,
  parseEvent,
  SOURCE_KINDS,
  sourceRegistered,
} from '../../src/event/index.ts'

const catalogue = catalogueOf(...kernelTypes)
const published = { edtf: '2025-12-04', basis: 'stated' }

function faultsOf(more: object): readonly string[] {
  const parsed = parseEvent(catalogue, {
    chronicle: 'toy',
    version: 1,
    type: 'SourceRegistered',
    subject: 'source/letter',
    payload: { label: 'letter', published, ...more },
    evidence: [{ source: 'source/letter', locator: 'page 1', role: 'context' }],
  })
  return parsed.ok
    ? []
    : parsed.faults.map(({ code, message, place }) => `${code} ${place?.path?.join('.')} ${message}`)
}

describe('SourceRegistered', () => {
  test.each<[string, object]>([
    ['no more than a label and a date', {}],
    ['what the document lacks, as before', { absent: ['byline'] }],
    [
      'all that a document may be known by',
      {
        kind: 'press-release',
        language: 'zh-Hant-TW',
        address: 'https://example.org/news/1?lang=ja#top',
        accessed: '2025-12-05',
        translationOf: 'source/original',
        partOf: 'source/bulletin',
      },
    ],
    ['an address in other letters', { address: 'http://例え.jp/港' }],
    ...['ja', 'en-GB', 'es-419', 'cbk', 'de-1901'].map(
      (language) => [`the language ${language}`, { language }] as [string, object],
    ),
  ])('takes %s', (_, more) => {
    expect(faultsOf(more)).toEqual([])
  })

  test.each<[string, object, RegExp]>([
    [
      'an address that is none',
      { address: 'example.org' },
      /^E_SHAPE payload\.address .*https:\/\/example\.org/,
    ],
    ['another scheme', { address: 'javascript:alert(1)' }, /^E_SHAPE payload\.address /],
    ['a file', { address: 'file:///etc/passwd' }, /^E_SHAPE payload\.address /],
    ['a password in an address', { address: 'https://me:secret@example.org/' }, /^E_SHAPE payload\.address /],
    ['a host that cannot be', { address: 'https://[::1/' }, /^E_SHAPE payload\.address /],
    ['a language by its name', { language: 'Japanese' }, /^E_SHAPE payload\.language .*BCP 47, like ja/],
    ['a language in another case', { language: 'en-gb' }, /^E_SHAPE payload\.language .*en-GB/],
    ['a variant twice', { language: 'sl-rozaj-rozaj' }, /^E_SHAPE payload\.language .*once/],
    ['a day that is none', { accessed: '2025-02-29' }, /^E_SHAPE payload\.accessed .*2026-11-29/],
    ['a month', { accessed: '2025-02' }, /^E_SHAPE payload\.accessed /],
    ['a kind that is none', { kind: 'blog' }, /^E_SHAPE payload\.kind .*"press-release"/],
    ['a part of a meeting', { partOf: 'meeting/x' }, /^E_SHAPE payload\.partOf .*expected a source/],
    ['a translation of words', { translationOf: 'the original' }, /^E_SHAPE payload\.translationOf /],
  ])('refuses %s', (_, more, expected) => {
    const [fault = '', ...others] = faultsOf(more)
    expect(fault).toMatch(expected)
    expect(others.filter((each) => !expected.test(each))).toEqual([])
  })

  test('has its kinds, each with its meaning, in the JSON Schema', () => {
    const schema = JSON.stringify(z.toJSONSchema(sourceRegistered.payload)).toLowerCase()
    for (const [kind, meaning] of Object.entries(SOURCE_KINDS))
      expect(schema).toContain(`${kind}: ${meaning.slice(0, -1).toLowerCase()}`)
  })
})

test.each([
  [{}, undefined],
  [{ copyOf: 'source/a' }, 'source/a'],
  [{ translationOf: 'source/b' }, 'source/b'],
  [{ copyOf: 'source/a', translationOf: 'source/b' }, 'source/a'],
  [{ partOf: 'source/c' }, undefined],
])('originNamed() of %j', (more, expected) => {
  expect(originNamed({ label: 'x', published: { edtf: '2025', basis: 'stated' }, ...more })).toBe(expected)
})

test.each([
  [{}, undefined],
  [{ address: 'no address' }, undefined],
  [{ address: 'HTTPS://Example.org#part' }, 'https://example.org/'],
  [{ address: 'https://example.org/a?b=c' }, 'https://example.org/a?b=c'],
])('documentAddress() of %j', (payload, expected) => {
  expect(documentAddress(payload)).toBe(expected)
})
