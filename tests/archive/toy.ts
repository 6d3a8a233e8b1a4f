import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  emptyWriteModel,
  type ReadonlyWriteModel,
  textsOf,
  validateBatch,
} from '../../src/admission/index.ts'
import { readBatchFile, readDraftFile } from '../../src/archive/index.ts'
import type { Fault } from '../../src/errors.ts'
import { catalogueOf, type EventType, eventIdSchema, kernelTypes } from '../../src/event/index.ts'
import { replayed } from '../admission/replayed.ts'

/** A small domain of gardens and their visits, so that no vocabulary of relationships is needed here. */
const visitMade = {
  type: 'VisitMade',
  summary: 'Someone visited a garden',
  kinds: ['visit'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({
    garden: z.string().min(1),
    guests: z.int().positive().optional(),
    purpose: z.enum(['rest', 'study']).optional(),
    until: z.object({ edtf: z.string(), basis: z.enum(['stated', 'relative', 'inferred']) }).optional(),
  }),
} as const satisfies EventType

const roleHeld = {
  type: 'RoleHeld',
  summary: 'Someone was named in a role',
  kinds: ['person'],
  aspect: 'attested',
  ground: 'evidence',
  payload: z.strictObject({ role: z.string().min(1), words: z.record(z.string(), z.json()).optional() }),
} as const satisfies EventType

const visitsCompared = {
  type: 'VisitsCompared',
  summary: 'Two visits were set side by side',
  kinds: ['visit', 'garden'],
  aspect: 'happened',
  ground: 'premises',
  payload: z.strictObject({ pair: z.tuple([eventIdSchema, eventIdSchema]).optional(), remark: z.string() }),
} as const satisfies EventType

export const catalogue = catalogueOf(...kernelTypes, visitMade, roleHeld, visitsCompared)

/** The text of `source/letter`: it has curly quotes, a flower that takes two code units, and words that recur. */
export const letter = [
  'On 3 May 2024 the two gardens met at “The Lodge”. 🌸 Mr. Ōta said: “We will meet again.”',
  'They met again in June, and again in  the autumn.',
  '',
].join('\n')

export const texts = textsOf([['letter.txt', letter]])

export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, name), 'utf8')
}

/** What stands recorded before each bad file: `good/base.yaml`, a draft with its instant. */
export function baseRecorded(): ReadonlyWriteModel {
  const { batch, faults } = readDraftFile('base.yaml', fixture('good/base.yaml'), {
    catalogue,
    recorded: emptyWriteModel('toy'),
    texts,
  })
  if (batch?.recordedAt === undefined || faults.length > 0) throw new Error(JSON.stringify(faults, null, 2))
  const { recordedAt } = batch
  const checked = validateBatch(batch, { catalogue, recorded: emptyWriteModel('toy'), texts })
  if (checked.faults.length > 0) throw new Error(JSON.stringify(checked.faults, null, 2))
  return replayed(
    'toy',
    batch.events.map(({ id, event }) => ({ id, event, recordedAt })),
  )
}

/** `line:column code` of a fault. */
export function placed({ place, code }: Fault): string {
  return `${place?.line}:${place?.column} ${code}`
}

/** A batch file without faults. */
export const good = `chronicle: toy
recordedAt: 2026-02-01T00:00:00.000Z
reader: a reader
events:
  - type: VisitMade
    subject: visit/autumn
    payload: { garden: The Lodge, guests: 3 }
    valid: { edtf: 2024-09, basis: stated }
    evidence:
      - { source: source/note, locator: page 2, role: statement }
      - source: source/letter
        start: 14
        end: 48
        digest: 15d78580703e6d1bfdc8ea338c08752fdf05dafd946997add23bb9d7f8e31bfe
        role: statement
  - type: RoleHeld
    subject: person/ota
    payload: { role: host, words: { spoken: true, number: 2.5, none: null, list: [1, [2]] } }
    evidence: [{ source: source/note, locator: page 2, role: name }]
  - type: VisitsCompared
    subject: garden/lodge-garden
    payload: { remark: alike }
    premises: [ca9ea74e8645103c69b16bc5177133f106ef6a0a5868d7fb93f7349b88c99b50]
`

/** Reads a batch file that has no faults. */
export function read(text: string) {
  const result = readBatchFile('good.yaml', text, catalogue)
  if (!result.ok)
    throw new Error(result.faults.map((fault) => `${placed(fault)} ${fault.message}`).join('\n'))
  return result.batch
}
