import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ValidationOptions, validateBatch } from '../../src/admission/index.ts'
import { readBatchFile, readDraftFile } from '../../src/archive/index.ts'
import type { Fault } from '../../src/errors.ts'
import { baseRecorded, catalogue, fixture, placed, texts } from './toy.ts'

/** Hand-written bad files and, line by line in `bad/expected.txt`, every fault they have. */
const expected = fixture('bad/expected.txt')
  .trim()
  .split('\n')
  .map((line) => line.split(/: (.*)/s))

const against: ValidationOptions = { catalogue, recorded: baseRecorded(), texts, everyText: true }

test.each(expected)('%s has exactly the faults: %s', (name = '', faults = '') => {
  expect(faultsOf(name).map(placed).join(', ')).toBe(faults)
})

test.each(expected)('%s: every message says what is wrong there', (name = '') => {
  for (const { message, place } of faultsOf(name)) {
    expect(place?.file).toBe(name)
    expect(message.length).toBeGreaterThan(15)
    expect(message).not.toMatch(/undefined|\[object|Invalid input/)
  }
})

test('every bad file is in the table, and there are at least forty', () => {
  const files = readdirSync(join(import.meta.dirname, 'bad')).filter((name) => name.endsWith('.yaml'))
  expect(files.sort()).toEqual(expected.map(([name]) => name).sort())
  expect(files.length).toBeGreaterThanOrEqual(40)
})

function faultsOf(name: string): readonly Fault[] {
  const text = fixture(`bad/${name}`)
  const { batch, faults } = name.endsWith('.draft.yaml')
    ? readDraftFile(name, text, against)
    : readForChecks(name, text)
  const checked = batch === undefined ? [] : validateBatch(batch, against).faults
  return [...faults, ...checked].sort(
    (a, b) =>
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      a.code.localeCompare(b.code),
  )
}

function readForChecks(name: string, text: string) {
  const read = readBatchFile(name, text, catalogue)
  return read.ok ? { batch: read.batch, faults: [] } : { batch: read.rest, faults: read.faults }
}

test.each([
  ['{ source: source/note, locator: 12, role: name }', 'the number 12 (a string needs quotes) arrived'],
  ['{ source: source/note, locator: yes, role: name }', undefined],
  ['{ source: source/note, start: 5, end: 3, digest: "", role: name }', 'the number 3 arrived'],
])('in YAML, where a plain number may be meant as a text, evidence %s says so', (evidence, message) => {
  const text = `chronicle: toy\nreader: me\nevents:\n  - type: RoleHeld\n    subject: person/june\n    payload: { role: guest }\n    evidence: [${evidence}]\n`
  const { faults } = readDraftFile('d.draft.yaml', text, against)
  expect(faults.map((fault) => fault.message).join('\n')).toContain(message ?? '')
  expect(faults.some((fault) => fault.message.includes('3 (a string'))).toBe(false)
})
