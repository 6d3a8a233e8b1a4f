import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/event/index.ts'
import { type Place, type Run, regestaProcess, temporaryFolder } from './small-chronicle.ts'

/*
 * A day's work: a new chronicle is begun from three texts, by the real command line. Eleven slips are planted in the drafts,
 * one after the other; a dry run tells each at its line, with how to mend it, and once it is mended it is silent.
 */

const DAY = join(import.meta.dirname, 'working-day')
const TEXTS = ['harbour', 'gazette', 'wire']

function draftOf(name: string): string {
  return readFileSync(join(DAY, `${name}.draft.yaml`), 'utf8').replace(
    /([A-Z]+)_(DIGEST|LENGTH)/g,
    (_, text: string, what) => {
      const words = readFileSync(join(DAY, `${text.toLowerCase()}.txt`), 'utf8')
      return what === 'DIGEST' ? sha256Hex(words) : String(words.length)
    },
  )
}

type Slip = {
  readonly draft: '1-harbour' | '2-gazette' | '3-wire'
  readonly slip: string
  readonly right: string
  readonly wrong: string
  /** What stands on the line where it is told, if that is not the line of the slip. */
  readonly place?: string
  /** What is told at the line of the slip: the code, and how to mend it. */
  readonly told: RegExp
}

const SLIPS: readonly Slip[] = [
  {
    draft: '1-harbour',
    slip: 'a field by another name',
    right: '      due:',
    wrong: '      deu:',
    told: /E_FIELD "deu" is not a field here; did you mean due\? Expected grade, by, /,
  },
  {
    draft: '1-harbour',
    slip: 'a text without its digest',
    right: '{ digest: DIGEST, length: LENGTH }',
    wrong: '{ length: LENGTH }',
    told: /E_MISSING payload\.text\.digest is missing: .*harbour\.txt: text: \{ digest: [0-9a-f]{64}, length: \d+ \}/,
  },
  {
    draft: '1-harbour',
    slip: 'a quote that is not as the text has it',
    right: 'quote: met here on Friday',
    wrong: 'quote: Met here on friday',
    told: /E_QUOTE_NOT_FOUND "Met here on friday" is not in source\/harbour; the nearest is "met here on Friday" at 1:\d+/,
  },
  {
    draft: '1-harbour',
    slip: 'a meeting that nothing tells of',
    right: 'occasion: meeting/2024-03-01-torsby',
    wrong: 'occasion: meeting/2024-03-01-torsbi',
    told: /W_UNKNOWN_KEY .* nothing names meeting\/2024-03-01-torsbi; did you mean meeting\/2024-03-01-torsby\?/,
  },
  {
    draft: '1-harbour',
    slip: 'a person that nothing names',
    right: 'by: [is, person/ada-berg]',
    wrong: 'by: [is, person/ada-borg]',
    told: /W_UNKNOWN_KEY .* nothing names person\/ada-borg; did you mean person\/ada-berg\?/,
  },
  {
    draft: '1-harbour',
    slip: 'a country that is none',
    right: 'country: dk',
    wrong: 'country: da',
    told: /W_COUNTRY expected a country of ISO 3166-1, like jp; da is none; did you mean dk\?/,
  },
  {
    draft: '1-harbour',
    slip: 'a due day before the promise',
    right: 'due: { edtf: "2024-06-30"',
    wrong: 'due: { edtf: "2023-06-30"',
    told: /W_DUE_BEFORE_IT_BEGAN expected no day before 2024-03-01, .*; 2023-06-30 is before that/,
  },
  {
    draft: '1-harbour',
    slip: 'the words of the source for our own',
    right: 'content: Show Denmark which boats use which port.',
    wrong: 'content: Iceland would open its harbour registers by 30 June 2024.',
    told: /W_NOT_OWN_WORDS expected our own words; 10 words in a row are those of the text of source\/harbour: "Iceland /,
  },
  {
    draft: '2-gazette',
    slip: 'an act on a promise that was never made',
    right: 'subject: undertaking/harbour-registers',
    wrong: 'subject: undertaking/harbor-registers',
    told: /W_NOT_BEGUN .* nothing says that undertaking\/harbor-registers was ever there; did you mean undertaking\/harbour-registers\?/,
  },
  {
    draft: '2-gazette',
    slip: 'a promise kept before it was made',
    right: 'valid: { edtf: "2024-06-28"',
    wrong: 'valid: { edtf: "2023-06-28"',
    told: /W_BEFORE_IT_BEGAN expected no day before 2024-03-01, .*; 2023-06-28 is before that/,
  },
  {
    draft: '3-wire',
    slip: 'a copy that passes for a second source',
    right: '      copyOf: source/gazette\n',
    wrong: '',
    place: '      text:',
    told: /W_COPY expected .* copyOf: source\/gazette; most of this text is in that of source\/gazette/,
  },
]

const place: Place = (() => {
  const dir = temporaryFolder()
  return { dir, events: join(dir, 'events'), ledger: join(dir, 'ledger.sqlite') }
})()
const ENV = { REGESTA_SOURCES: DAY, REGESTA_LEDGER: place.ledger }

function record(name: string, text: string, ...more: readonly string[]): Promise<Run> {
  const file = join(place.dir, `${name}.draft.yaml`)
  writeFileSync(file, text)
  return regestaProcess(place, ['record', file, '--chronicle', 'denmark-iceland', ...more], ENV)
}

describe.each(['1-harbour', '2-gazette', '3-wire'] as const)('the draft %s', (name) => {
  const right = draftOf(name)
  const slips = SLIPS.filter(({ draft }) => draft === name)

  test.each(slips)('with $slip: the dry run tells it at its line, and how to mend it', async (slip) => {
    const [, digest = '', length = ''] = /\{ digest: (\w+), length: (\d+) \}/.exec(right) ?? []
    const filled = (text: string) => text.replace('DIGEST', digest).replace('LENGTH', length)
    expect(right.split(filled(slip.right))).toHaveLength(2)
    const wrong = right.replace(filled(slip.right), filled(slip.wrong))
    const { err, code } = await record(name, wrong, '--dry-run')
    const told = err.trimEnd().split('\n')
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(slip.told)
    expect(code).toBe(/^\S+ E_/.test(told[0] ?? '') ? 5 : 0)
    const { place = undefined } = slip
    const lines = wrong.split('\n')
    const changed = lines.findIndex((line, at) =>
      place === undefined ? line !== right.split('\n')[at] : line.startsWith(place),
    )
    const line = Number(/\.yaml:(\d+):/.exec(told[0] ?? '')?.[1])
    expect([changed, changed + 1]).toContain(line)
  })

  test('mended, is silent: every sentence is read, it is recorded, and every quote is proved', async () => {
    expect(await record(name, right, '--dry-run')).toMatchObject({ code: 0, err: '' })
    const draft = join(place.dir, `${name}.draft.yaml`)
    const [, source = ''] = /subject: (source\/\w+)/.exec(right) ?? []
    const { out } = await regestaProcess(place, ['coverage', source, '--draft', draft], ENV)
    expect(out).toMatch(/: \d with events, /)
    expect(await record(name, right)).toMatchObject({ code: 0, err: '' })
    expect(await regestaProcess(place, ['verify'], ENV)).toMatchObject({ code: 0, err: '' })
  })
})

beforeAll(() => {
  expect(SLIPS).toHaveLength(11)
  expect(new Set(TEXTS.map((name) => readFileSync(join(DAY, `${name}.txt`), 'utf8'))).size).toBe(3)
})

test('at the end of the day the promise is kept, by one source and its copy', async () => {
  const { out } = await regestaProcess(place, ['as-of', '2024-12-31', '--json'], ENV)
  const { undertakings } = JSON.parse(out)
  expect(JSON.stringify(undertakings)).toContain('fulfilled')
})
