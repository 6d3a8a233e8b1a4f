import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newKey, noteFaults, readCheckpoint } from '../../src/ledger/index.ts'
import { serve, temporaryLedger } from './process.ts'

const QUESTION = '{ relationship(id: "japan-viet-nam") { root { position root checkpoint } } }'

async function rootOf(
  origin: string,
): Promise<{ root: string; position: number; checkpoint: string | null }> {
  const response = await fetch(`${origin}/graphql?query=${encodeURIComponent(QUESTION)}`)
  const answer = (await response.json()) as { data: { relationship: { root: never } } }
  return answer.data.relationship.root
}

describe('regesta serve --checkpoint-key', () => {
  test('gives roots signed by that key, of which the log tells no secret', async () => {
    const ledger = temporaryLedger()
    const { signer, text } = newKey('example.org/server')
    const key = join(dirname(ledger), 'server.key')
    writeFileSync(key, `${text}\n`)
    const server = await serve(['--port', '0', '--ledger', ledger, '--checkpoint-key', key])
    const { root, position, checkpoint } = await rootOf(server.origin)
    await server.stop()
    const read = readCheckpoint('c', checkpoint ?? '')
    expect(read).toMatchObject({ origin: 'regesta/japan-viet-nam', size: position, root })
    expect(noteFaults('c', read.note, [signer.verifier])).toEqual([])
    expect(JSON.stringify(server.log)).not.toContain(text.slice(-40))
  })

  test('does not start with a file that holds no key', async () => {
    const ledger = temporaryLedger()
    const key = join(dirname(ledger), 'server.key')
    writeFileSync(key, 'PRIVATE+KEY+no+such')
    await expect(serve(['--port', '0', '--ledger', ledger, '--checkpoint-key', key])).rejects.toThrow()
  })
})
