import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'

const EXCHANGE = join(import.meta.dirname, '..', '..', 'src', 'exchange')

test('no format knows a kind, an event type or a field of one by name', () => {
  // A position is of the ledger, too, and a place a role of fields.
  const kinds = bilateral.kinds
    .map(({ name }) => name)
    .filter((name) => name !== 'position' && name !== 'place')
  const types = bilateral.kinds.flatMap(({ readings }) => readings.map(({ type }) => type.type))
  // A word in quotes is what code would know it by; `undertaking` in a sentence is no knowledge.
  const named = new RegExp(`['"\`](${[...kinds, ...types].join('|')})(/[a-z-]*)?['"\`]`)
  const files = readdirSync(EXCHANGE, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const found = files.flatMap((file) =>
    readFileSync(join(EXCHANGE, file), 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line) && named.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
  expect(found).toEqual([])
})
