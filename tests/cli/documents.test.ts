import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readDocuments } from '../../src/server/document/trusted-documents.ts'
import { SourcesKnownDocument } from '../../web/src/operations.ts'
import { runHere, serve } from '../server/process.ts'

const QUESTION = '{ relationships { id } }'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regesta-documents-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function written(name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

function digest(name: string, text: string): string {
  return createHash(name).update(text).digest('hex')
}

describe('documents are read', () => {
  test.each([
    ['as Relay writes them', digest('md5', QUESTION)],
    ['as graphql-codegen does', digest('sha1', QUESTION)],
    ['by their SHA-256', digest('sha256', QUESTION)],
  ])('%s', async (_, id) => {
    const file = await written('documents.json', JSON.stringify({ [id]: QUESTION }, undefined, 2))
    expect(await readDocuments(file)).toEqual([
      { text: QUESTION, ids: [id], place: { file, line: 2, column: expect.any(Number) } },
    ])
  })

  test('as Apollo writes them', async () => {
    const id = digest('sha256', QUESTION)
    const operations = [{ id, name: 'Q', type: 'query', body: QUESTION }]
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations }
    const file = await written('manifest.json', JSON.stringify(manifest))
    expect(await readDocuments(file)).toEqual([
      { text: QUESTION, ids: [id], place: expect.objectContaining({ file, line: 1 }) },
    ])
  })

  test('from a folder, each by the name of its file', async () => {
    await written('b.gql', QUESTION)
    await written('a.graphql', `${QUESTION}\n`)
    await written('notes.txt', 'nothing')
    expect(await readDocuments(folder)).toEqual([
      { text: `${QUESTION}\n`, ids: ['a'], place: { file: join(folder, 'a.graphql') } },
      { text: QUESTION, ids: ['b'], place: { file: join(folder, 'b.gql') } },
    ])
  })

  test.each([
    ['no JSON', '{', /documents\.json:1/],
    ['a list', '[]', /documents\.json:1:1 E_DOCUMENTS expected documents by their ids/],
    ['what has other values than texts', '{ "a": 1,\n  "b": {} }', /:1:\d+ E_DOCUMENTS.*:2:\d+ E_DOCUMENTS/s],
    [
      'an Apollo manifest of another version',
      '{ "format": "apollo-persisted-query-manifest", "version": 2, "operations": [] }',
      /E_DOCUMENTS/,
    ],
  ])('a file that is %s is refused', async (_, text, fault) => {
    await expect(readDocuments(await written('documents.json', text))).rejects.toThrow(fault)
  })

  test('a place where there are none is refused', async () => {
    await expect(readDocuments(folder)).rejects.toThrow(/has no file \*\.graphql in it/)
    await expect(readDocuments(join(folder, 'nope.json'))).rejects.toThrow(/cannot be read \(ENOENT\)/)
  })
})

describe('regesta serve --documents', () => {
  test('is refused with every fault, each at its line, before anything is served: 5', async () => {
    const file = await written(
      'documents.json',
      `{\n  "A": "{ nope }",\n  "B": "{",\n  "${'0'.repeat(64)}": "{ sources { subject } }"\n}`,
    )
    const { code, err } = await runHere(['serve', '--port', '0', '--documents', file])
    expect(code).toBe(5)
    expect(err.split('\n').map((line) => /:(\d+):\d+ (E_\w+) /.exec(line)?.slice(1))).toEqual([
      ['2', 'E_DOCUMENT'],
      ['3', 'E_DOCUMENT'],
      ['4', 'E_DOCUMENT_ID'],
      undefined,
    ])
  })

  test('takes the file that graphql-codegen writes (client preset 6.2, persistedDocuments)', async () => {
    const id = 'sha256:0f46600ab70707db60f35ed8cd8e0b294fe03c77c0afc264f309e28daa296336'
    const held = 'sha256:4645918bf61708654cc34f7fa6903ae8d83ad294b0245b5db24356ec0416d29f'
    const file = await written(
      'persisted-documents.json',
      `{
  "${id}": "query Ids { relationships { id } }",
  "${held}": "query Held($date: Date) { relationship(id: \\"japan-viet-nam\\") { asOf(date: $date) { meetings { headline subject } } } }"
}`,
    )
    const server = await serve(['--port', '0', '--documents', file, '--documents-only'])
    const ask = async (body: object) => {
      const response = await fetch(`${server.origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body),
      })
      return response.text()
    }
    for (const named of [
      { documentId: id },
      { extensions: { persistedQuery: { version: 1, sha256Hash: id } } },
    ])
      expect(await ask(named)).toContain('"relationships":[{"id":"japan-viet-nam"}]')
    expect(await ask({ documentId: held, variables: { date: '2023-12-31' } })).toContain('"headline"')
    await server.stop()
  })

  test('answers them by id, and with --documents-only nothing else', async () => {
    await written('ids.graphql', QUESTION)
    const server = await serve(['--port', '0', '--documents', folder, '--documents-only'])
    const ask = async (search: Record<string, string>, accept = 'application/json') => {
      const url = `${server.origin}/graphql?${new URLSearchParams(search)}`
      const response = await fetch(url, { headers: { accept } })
      return {
        status: response.status,
        text: await response.text(),
        type: response.headers.get('content-type'),
      }
    }
    expect((await ask({ documentId: 'ids' })).text).toContain(
      '{"data":{"relationships":[{"id":"japan-viet-nam"}]}',
    )
    expect((await ask({ query: '{ sources { subject } }' })).text).toContain('E_NOT_TRUSTED')
    expect((await ask({ documentId: 'ids' }, 'text/html,*/*')).type).not.toContain('html')
    // The page goes on: what it asks is known.
    const variables = '{"chronicle":"japan-viet-nam","first":5}'
    const ofPage = await ask({ query: `${SourcesKnownDocument}`, variables })
    expect(ofPage.text).toContain('"label":"004"')
    expect((await server.stop()).code).toBe(0)
  })
})
