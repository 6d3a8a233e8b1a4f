import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit.ts'
import { makePlace, type Place, regesta } from './small-chronicle.ts'

let place: Place
let drafts = 0
beforeEach(async () => {
  place = await makePlace()
})

const JAPAN = ['Kishida Fumio', 'Hayashi Yoshimasa', 'Kanō Kōji', '', 'Kano Koji; 山田太郎']
const VIET_NAM = ['Phạm Minh Chính', 'Bùi Thanh Sơn; Phan Văn Giang', '', 'Đỗ Văn A']
const KINDS = ['summit', 'Ministers', 'talks']

/** Twenty meetings, the last one first, with people of one side, of both, or of none. */
const TABLE = [
  'Date,Form,Who from Japan,Who from Viet Nam,City',
  ...Array.from({ length: 20 }, (_, at) =>
    [
      `${28 - at}/02/2024`,
      KINDS[at % KINDS.length],
      JAPAN[at % JAPAN.length],
      VIET_NAM[at % VIET_NAM.length],
      at % 2 === 0 ? 'Tokyo' : 'Hà Nội',
    ].join(','),
  ),
].join('\n')

const NAMES = [...JAPAN, ...VIET_NAM].flatMap((each) => each.split('; ')).filter((each) => each !== '')

const MAP = `source: { key: source/list, register: { label: list, published: { edtf: "[..]", basis: stated } } }
events:
  - type: MeetingHeld
    subject: { from: [Date, Form] }
    valid: { column: Date, as: [dmy] }
    payload:
      kind: { column: Form }
      place.city: { column: City }
      participants.0.person: { column: Who from Japan, split: ";", key: person }
      participants.0.side: { value: jp }
      participants.1.person: { column: Who from Viet Nam, split: ";", key: person }
      participants.1.side: { value: vn }
`

const OF_TOY = ['--chronicle', 'toy'] as const

/** The draft that the table comes to, and where it is. */
async function draftOf(table = TABLE, map = MAP) {
  const [file, mapFile] = [join(place.dir, 'list.csv'), join(place.dir, 'map.yaml')]
  writeFileSync(file, table)
  writeFileSync(mapFile, map)
  drafts += 1
  const draft = join(place.dir, `${drafts}.yaml`)
  const run = await regesta(place, ['draft', 'table', file, '--map', mapFile, '--out', draft, ...OF_TOY])
  expect(run).toMatchObject({ code: 0, err: '' })
  return { draft, text: readFileSync(draft, 'utf8') }
}

const output = async (...args: readonly string[]) => {
  const { code, out } = await regesta(place, [...args, ...OF_TOY])
  expect(code).toBe(0)
  return out
}

describe('draft table, of bilateral meetings', () => {
  test('gives people by their names in everything that comes out', async () => {
    const { draft } = await draftOf()
    expect(await regesta(place, ['record', draft, ...OF_TOY])).toMatchObject({ code: 0 })
    const state = await output('as-of', '2024-03-01', '--all')
    expect(state.match(/● 2024-02-\d\d (summit|ministers|talks)/g)).toHaveLength(20)
    for (const name of NAMES) expect(state.replace(/\s+/g, ' ')).toContain(name)
    for (const format of ['csv', 'md', 'ics', 'atom', 'html']) {
      const file = await output('feed', '2024-03-01', '--format', format, '--where', 'kinds=meeting')
      expect(file.replace(/\r\n /g, '')).toContain('Bùi Thanh Sơn')
      expect(file.replace(/\r\n /g, '')).not.toMatch(/person\//)
    }
    expect(await output('as-of', '2024-03-01', '--csv')).not.toMatch(/(summit|talks|ministers).*person\//)
    // On the day of the first meeting, which is the last row.
    expect(await output('as-of', '2024-02-09')).toMatch(/● 2024-02-09 .*Hà Nội; .*(Kano Koji|山田太郎)/)
    expect(await output('as-of', '2024-02-28')).not.toMatch(/person\//)
  })

  test('names each spelling once, on what its row rests on, and nobody whom the chronicle names', async () => {
    const { draft, text } = await draftOf()
    const named = [...text.matchAll(/type: PersonNamed\n.*\n {4}payload: \{ name: (.*) \}/g)]
    expect(named.map(([, name]) => name).toSorted()).toEqual(NAMES.toSorted())
    expect(text).toContain(`  - type: PersonNamed
    subject: person/kishida-fumio
    payload: { name: Kishida Fumio }
    valid: { edtf: "2024-02-13", basis: stated, reading: "written “13/02/2024”: day, month, year" }
    evidence:
      - { source: source/list, locator: row 17, role: statement }
`)
    expect(await regesta(place, ['record', draft, ...OF_TOY])).toMatchObject({ code: 0 })
    const again = await draftOf(
      'Date,Form,Who from Japan,Who from Viet Nam,City\n01/03/2024,talks,Kishida Fumio,Lê B,Tokyo\n',
      MAP.replace(/, register.*/, ' }'),
    )
    expect(again.text.match(/subject: person\/.*/g)).toEqual([
      expect.stringMatching(/^subject: person\/le-b$/),
    ])
  })

  test('leaves those to the map whom it names itself', async () => {
    const map = `${MAP}  - type: PersonNamed
    subject: { from: [Who from Japan] }
    valid: { column: Date, as: [dmy] }
    payload: { name: { column: Who from Japan }, sex: { value: male } }
`
    const { text } = await draftOf(`${TABLE.split('\n').slice(0, 2).join('\n')}\n`, map)
    expect(text.match(/subject: person\/.*/g)).toEqual([
      'subject: person/pham-minh-chinh',
      'subject: person/kishida-fumio',
    ])
  })

  test('gives the items of one list by several columns and constants, and none where they are empty', async () => {
    const { text } = await draftOf()
    expect(text).toContain(`    subject: meeting/2024-02-27-ministers
    payload:
      kind: ministers
      participants:
        - { person: person/hayashi-yoshimasa, side: jp }
        - { person: person/bui-thanh-son, side: vn }
        - { person: person/phan-van-giang, side: vn }
`)
    expect(text).toMatch(/participants:\n {8}- \{ person: person\/do-van-a, side: vn \}\n/)
    const [header = '', row = ''] = TABLE.split('\n')
    const none = await draftOf(`${header}\n${row.replace(/Kishida.*Chính/, ',')}\n`)
    expect(none.text).not.toContain('participants')
  })

  test('names the cell of what an item lacks', async () => {
    const map = `${MAP}      participants.1.title: { column: City }\n`
    const [header = '', row = ''] = TABLE.split('\n')
    const file = join(place.dir, 'list.csv')
    writeFileSync(file, `${header}\n${row.replace('Phạm Minh Chính', '')}\n`)
    writeFileSync(join(place.dir, 'map.yaml'), map)
    const run = await regesta(place, [
      'draft',
      'table',
      file,
      '--map',
      join(place.dir, 'map.yaml'),
      ...OF_TOY,
    ])
    expect(run.code).toBe(EXIT.invalid)
    expect(run.err).toMatch(/list\.csv:D2 E_MISSING payload\.participants\.1\.person is missing/)
  })

  test('is proposed a map that needs nothing more: people by side, words of a vocabulary, how dates are written', async () => {
    const file = join(place.dir, 'list.csv')
    writeFileSync(file, TABLE)
    const { out } = await regesta(place, ['draft', 'table', file])
    expect(out).toContain(`    payload:
      kind: { column: "Form", words: { "summit": summit, "Ministers": ministers, "talks": talks } }
      participants.0.person: { column: "Who from Japan", split: ";", key: person }
      participants.0.side: { value: jp }
      participants.1.person: { column: "Who from Viet Nam", split: ";", key: person }
      participants.1.side: { value: vn }
      place.city: { column: "City" }
`)
    expect((await draftOf(TABLE, out)).text.match(/type: MeetingHeld/g)).toHaveLength(20)
  })

  test.each([
    ['Japanese participants', 'participants.*.person', 'participants.*.side: { value: jp }'],
    ['Viet Nam', 'participants.*.person', 'participants.*.side: { value: vn }'],
    ['Participants', 'participants.*.person', undefined],
    ['Attended by', 'participants.*.person', undefined],
    ['City in Japan', undefined, undefined],
    ['Remarks', undefined, undefined],
  ])('is proposed for a column that is called %s the field %s', async (name, field, side) => {
    const file = join(place.dir, 'list.csv')
    writeFileSync(file, `Date,Kind,City,Mode,${name}\n13/03/2024,summit,Tokyo,video,Abe Shinzo\n`)
    const { out } = await regesta(place, ['draft', 'table', file])
    expect(out).toContain('type: MeetingHeld')
    const line = out.split('\n').find((each) => each.includes(`{ column: "${name}"`))
    expect(line?.trim().split(': ')[0]).toBe(field)
    expect(
      out
        .split('\n')
        .find((each) => each.includes('.side:'))
        ?.trim(),
    ).toBe(side)
  })

  test('is proposed words with a gap for each that is not of the vocabulary', async () => {
    const file = join(place.dir, 'list.csv')
    writeFileSync(file, 'Date,Kind,City\n13/03/2024,Two plus two,Tokyo\n14/03/2024,feast,Tokyo\n')
    const { out } = await regesta(place, ['draft', 'table', file])
    expect(out).toContain('kind: { column: "Kind", words: { "Two plus two": two-plus-two, "feast": "" } }')
  })
})
