import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import {
  auditChronicle,
  auditLedger,
  checkpointOf,
  historyFaults,
  type Ledger,
  newKey,
  openMemoryLedger,
  type Progress,
  readCheckpoint,
  signCheckpoint,
  treeOf,
} from '../../src/ledger/index.ts'
import { integrityFaults, openSqliteLedger } from '../../src/stores/index.ts'
import { batchOf, chronicle, eventOf, ledgerOf, readAll } from './events.ts'

/** Five batches of 4 events, 300, one, 7 and 40: 352 in all. */
const sizes = [4, 300, 1, 7, 40]
const last = sizes.reduce((sum, size) => sum + size)
const textOf = (position: number) => `event ${position}`

async function fill(ledger: Ledger): Promise<void> {
  let position = 0
  for (const [index, size] of sizes.entries()) {
    const texts = Array.from({ length: size }, (_, offset) => textOf(position + offset + 1))
    await ledger.append(batchOf(index + 1, texts))
    position += size
  }
}

describe('auditChronicle()', () => {
  it('finds nothing wrong in a ledger as it was recorded, and gives its tree', async () => {
    const ledger = openMemoryLedger()
    await fill(ledger)
    const { head, tree, faults } = await auditChronicle(ledger, chronicle, 'memory')
    expect(faults).toEqual([])
    expect(head).toEqual(await ledger.head(chronicle))
    for (const position of [0, 1, 4, 17, last])
      expect(tree.rootAt(position)).toBe(await ledger.rootAt(chronicle, position))
  })

  it('finds nothing wrong in a chronicle that was never written to', async () => {
    const { tree, faults } = await auditChronicle(openMemoryLedger(), chronicle, 'memory')
    expect([tree.size, faults]).toEqual([0, []])
  })

  it('says how far it is', async () => {
    const ledger = openMemoryLedger()
    await ledger.append(
      batchOf(
        1,
        Array.from({ length: 2500 }, (_, index) => `event ${index}`),
      ),
    )
    const steps: string[] = []
    const progress: Progress = ({ doing, done, of }) => void steps.push(`${doing} ${done}/${of}`)
    await auditChronicle(ledger, chronicle, 'memory', { progress })
    expect(steps).toEqual(['proving 1000/2500', 'proving 2000/2500'])
  })
})

describe('auditChronicle(), of a SQLite file that someone with SQL got at,', () => {
  let folder: string
  let path: string

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'regesta-inspection-'))
    path = join(folder, 'ledger.sqlite')
    const ledger = await openSqliteLedger({ path, mode: 'write' })
    await fill(ledger)
    await ledger.close()
  })

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  function tamper(...sql: readonly string[]): void {
    const database = new DatabaseSync(path)
    const triggers = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()
    for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`)
    for (const each of sql) database.exec(each)
    database.close()
  }

  async function found(): Promise<readonly string[]> {
    const ledger = await openSqliteLedger({ path, mode: 'read' })
    const { faults } = await auditChronicle(ledger, chronicle, path)
    await ledger.close()
    return faults.map(({ code, message }) => `${code} ${message}`)
  }

  const id = (position: number) => eventOf(textOf(position)).id
  const body = (position: number) => eventOf(textOf(position)).body
  const forged = eventOf('never recorded')

  it('names the event whose body was altered', async () => {
    tamper(`UPDATE event SET body = '{"says":"other"}' WHERE position = 17`)
    expect(await found()).toEqual([
      expect.stringMatching(
        new RegExp(`^E_AUDIT_BODY event 17, ${id(17)}, does not match its id: .*[0-9a-f]{64}$`),
      ),
    ])
  })

  it('names the event whose id was altered, and the batch whose root it breaks', async () => {
    tamper(`UPDATE event SET id = '${'0'.repeat(64)}' WHERE position = 310`)
    expect(await found()).toEqual([
      expect.stringMatching(/^E_AUDIT_BODY event 310, 0{64},/),
      expect.stringMatching(/^E_AUDIT_ROOT one of events 306 to 312, .* batch batch-4,/),
    ])
  })

  it('names the event whose instant was altered', async () => {
    tamper('UPDATE event SET recorded_at = recorded_at + 1 WHERE position = 305')
    expect(await found()).toEqual([
      expect.stringMatching(new RegExp(`^E_AUDIT_BATCH event 305, ${id(305)}, was recorded in batch-3`)),
      expect.stringMatching(/^E_AUDIT_ROOT event 305, /),
    ])
  })

  it('names the event whose instant is none any more, and goes on', async () => {
    tamper(
      'UPDATE event SET recorded_at = 9000000000000000 WHERE position = 305',
      `UPDATE event SET body = '{}' WHERE position = 307`,
    )
    expect(await found()).toEqual([
      expect.stringMatching(/^E_AUDIT_BATCH event 305, .* at 9000000000000000; expected batch-3 /),
      expect.stringMatching(/^E_AUDIT_BODY event 307, /),
    ])
  })

  it('names the range in which an event was rewritten together with its id', async () => {
    tamper(`UPDATE event SET id = '${forged.id}', body = '${forged.body}' WHERE position = 310`)
    expect(await found()).toEqual([expect.stringMatching(/^E_AUDIT_ROOT one of events 306 to 312, /)])
  })

  it('names the event that was dropped from among the others', async () => {
    tamper('DELETE FROM event WHERE position = 200', 'DELETE FROM event WHERE position = 310')
    expect(await found()).toEqual([
      expect.stringMatching(/^E_AUDIT_GAP event 200 cannot be read: /),
      expect.stringMatching(/^E_AUDIT_GAP event 310 cannot be read: /),
    ])
  })

  it('names the range in which two events changed places', async () => {
    tamper(
      `UPDATE event SET id = 'x' WHERE position = 306`,
      `UPDATE event SET id = '${id(306)}', body = '${body(306)}' WHERE position = 307`,
      `UPDATE event SET id = '${id(307)}', body = '${body(307)}' WHERE position = 306`,
    )
    expect(await found()).toEqual([expect.stringMatching(/^E_AUDIT_ROOT one of events 306 to 312, /)])
  })

  it('names the event that was recorded twice', async () => {
    tamper(
      'CREATE TABLE loose AS SELECT * FROM event',
      'DROP TABLE event',
      'ALTER TABLE loose RENAME TO event',
      `UPDATE event SET id = '${id(9)}', body = '${body(9)}' WHERE position = 12`,
    )
    expect(await found()).toEqual([
      expect.stringMatching(
        new RegExp(`^E_AUDIT_TWICE event 12, ${id(9)}, was recorded at position 9 already`),
      ),
      expect.stringMatching(/^E_AUDIT_ROOT one of events 5 to 304, /),
    ])
  })

  it('names the batch whose kept root, instant or place was altered', async () => {
    tamper(`UPDATE batch SET frontier = zeroblob(length(frontier)) WHERE name = 'batch-2'`)
    expect(await found()).toEqual([expect.stringMatching(/^E_AUDIT_ROOT one of events 5 to 304, .*batch-2/)])
    tamper(`UPDATE batch SET first = 307 WHERE name = 'batch-4'`)
    expect(await found()).toContainEqual(
      'E_AUDIT_BATCH batch batch-4 goes from 307 to 312; expected it to begin at 306',
    )
    tamper(`UPDATE batch SET recorded_at = 1 WHERE name = 'batch-4'`)
    expect(await found()).toContainEqual(
      'E_AUDIT_BATCH batch batch-4 is no later than batch-3; expected instants to rise',
    )
  })

  it('finds nothing in a history that was rewritten to the last root; a checkpoint does', async () => {
    const entries = await (async () => {
      const ledger = await openSqliteLedger({ path, mode: 'read' })
      const read = await readAll(ledger)
      await ledger.close()
      return read
    })()
    const { signer } = newKey('example.org/log')
    const signedAt = (size: number) => {
      const note = signCheckpoint(checkpointOf(chronicle, { size, root: treeOf(entries).rootAt(size) }), [
        signer,
      ])
      return { file: `at-${size}`, checkpoint: readCheckpoint(`at-${size}`, note) }
    }
    const rewritten = openMemoryLedger()
    for (const [index, { name, first, last: end, recordedAt }] of (await batchesOf()).entries()) {
      const events = entries.slice(first - 1, end).map(({ id: own, body: said }) => ({ id: own, body: said }))
      await rewritten.append({
        chronicle,
        name,
        recordedAt,
        events: index === 3 ? events.with(2, forged) : events,
      })
    }
    const { tree, faults } = await auditChronicle(rewritten, chronicle, 'rewritten')
    expect(faults).toEqual([])
    expect(
      historyFaults('rewritten', chronicle, tree, [signedAt(300), signedAt(320), signedAt(352)]),
    ).toEqual([
      expect.objectContaining({
        code: 'E_REWRITTEN',
        message: expect.stringMatching(/up to position 320 .* lies in positions 301 to 320;/),
      }),
      expect.objectContaining({
        code: 'E_REWRITTEN',
        message: expect.stringMatching(/up to position 352 .* lies in positions 301 to 352;/),
      }),
    ])
  })

  async function batchesOf() {
    const ledger = await openSqliteLedger({ path, mode: 'read' })
    const batches = await ledger.batches(chronicle)
    await ledger.close()
    return batches
  }

  it('a cut at the end of a batch leaves a sound ledger; a checkpoint tells that it was longer', async () => {
    const ledger = await openSqliteLedger({ path, mode: 'read' })
    const { root } = await ledger.head(chronicle)
    await ledger.close()
    tamper('DELETE FROM event WHERE position > 312', `DELETE FROM batch WHERE name = 'batch-5'`)
    expect(await found()).toEqual([])
    const note = signCheckpoint(checkpointOf(chronicle, { size: last, root }), [newKey('a').signer])
    const cut = await openSqliteLedger({ path, mode: 'read' })
    const { tree } = await auditChronicle(cut, chronicle, path)
    await cut.close()
    const held = [{ file: 'published', checkpoint: readCheckpoint('published', note) }]
    expect(historyFaults(path, chronicle, tree, held)).toMatchObject([
      { code: 'E_TRUNCATED', message: expect.stringContaining('those after 312 are missing') },
    ])
  })

  it('a trigger that was dropped or altered is told by integrityFaults()', () => {
    const database = new DatabaseSync(path)
    database.exec(`
      DROP TRIGGER event_is_never_deleted;
      DROP TRIGGER batch_follows;
      CREATE TRIGGER batch_follows BEFORE INSERT ON batch BEGIN SELECT 1; END;
      CREATE TABLE beside (x INTEGER) STRICT;
    `)
    database.close()
    expect(integrityFaults(path).map(({ code, message }) => `${code} ${message.split(' is ')[0]}`)).toEqual([
      'E_LEDGER_DAMAGED trigger event_is_never_deleted',
      'E_LEDGER_DAMAGED trigger batch_follows',
      'E_LEDGER_DAMAGED table beside',
    ])
  })

  it('an index that does not match its table is of no event: integrityFaults() tells of it', async () => {
    expect(integrityFaults(path)).toEqual([])
    const bytes = readFileSync(path)
    const places: number[] = []
    for (let at = bytes.indexOf(id(17)); at !== -1; at = bytes.indexOf(id(17), at + 1)) places.push(at)
    const outcomes = []
    for (const place of places) {
      writeFileSync(
        path,
        Buffer.concat([bytes.subarray(0, place), Buffer.from('X'), bytes.subarray(place + 1)]),
      )
      outcomes.push({ events: (await found()).length > 0, file: integrityFaults(path).length > 0 })
    }
    expect(outcomes).toContainEqual({ events: true, file: true })
    expect(outcomes).toContainEqual({ events: false, file: true })
  })
})

describe('auditLedger()', () => {
  test('gives the heads of all chronicles', async () => {
    const ledger = await ledgerOf([batchOf(1, ['a', 'b']), batchOf(1, ['a'], { chronicle: 'a-toy' })])
    expect(await auditLedger(ledger, 'it')).toEqual([
      await ledger.head('a-toy'),
      await ledger.head(chronicle),
    ])
  })

  test('refuses one in which anything does not agree, by its name', async () => {
    const ledger = await ledgerOf([batchOf(1, ['a', 'b'])])
    const altered: Ledger = { ...bound(ledger), rootAt: async () => 'f'.repeat(64) }
    await expect(auditLedger(altered, 'it')).rejects.toMatchObject({
      code: 'E_LEDGER_DAMAGED',
      message: expect.stringMatching(/^it is damaged: japan-viet-nam: E_AUDIT_ROOT /),
    })
  })
})

function bound(ledger: Ledger): Ledger {
  return {
    chronicles: () => ledger.chronicles(),
    head: (of) => ledger.head(of),
    append: (batch) => ledger.append(batch),
    read: (of, range) => ledger.read(of, range),
    batches: (of) => ledger.batches(of),
    batchAt: (of, position) => ledger.batchAt(of, position),
    rootAt: (of, position) => ledger.rootAt(of, position),
    watch: (of, wake) => ledger.watch(of, wake),
    close: () => ledger.close(),
  }
}
