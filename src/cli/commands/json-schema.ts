import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { batchJsonSchema, draftJsonSchema, placesOf } from '../../archive/index.ts'
import { RegestaError } from '../../errors.ts'
import { helpWith } from '../command-line.ts'
import { catalogueOfDomains, type DomainFlags } from '../domains.ts'
import { makeFolder, writeText } from '../files.ts'
import { eventsFlag, jsonFlag } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'

type Flags = DomainFlags & { readonly events?: string; readonly check?: boolean; readonly json?: boolean }

type Written = { readonly file: string; readonly status: 'written' | 'unchanged' | 'stale' }

/** `regesta json-schema`: what an editor completes and checks batches and drafts by. */
export function fill(command: Command, io: Io): void {
  eventsFlag(command.description('Writes batch.schema.json and draft.schema.json beside the chronicles.'))
    .option('--check', 'write nothing; fail if they are stale')
    .action((flags: Flags) => writeSchemas(flags, io))
  helpWith(jsonFlag(command), {
    examples: ['json-schema', 'json-schema --check'],
    json: '{ files: [{ file, status: written | unchanged | stale }] }',
  })
}

async function writeSchemas(flags: Flags, io: Io): Promise<void> {
  const { events, check = false, json } = flags
  const catalogue = catalogueOfDomains(flags)
  const { eventsDir } = placesOf(events === undefined ? {} : { events }, io.env)
  const schemas = [
    ['batch.schema.json', batchJsonSchema(catalogue)],
    ['draft.schema.json', draftJsonSchema(catalogue)],
  ] as const
  const files: Written[] = []
  for (const [name, schema] of schemas) {
    const file = join(eventsDir, name)
    const text = `${JSON.stringify(schema, undefined, 2)}\n`
    const same = (await readFile(file, 'utf8').catch(() => undefined)) === text
    if (!same && !check) {
      await makeFolder(eventsDir)
      await writeText(file, text)
    }
    files.push({ file, status: same ? 'unchanged' : check ? 'stale' : 'written' })
  }
  if (json === true) printJson(io, { files })
  const stale = files.filter(({ status }) => status === 'stale').map(({ file }) => file)
  if (stale.length > 0)
    throw new RegestaError('E_STALE', 'fault', `${stale.join(', ')}: stale; run \`regesta json-schema\``, {
      stale,
    })
  if (json !== true) print(io, files.map(({ file, status }) => `${file} ${status}`).join('\n'))
}
