import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { DRIVERS, LedgerPlace } from '../../src/stores/index.ts'
import { makePlace, NAME, type Place, program, regesta, temporaryFolder } from '../cli/small-chronicle.ts'
import { ledgerContract } from '../ledger/contract.ts'
import { batchOf, contentsOf } from '../ledger/events.ts'
import { fileAt, toyDriver } from './toy-store.ts'

const drivers = [toyDriver, ...DRIVERS]

ledgerContract('a ledger in lines of JSON', () =>
  new LedgerPlace(`lines://${temporaryFolder()}`, drivers).open('write'),
)

/** All that a store has to bring is its driver: the program knows nothing of this one. */
describe('a store that was added to the list as one driver', () => {
  let place: Place
  let address: string

  beforeEach(async () => {
    address = `lines://${join(temporaryFolder(), 'ledger')}`
    place = { ...(await makePlace()), ledger: address, drivers }
    expect(await program(place, ['import', place.events])).toMatchObject({ code: 0, err: '' })
  })

  const contentsAt = (at: string) => new LedgerPlace(at, drivers).read(contentsOf)

  it('is what `verify` proves beside the files', async () => {
    const { code, out } = await regesta(place, ['verify', '--json'])
    expect(code).toBe(0)
    const { chronicles, unread } = JSON.parse(out)
    expect(unread).toBeNull()
    const { position } = await new LedgerPlace(address, drivers).read((ledger) => ledger.head(NAME))
    expect(position).toBeGreaterThan(0)
    expect(chronicles).toMatchObject([{ chronicle: NAME, ledger: position }])
  })

  it('tells `verify` of what is wrong in it', async () => {
    const file = fileAt(address)
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^[0-9a-f]{8}/, '00000000'))
    const { code, err } = await regesta(place, ['verify'])
    expect(code).toBe(1)
    expect(err).toContain(`${file} E_LEDGER_DAMAGED line 1 does not have its checksum`)
  })

  it('is backed up to one file and restored from it, with every id, instant, name and root', async () => {
    const file = join(place.dir, 'backup.sqlite')
    expect(await program(place, ['backup', '--out', file])).toMatchObject({ code: 0, err: '' })
    const restored = `lines://${join(place.dir, 'restored')}`
    expect(await program(place, ['restore', file, '--to', restored])).toMatchObject({ code: 0, err: '' })
    expect(await contentsAt(restored)).toEqual(await contentsAt(address))
    expect(await contentsAt(file)).toEqual(await contentsAt(address))
  })

  it('is restored to no place that holds more', async () => {
    const file = join(place.dir, 'backup.sqlite')
    await program(place, ['backup', '--out', file])
    await new LedgerPlace(address, drivers).write(async (ledger) => {
      const { recordedAt = 0 } = await ledger.head(NAME)
      await ledger.append(batchOf(0, ['more'], { chronicle: NAME, recordedAt: recordedAt + 1 }))
    })
    const before = await contentsAt(address)
    const { code, err } = await program(place, ['restore', file, '--to', address])
    expect(code).not.toBe(0)
    expect(err).toMatch(/^E_LEDGER_EXISTS .*; give another folder\n$/)
    expect(await contentsAt(address)).toEqual(before)
  })

  it('is read by the other commands', async () => {
    const { code, out } = await regesta(place, ['as-of', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toHaveProperty('point')
  })

  it('is unknown to a program without its driver', async () => {
    const { code, err } = await program({ ledger: address }, ['backup'])
    expect(code).toBe(5)
    expect(err).toBe('E_LEDGER_URL lines://…: expected postgres://…, or a file\n')
  })
})
