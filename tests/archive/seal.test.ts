import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  checkFolder,
  formatLedgerSum,
  openBatches,
  readLedgerSum,
  type Sealing,
} from '../../src/archive/index.ts'
import { addLine } from '../../src/archive/ledger-sum.ts'
import { landPlan } from '../../src/archive/seal.ts'
import { InvalidInput, RegestaError } from '../../src/errors.ts'
import { sha256Hex } from '../../src/event/index.ts'
import { planSealIn, resealAll, sealBatch } from './sealing.ts'
import { catalogue, fixture, letter, texts } from './toy.ts'

const start = Date.UTC(2026, 1, 1)
const visit = (name: string) => `chronicle: toy
reader: a reader
events:
  - type: VisitMade
    subject: visit/${name}
    payload: { garden: The Lodge }
    evidence:
      - { source: source/letter, quote: again in June, role: statement }
`

let parent = ''
let dir = ''
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'regesta-'))
  dir = join(parent, 'toy')
})
afterEach(() => rm(parent, { recursive: true }))

function sealing(file: string, text: string, now = start): Sealing {
  return { file, text, catalogue, texts, now }
}

async function sealThree() {
  await sealBatch(dir, sealing('base.yaml', fixture('good/base.yaml')))
  await sealBatch(dir, sealing('drafts/First Visit.draft.yaml', visit('one'), start))
  await sealBatch(dir, sealing('second-visit.yaml', visit('two'), start + 1))
}

/** `file code` of every fault that opening the folder gives. */
async function faultsOfOpening() {
  const error = await openBatches(dir, catalogue).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error === undefined) return []
  if (!(error instanceof InvalidInput)) throw error
  return error.faults.map(({ code, place }) => `${place?.file?.slice(dir.length + 1)} ${code}`)
}

describe('sealBatch()', () => {
  test('writes the next numbered file and its line of ledger.sum', async () => {
    await sealThree()
    const names = ['0001-base.yaml', '0002-first-visit.yaml', '0003-second-visit.yaml']
    expect((await readdir(dir)).sort()).toEqual([...names, 'ledger.sum'])
    const sum = readLedgerSum('ledger.sum', await readFile(join(dir, 'ledger.sum'), 'utf8'))
    expect(sum.map(({ name, position }) => [name, position])).toEqual([
      ['0001-base.yaml', 5],
      ['0002-first-visit.yaml', 6],
      ['0003-second-visit.yaml', 7],
    ])
    for (const { name, digest } of sum)
      expect(sha256Hex(await readFile(join(dir, name), 'utf8'))).toBe(digest)
  })

  test('stores spans and ids in place of quotes and names, and no word of the text', async () => {
    await sealThree()
    const stored = await readFile(join(dir, '0001-base.yaml'), 'utf8')
    expect(stored).not.toMatch(/quote:|ref:|two gardens/)
    const { batches, recorded } = await openBatches(dir, catalogue, texts)
    expect(batches.map(({ events }) => events.map(({ position }) => position))).toEqual([
      [1, 2, 3, 4, 5],
      [6],
      [7],
    ])
    expect(batches[1]?.recordedAt).toBe(start)
    expect(recorded.position).toBe(7)
    const [june, gone] = batches[0]?.events.slice(3) ?? []
    expect(gone?.event.target?.event).toBe(june?.id)
    expect(recorded.eventOf(june?.id ?? '')).toMatchObject({ retracted: true, lastAct: gone?.id })
  })

  test('writes nothing at all if the draft has a fault, and tells every one', async () => {
    await sealThree()
    const before = await readdir(dir)
    const sum = await readFile(join(dir, 'ledger.sum'), 'utf8')
    const bad = visit('three').replace('again in June', 'again').replace('visit/', 'garden/')
    const error = await sealBatch(dir, sealing('bad.yaml', bad, start + 9)).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(InvalidInput)
    if (error instanceof InvalidInput)
      expect(error.faults.map(({ code }) => code)).toEqual(['E_KIND', 'E_QUOTE_AMBIGUOUS'])
    expect(await readdir(dir)).toEqual(before)
    expect(await readFile(join(dir, 'ledger.sum'), 'utf8')).toBe(sum)
  })

  test('names files that were checked out with CRLF as that, once for all of them', async () => {
    await sealThree()
    const asOnWindows = async (name: string) => {
      const text = await readFile(join(dir, name), 'utf8')
      await writeFile(join(dir, name), text.replaceAll('\n', '\r\n'))
    }
    const names = (await readdir(dir)).filter((name) => /\.(yaml|sum)$/.test(name))
    await asOnWindows(names.find((name) => name.startsWith('0002')) ?? '')
    const told = () => openBatches(dir, catalogue).catch(({ message }) => String(message).split('\n'))
    expect(await told()).toEqual([
      expect.stringMatching(
        /0002-\S+\.yaml E_SUM_EDITED has line ends in CRLF, as Git for Windows .*\.gitattributes/,
      ),
    ])
    for (const name of names) if (!name.startsWith('0002')) await asOnWindows(name)
    expect(await told()).toEqual([
      expect.stringMatching(
        `ledger\\.sum E_SUM_EDITED has line ends in CRLF, and so have ${names.length - 1} more files`,
      ),
    ])
  })

  test('.gitattributes keeps the files of this repository byte for byte', () => {
    const files = ['events/japan-viet-nam/ledger.sum', 'events/japan-viet-nam/0001-mod-2021-11-23.yaml']
    const root = join(import.meta.dirname, '..', '..')
    const attributes = execFileSync('git', ['check-attr', 'text', '--', ...files], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(attributes).toBe(files.map((file) => `${file}: text: unset\n`).join(''))
  })

  test('refuses an instant that is not later than the head, given or taken from the clock', async () => {
    await sealThree()
    await expect(sealBatch(dir, sealing('late.yaml', visit('three'), start + 1))).rejects.toMatchObject({
      code: 'E_RECORDED_AT',
    })
    const dated = visit('three').replace('reader', 'recordedAt: 2026-01-15T00:00:00.000Z\nreader')
    await expect(sealBatch(dir, sealing('late.yaml', dated, start + 9))).rejects.toMatchObject({
      code: 'E_RECORDED_AT',
    })
  })

  test('does nothing for what stands recorded, and seals only what is new', async () => {
    await sealThree()
    const again = await sealBatch(dir, sealing('again.yaml', visit('one'), start + 9))
    expect(again.sealed).toBeUndefined()
    expect(again.alreadyRecorded).toHaveLength(1)
    const both = visit('one') + visit('four').split('\n').slice(3).join('\n')
    const { sealed, alreadyRecorded } = await sealBatch(dir, sealing('both.yaml', both, start + 9))
    expect(alreadyRecorded).toEqual(again.alreadyRecorded)
    expect(sealed?.batch.events.map(({ event, position }) => [event.subject, position])).toEqual([
      ['visit/four', 8],
    ])
    expect(await faultsOfOpening()).toEqual([])
  })

  test('seals one at a time', async () => {
    const both = await Promise.allSettled([
      sealBatch(dir, sealing('base.yaml', fixture('good/base.yaml'))),
      sealBatch(dir, sealing('base.yaml', fixture('good/base.yaml'))),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'E_SEALING' } })
    expect(await faultsOfOpening()).toEqual([])
  })

  test('waits for nobody else who seals, and takes over the mark of one who is gone', async () => {
    await sealBatch(dir, sealing('base.yaml', fixture('good/base.yaml')))
    const mark = join(dir, '.sealing')
    await writeFile(mark, String(process.ppid))
    const next = sealing('first-visit.yaml', visit('one'), start + 1)
    await expect(sealBatch(dir, next)).rejects.toMatchObject({
      code: 'E_SEALING',
      facts: { pid: process.ppid },
    })
    expect(await readFile(mark, 'utf8')).toBe(String(process.ppid))
    await writeFile(mark, '999999999')
    await sealBatch(dir, next)
    expect((await readdir(dir)).sort()).toEqual(['0001-base.yaml', '0002-first-visit.yaml', 'ledger.sum'])
  })

  test('wants the text of a source that it registers, once any texts are given', async () => {
    const lost = fixture('good/base.yaml')
      .replace(/digest: [0-9a-f]{64}/, `digest: ${'f'.repeat(64)}`)
      .replace(/quote: [^,]*/g, 'locator: page 1')
    await expect(sealBatch(dir, sealing('lost.yaml', lost))).rejects.toMatchObject({ code: 'E_TEXT' })
  })

  test('takes no slug that is no name', async () => {
    const slugged = { ...sealing('base.yaml', fixture('good/base.yaml')), slug: '../up' }
    await expect(sealBatch(dir, slugged)).rejects.toBeInstanceOf(RegestaError)
    expect(await readdir(dir)).toEqual([])
  })

  test('planSeal() says the same and writes nothing', async () => {
    const plan = await planSealIn(dir, sealing('base.yaml', fixture('good/base.yaml')))
    expect(await readdir(parent)).toEqual([])
    const sealed = await sealBatch(dir, sealing('base.yaml', fixture('good/base.yaml')))
    expect(sealed).toEqual(plan)
  })
})

test('landPlan() writes nothing where the folder has moved on since the plan', async () => {
  await sealThree()
  const plan = await planSealIn(dir, sealing('third-visit.yaml', visit('three'), start + 2))
  await sealBatch(dir, sealing('fourth-visit.yaml', visit('four'), start + 2))
  const before = await readdir(dir)
  expect(await landPlan(dir, plan)).toBe(false)
  expect(await readdir(dir)).toEqual(before)
  expect(
    await landPlan(dir, await planSealIn(dir, sealing('third-visit.yaml', visit('three'), start + 3))),
  ).toBe(true)
  expect(await faultsOfOpening()).toEqual([])
})

describe('openBatches()', () => {
  test('is an empty chronicle where there is no folder', async () => {
    const { batches, recorded } = await openBatches(dir, catalogue)
    expect([batches, recorded.position]).toEqual([[], 0])
  })

  test('finds a landed file that was edited', async () => {
    await sealThree()
    const file = join(dir, '0002-first-visit.yaml')
    await writeFile(file, `${await readFile(file, 'utf8')}# a word more\n`)
    expect(await faultsOfOpening()).toEqual(['0002-first-visit.yaml E_SUM_EDITED'])
  })

  test('finds a landed file that was removed, and the number that is missing', async () => {
    await sealThree()
    await unlink(join(dir, '0002-first-visit.yaml'))
    expect(await faultsOfOpening()).toEqual([
      '0003-second-visit.yaml E_BATCH_NAME',
      '0002-first-visit.yaml E_SUM_MISSING',
    ])
  })

  test('finds a landed file that was renamed', async () => {
    await sealThree()
    await rename(join(dir, '0003-second-visit.yaml'), join(dir, '0003-other.yaml'))
    expect(await faultsOfOpening()).toEqual(['0003-second-visit.yaml E_SUM_RENAMED'])
  })

  test('finds landed files that changed places', async () => {
    await sealThree()
    const [a, b] = [join(dir, '0002-first-visit.yaml'), join(dir, '0003-second-visit.yaml')]
    const [first, second] = [await readFile(a), await readFile(b)]
    await writeFile(a, second)
    await writeFile(b, first)
    expect(await faultsOfOpening()).toEqual([
      '0002-first-visit.yaml E_SUM_ORDER',
      '0003-second-visit.yaml E_SUM_ORDER',
      '0003-second-visit.yaml E_RECORDED_AT',
    ])
  })

  test('finds a file that was added without a seal, and one that is none', async () => {
    await sealThree()
    const fourth = (await readFile(join(dir, '0002-first-visit.yaml'), 'utf8'))
      .replace('visit/one', 'visit/four')
      .replace('2026-02-01', '2026-03-01')
    await writeFile(join(dir, '0004-fourth.yaml'), fourth)
    expect(await faultsOfOpening()).toEqual(['0004-fourth.yaml E_SUM_UNSEALED'])
    await rename(join(dir, '0004-fourth.yaml'), join(dir, 'Fourth.yml'))
    expect(await faultsOfOpening()).toEqual(['Fourth.yml E_BATCH_NAME', 'Fourth.yml E_SUM_UNSEALED'])
  })

  test.each([
    [
      'a digest changed',
      (lines: string[]) => [
        ...lines.slice(0, 2),
        (lines[2] ?? '').replace(/ [0-9a-f]{4}/, ' 0000'),
        ...lines.slice(3),
      ],
      ['ledger.sum E_SUM_CHAIN', '0002-first-visit.yaml E_SUM_EDITED'],
    ],
    [
      'a line removed',
      (lines: string[]) => lines.filter((_, index) => index !== 2),
      ['ledger.sum E_SUM_CHAIN', '0002-first-visit.yaml E_SUM_UNSEALED'],
    ],
    [
      'lines swapped',
      ([head = '', a = '', b = '', c = '', ...rest]: string[]) => [head, a, c, b, ...rest],
      ['ledger.sum E_SUM_CHAIN', 'ledger.sum E_SUM_CHAIN', 'ledger.sum E_SUM_ORDER'],
    ],
    ['a line that is none', (lines: string[]) => [...lines, 'what?'], ['ledger.sum E_SUM_LINE']],
    [
      'nothing left',
      () => [],
      [
        '0001-base.yaml E_SUM_UNSEALED',
        '0002-first-visit.yaml E_SUM_UNSEALED',
        '0003-second-visit.yaml E_SUM_UNSEALED',
      ],
    ],
  ])('finds ledger.sum tampered with: %s', async (_, tamper, expected) => {
    await sealThree()
    const file = join(dir, 'ledger.sum')
    await writeFile(file, tamper((await readFile(file, 'utf8')).split('\n')).join('\n'))
    expect(await faultsOfOpening()).toEqual(expected)
  })

  test('finds a root or position that another ledger would have', async () => {
    await sealThree()
    const { sum } = await openBatches(dir, catalogue)
    expect(sum).toHaveLength(3)
    const [first, second, third] = sum
    if (first === undefined || second === undefined || third === undefined) throw new Error('three lines')
    const other = addLine([first, second], { ...third, root: 'f'.repeat(64) })
    await writeFile(join(dir, 'ledger.sum'), formatLedgerSum(other))
    await expect(openBatches(dir, catalogue)).rejects.toMatchObject({ code: 'E_SUM_ROOT' })
  })

  test('finds a position that the files do not add up to', async () => {
    await sealThree()
    const file = join(dir, 'ledger.sum')
    const [first, second, third] = readLedgerSum(file, await readFile(file, 'utf8'))
    if (first === undefined || second === undefined || third === undefined) throw new Error('three lines')
    const forged = addLine(addLine([first], { ...second, position: 7 }), { ...third, position: 8 })
    await writeFile(file, formatLedgerSum(forged))
    expect(await faultsOfOpening()).toEqual(['ledger.sum E_SUM_POSITION', 'ledger.sum E_SUM_POSITION'])
  })

  test('gives the faults of all files at once', async () => {
    await sealThree()
    for (const name of ['0002-first-visit.yaml', '0003-second-visit.yaml']) {
      const file = join(dir, name)
      await writeFile(file, (await readFile(file, 'utf8')).replace('VisitMade', 'VisitMad'))
    }
    expect(await faultsOfOpening()).toEqual([
      '0002-first-visit.yaml E_SUM_EDITED',
      '0003-second-visit.yaml E_SUM_EDITED',
      '0002-first-visit.yaml E_TYPE',
      '0003-second-visit.yaml E_TYPE',
    ])
  })

  test('proves spans where the texts are at hand', async () => {
    await sealThree()
    const other = new Map(
      [...texts].map(([digest, text]) => [digest, { ...text, text: letter.replace('June', 'July') }]),
    )
    await expect(openBatches(dir, catalogue, other)).rejects.toMatchObject({ code: 'E_DIGEST' })
  })
})

describe('resealAll()', () => {
  test('seals files as they now are, and leaves the rest of the chain sound', async () => {
    await sealThree()
    const file = join(dir, '0002-first-visit.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace('The Lodge', 'The Inn'))
    const sum = await resealAll(dir, catalogue)
    expect(await faultsOfOpening()).toEqual([])
    expect((await checkFolder(dir)).sum).toEqual(sum)
  })

  test('seals nothing that is not sound', async () => {
    await sealThree()
    const file = join(dir, '0002-first-visit.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace('VisitMade', 'VisitMad'))
    await expect(resealAll(dir, catalogue)).rejects.toMatchObject({ code: 'E_TYPE' })
    expect(await faultsOfOpening()).toEqual([
      '0002-first-visit.yaml E_SUM_EDITED',
      '0002-first-visit.yaml E_TYPE',
    ])
  })
})
