import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit.ts'
import { makePlace, NAME, type Place, regesta, TEXTS } from './small-chronicle.ts'

let place: Place
beforeEach(async () => {
  place = await makePlace()
})

/** Writes a file of the place. */
function file(name: string, text: string): string {
  const path = join(place.dir, name)
  writeFileSync(path, text)
  return path
}

const draftTable = (...args: readonly string[]) => regesta(place, ['draft', 'table', ...args])

const MAP = `century: 20
source: { key: source/list, register: { label: list, published: { edtf: "[..]", basis: stated } } }
locator: "row {row}, page {Page}"
events:
  - type: MeetingHeld
    subject: { from: [Date, Name] }
    valid: { column: Date, as: [dmy, words] }
    payload:
      kind: { column: Kind }
      name: { column: Name }
      place.city: { column: City }
      ordinal.number: { column: No }
      ordinal.counts: { value: talks }
      delegations.*.side: { column: Sides, split: ";", words: { Arlandia: qm, Bolria: qn } }
`

const HEADER = 'Date,Name,City,No,Sides,Kind,Page,Notes\n'

/** The draft that a table comes to, as it is read again. */
async function drafted(rows: string, map = MAP) {
  const table = file('list.csv', `${HEADER}${rows}`)
  const run = await draftTable(table, '--map', file('map.yaml', map))
  expect(run).toMatchObject({ code: 0 })
  const draft = join(place.dir, 'list.draft.yaml')
  return { run, draft, text: readFileSync(draft, 'utf8') }
}

/** What is complained of a table, without the folder of the place. */
async function faultsOf(rows: string, map = MAP): Promise<readonly string[]> {
  const table = file('list.csv', `${HEADER}${rows}`)
  const { code, err } = await draftTable(table, '--map', file('map.yaml', map))
  expect([code, existsSync(join(place.dir, 'list.draft.yaml'))]).toEqual([EXIT.invalid, false])
  return err.trim().replaceAll(`${place.dir}/`, '').split('\n')
}

describe('draft table', () => {
  test('needs no folder of texts where nothing is quoted', async () => {
    const table = file('list.csv', `${HEADER}01/03/2024,Talks,Port Arl,2,Arlandia,talks,7,\n`)
    const map = file('map.yaml', MAP)
    const nowhere = join(place.dir, 'nowhere')
    expect(await draftTable(table, '--map', map, '--sources', nowhere)).toMatchObject({ code: 0, err: '' })
    const quoting = file('quoting.yaml', MAP.replace(/^locator.*$/m, 'quote: { column: Notes }'))
    expect(
      await draftTable(table, '--map', quoting, '--sources', nowhere, '--out', join(place.dir, 'x.yaml')),
    ).toMatchObject({ code: 3, err: expect.stringContaining('E_NO_SOURCES') })
  })

  test('makes events of rows, which are recorded as they are', async () => {
    const { draft, text } = await drafted(
      '01/03/2024,Hội đàm,Port Arl,2,Arlandia; Bolria,talks,7,see p. 9\nearly June 2024,,Bol,1,Bolria,Summit,8,\n',
    )
    expect(text).toContain(`
  # row 2 of list.csv
  # Notes: see p. 9
  - type: MeetingHeld
    subject: meeting/2024-03-01-hoi-dam
    payload:
      delegations:
        - { side: qm }
        - { side: qn }
      kind: talks
      name: Hội đàm
      ordinal: { counts: talks, number: 2 }
      place: { city: Port Arl }
    valid: { edtf: "2024-03-01", basis: stated, reading: "written “01/03/2024”: day, month, year" }
    evidence:
      - { source: source/list, locator: "row 2, page 7", role: statement }
`)
    expect(text).toContain('subject: meeting/early-june-2024\n')
    expect(text).toContain('kind: summit')
    expect(text).toMatch(/edtf: "\[2024-06-01\.\.2024-06-10]"/)
    const recorded = await regesta(place, ['record', draft, '--json'])
    expect(recorded).toMatchObject({ code: 0 })
    expect(JSON.parse(recorded.out)).toMatchObject({ positions: { first: 21, last: 23 } })
  })

  test('names every bad cell at once, by row and column, and writes nothing', async () => {
    expect(
      await faultsOf(
        `31/02/24,a,Port Arl,1,Arlandia,talks,1,
03/04/2024,b,,two,Arlandia; Mars,feast,2,
45352,c,,1,,talks,3,
,,,1,,talks,4,
04/04/2024,d,,1,,,5,
`,
      ),
    ).toEqual([
      'list.csv:A2 E_DATE "31/02/24": expected day, month, year, like 31/12/2024, and a day that there is',
      expect.stringMatching(/^list\.csv:D3 E_SHAPE payload\.ordinal\.number: expected number; "two" arrived/),
      'list.csv:E3 E_WORD "Arlandia; Mars": expected one of the words of the map: Arlandia, Bolria',
      expect.stringMatching(/^list\.csv:F3 E_SHAPE payload\.kind: expected .*; "feast" arrived$/),
      expect.stringMatching(
        /^list\.csv:A4 E_DATE "45352": is a number; expected .* serial-1900 or serial-1904/,
      ),
      'list.csv:A5 E_SUBJECT "": expected something to name the meeting by, in Date, Name',
      expect.stringMatching(/^list\.csv:F6 E_MISSING payload\.kind is missing/),
    ])
  })

  test('finds what recording would refuse: a source that is not registered, the same event twice', async () => {
    const unregistered = MAP.replace(/, register: .*/, ' }')
    expect(await faultsOf('01/03/2024,a,,1,,talks,1,\n', unregistered)).toEqual([
      expect.stringMatching(/^list\.csv:2 E_UNKNOWN_SOURCE/),
    ])
    expect(await faultsOf('01/03/2024,a,,1,,talks,,\n'.repeat(2), MAP.replace('{row}', 'x'))).toEqual([
      expect.stringMatching(/^list\.csv:3 E_TWICE/),
    ])
  })

  test('takes the source of each row from a column, by its label or its key', async () => {
    const map = MAP.replace(/source: .*\n/, 'source: { column: City }\n').replace(/ *place.city.*\n/, '')
    const { text } = await drafted('01/03/2024,a,A1,1,,talks,1,\n02/03/2024,b,source/b2,1,,talks,1,\n', map)
    expect(text).toContain('source: source/a1, locator: "row 2, page 1"')
    expect(text).toContain('source: source/b2, locator: "row 3, page 1"')
    writeFileSync(join(place.dir, 'list.draft.yaml'), '')
    const { err } = await draftTable(
      file('list.csv', `${HEADER}01/03/2024,a,Z9,1,,talks,1,\n`),
      '--map',
      file('map.yaml', map),
    )
    expect(err).toContain('list.csv:C2 E_UNKNOWN_SOURCE "Z9": expected the label or the key of a source')
  })

  test('makes an event only of rows that have what the map wants, and several of one row', async () => {
    const map = `${MAP}    where: { column: Notes, is: held }
  - type: MeetingPlanned
    subject: { from: [Date, Name] }
    valid: { column: Date, as: [dmy] }
    payload: { name: { column: Name } }
    where: { column: Notes, is: absent }
`
    const { text } = await drafted('01/03/2024,a,,1,,talks,1,held\n02/03/2024,b,,1,,talks,1,\n', map)
    expect(text.match(/type: (\w+)/g)).toEqual([
      'type: SourceRegistered',
      'type: MeetingHeld',
      'type: MeetingPlanned',
    ])
  })

  test('names every fault of the map, at its line and column', async () => {
    const map = `source: source/a1
events:
  - type: MeetingHeldd
    subject: { from: [Date] }
    payload: {}
  - type: MeetingHeld
    subject: { from: [Dat] }
    valid: { column: Day }
    payload:
      kind: { value: feast-of-all }
      plce.city: { column: City }
      name: { column: Name, value: x }
      level: { value: high }
  - type: MeetingHeld
    subject: { from: [Date] }
    payload: {}
`
    expect(await faultsOf('01/03/2024,a,,1,,talks,1,\n', map)).toEqual([
      expect.stringMatching(
        /^map\.yaml:3:11 E_TYPE "MeetingHeldd" is not an event type; did you mean MeetingHeld\?/,
      ),
      expect.stringMatching(/^map\.yaml:8:22 E_COLUMN "Day" is not a column\. Expected one of row 1: Date/),
      expect.stringMatching(
        /^map\.yaml:7:23 E_COLUMN "Dat" is not a column; did you mean Date\? Expected one of row 1: Date, Name/,
      ),
      expect.stringMatching(/^map\.yaml:10:22 E_SHAPE .*; "feast-of-all" arrived$/),
      expect.stringMatching(/^map\.yaml:11:7 E_FIELD "plce" is not a field here; did you mean place\?/),
      expect.stringMatching(/^map\.yaml:12:13 E_SHAPE .*expected either a value, or a column/),
      expect.stringMatching(/^map\.yaml:13:23 E_SHAPE .*"high" arrived$/),
      expect.stringMatching(/^map\.yaml:16:14 E_MISSING .*MeetingHeld needs kind/),
    ])
    expect(await faultsOf('', 'events: []\nsorce: x\n')).toEqual([
      expect.stringMatching(/^map\.yaml:1:1 E_MISSING source is missing/),
      expect.stringMatching(/^map\.yaml:1:\d+ E_SHAPE events/),
      expect.stringMatching(/^map\.yaml:2:1 E_FIELD "sorce" is not a field here; did you mean source\?/),
    ])
  })

  test('without a map prints one, filled in as far as the header tells, that needs no more than is missing', async () => {
    const table = file(
      'list.csv',
      'Date,Name,City,Sides,Remarks\n13/03/2024,a,Port Arl,qm;qn,x\n03/04/2024,b,,qm,\n',
    )
    const { code, out } = await draftTable(table)
    expect(code).toBe(0)
    expect(out).toContain('# Not used yet: Remarks\n')
    expect(out).toContain('  - type: MeetingHeld # or ')
    expect(out).toContain('    subject: { from: ["Date","Name"] }\n    valid: { column: "Date", as: [dmy, ')
    expect(out).toContain(
      '      place.city: { column: "City" }\n      delegations.*.side: { column: "Sides", split: ";" }\n',
    )
    expect(out).toContain('      kind: { value: "" } # needed')
    const map = file('map.yaml', out.replace('kind: { value: "" }', 'kind: { value: talks }'))
    expect(await draftTable(table, '--map', map)).toMatchObject({ code: 0 })
    expect(await regesta(place, ['record', join(place.dir, 'list.draft.yaml'), '--dry-run'])).toMatchObject({
      code: 0,
    })
  })

  test('proposes what the cells show: how dates are written, which country is meant, and which column has the source', async () => {
    const rows = 'Ngày;Meeting;Country;Source\n45352;a;Japan;A1\n12/31/24;b;VIETNAM;B2\n;c;Arlandia;\n'
    const { out, code } = await draftTable(file('other.csv', rows))
    expect(code).toBe(0)
    expect(out).toContain('# source: { column: "Source" } of labels or keys.\n')
    expect(out).toContain(
      'valid: { column: "Ngày", as: [serial-1900, mdy, ymd, quarter, words] } # years have two digits: add century: 20',
    )
    expect(out).toContain('      name: { column: "Meeting" }\n')
    expect(out).toContain('words: { "Japan": jp, "VIETNAM": vn, "Arlandia": "" } }')
  })

  test('takes one date where two are begin and end, and refuses a span in its place', async () => {
    const map = MAP.replace(
      'valid: { column: Date, as: [dmy, words] }',
      'valid: { begin: { column: Date }, end: { column: Notes } }',
    )
    const { text } = await drafted('1 March 2024,a,,1,,talks,1,2024-03-05\n', map)
    expect(text).toMatch(/valid:\n {6}begin: \{ edtf: "2024-03-01".*\n {6}end: \{ edtf: "2024-03-05"/)
    const { err } = await draftTable(
      file('list.csv', `${HEADER}since 2024,a,,1,,talks,1,2024/2025\n`),
      '--map',
      file('map.yaml', map),
    )
    expect(err.trim().replaceAll(`${place.dir}/`, '').split('\n')).toEqual([
      expect.stringMatching(/^list\.csv:A2 E_ONE_DAY /),
      expect.stringMatching(/^list\.csv:H2 E_ONE_DAY /),
    ])
  })

  test('rests on the words that a row quotes, which are looked up where the texts are at hand', async () => {
    const map = MAP.replace(/source: .*\nlocator: .*\n/, 'source: source/a1\nquote: { column: Notes }\n')
    const rows =
      '01/03/2024,a,,1,,talks,1,received Minister Bo Falk\n02/03/2024,b,,1,,talks,1,"no, such words"\n'
    const table = file('list.csv', `${HEADER}${rows}`)
    const run = () => draftTable(table, '--map', file('map.yaml', map), '--sources', TEXTS)
    const { code, err } = await run()
    expect([code, err.replaceAll(`${place.dir}/`, '')]).toEqual([
      EXIT.invalid,
      expect.stringMatching(/^list\.csv:H3 E_QUOTE/),
    ])
    file('list.csv', `${HEADER}${rows.split('\n')[0]}\n`)
    expect(await run()).toMatchObject({ code: 0 })
    const draft = join(place.dir, 'list.draft.yaml')
    expect(readFileSync(draft, 'utf8')).toContain('quote: received Minister Bo Falk')
    expect(await regesta(place, ['record', draft, '--sources', TEXTS])).toMatchObject({ code: 0 })
  })

  test('writes over nothing', async () => {
    const { draft, text } = await drafted('01/03/2024,a,,1,,talks,1,\n')
    const again = await draftTable(join(place.dir, 'list.csv'), '--map', join(place.dir, 'map.yaml'))
    expect(again).toMatchObject({ code: EXIT.conflict, err: expect.stringContaining('E_EXISTS') })
    expect(readFileSync(draft, 'utf8')).toBe(text)
    const out = join(place.dir, 'other.yaml')
    expect(
      await draftTable(join(place.dir, 'list.csv'), '--map', join(place.dir, 'map.yaml'), '--out', out),
    ).toMatchObject({ code: 0 })
    expect(readFileSync(out, 'utf8')).toContain(`chronicle: ${NAME}`)
  })
})
