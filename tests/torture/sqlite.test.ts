import { describe, expect, test } from 'vitest'
import { torture as backup } from '../../torture/backup.ts'
import { canMount, torture as fullDisk } from '../../torture/full-disk.ts'
import { torture as ioFaults } from '../../torture/io-faults.ts'
import { torture as kill } from '../../torture/kill.ts'
import { canFault } from '../../torture/rig/faults.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import type { Torture } from '../../torture/rig/torture.ts'
import { describeWith } from '../require.ts'

const minutes = (number: number) => number * 60_000

async function expectNothingBroken({ run }: Torture, count: number) {
  const { tried, broken } = await run(count, 1, () => undefined)
  expect(broken).toEqual([])
  return tried
}

describe('processes that are killed', () => {
  test(
    'lose nothing that was acknowledged, and leave no half batch',
    async () => {
      // `.ci/run` kills many in a step of its own.
      const kills = atLength(10, 3)
      const tried = await expectNothingBroken(kill, kills)
      expect(tried.kills).toBe(kills)
      expect(tried['events acknowledged']).toBeGreaterThan(0)
    },
    minutes(20),
  )
})

describeWith(
  { name: 'Linux and a C compiler (cc)', there: canFault },
  'a disk that fails at its n-th call',
  () => {
    test(
      'loses nothing that was acknowledged, and leaves no half batch',
      async () => {
        const tried = await expectNothingBroken(ioFaults, atLength(53, 101))
        expect(tried).toHaveProperty('refused E_STORAGE')
        expect(tried).toHaveProperty('refused E_STORAGE_FULL')
      },
      minutes(20),
    )
  },
)

describeWith({ name: 'mounts of its own (unshare -rm)', there: canMount }, 'a full disk', () => {
  test(
    'is told of, reading goes on, and it starts again once there is room',
    async () => {
      const tried = await expectNothingBroken(fullDisk, atLength(5, 3))
      expect(tried['events acknowledged']).toBeGreaterThan(100)
    },
    minutes(5),
  )
})

describe('backups under load', () => {
  test(
    'restore to an equal root',
    async () => {
      const tried = await expectNothingBroken(backup, atLength(5, 2))
      expect(tried['events appended meanwhile']).toBeGreaterThan(0)
    },
    minutes(10),
  )
})
