import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openCorpus } from '../graphql/ask.ts'
import { commandsIn, isShown, type } from './commands.ts'

const root = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(root, 'docs', 'proofs.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'regesta-proofs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the page on proofs', () => {
  const commands = commandsIn(page)

  test('shows commands', () => {
    expect(commands.length).toBeGreaterThan(6)
  })

  // One after the other: the key of the first signs for the others.
  test.each(commands)('$command prints what the page shows of it', async (shown) => {
    const printed = await type(shown, folder)
    if (shown.into === undefined) expect(isShown(printed, shown.lines), printed).toBe(true)
  })

  test('asks in GraphQL what is answered', async () => {
    const { ask, close } = await openCorpus()
    const [, query = ''] = /```graphql\n([\s\S]*?)```/.exec(page) ?? []
    const { data, errors } = await ask(query)
    await close()
    expect(errors).toEqual([])
    expect(data).toMatchObject({ relationship: { root: { position: 40 }, consistency: { from: {} } } })
  })

  test('names every code that a proof, a checkpoint, an inspection or a key can be refused with', () => {
    const files = globSync(
      [
        'ledger/{audit,checkpoint,note,note-key,proof,proof-document}.ts',
        'archive/verify.ts',
        'cli/{files,point-flags}.ts',
        'cli/verifying/{stamp,trust}.ts',
        'cli/commands/{keygen,prove,verify-proof}.ts',
      ],
      { cwd: join(root, 'src') },
    )
    const codes = files.flatMap((file) => readFileSync(join(root, 'src', file), 'utf8').match(/'E_[A-Z_]+'/g))
    expect(codes.length).toBeGreaterThan(30)
    const unnamed = [...new Set(codes)].filter((code) => !page.includes(code?.slice(1, -1) ?? ''))
    // No folder is named here; those of the seals go under one name, E_USAGE is everyone's, and a command says E_EXISTS.
    expect(unnamed.sort()).toEqual(["'E_FILE_EXISTS'", "'E_NO_FOLDER'", "'E_SUM_EDITED'", "'E_USAGE'"])
  })
})
