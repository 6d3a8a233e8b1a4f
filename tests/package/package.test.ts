import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { docxOf, pagePdf, paragraph } from '../exchange/reading/made-files.ts'
import { describeWith, type Need } from '../require.ts'
import { endWithFile } from '../started-processes.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const run = promisify(execFile)
const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'

const registry: Need = {
  name: 'a package registry that npm reaches',
  there: spawnSync('npm', ['view', 'canonicalize@5.1.0', 'version'], { shell: false }).status === 0,
}

describeWith(registry, 'the package, packed and installed elsewhere', () => {
  let folder: string
  const inFolder = (command: string, args: readonly string[]) => run(command, args, { cwd: folder })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regesta-package-'))
    await run('npm', ['run', 'build'], { cwd: ROOT })
    await run('npm', ['pack', '--pack-destination', folder], { cwd: ROOT })
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
    // Node comes with the package for whoever has an old one; here is one.
    const quick = ['--omit=optional', '--prefer-offline', '--no-audit', '--no-fund']
    await inFolder('npm', ['install', ...quick, './regesta-0.1.0.tgz'])
    const lawsuits = await readFile(join(ROOT, 'tests', 'domain', 'lawsuits.ts'), 'utf8')
    await writeFile(
      join(folder, 'lawsuits.ts'),
      lawsuits.replace('../../src/domain/index.ts', 'regesta/domain'),
    )
  }, 180_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('holds compiled sources and none of ours, nor the tests', async () => {
    const within = (...path: string[]) => existsSync(join(folder, 'node_modules', 'regesta', ...path))
    expect(within('dist', 'index.js')).toBe(true)
    expect(within('dist', 'index.d.ts')).toBe(true)
    expect(within('web', 'dist', 'index.html')).toBe(true)
    expect(['src', 'tests', 'bench', 'web/src'].filter((each) => within(each))).toEqual([])
  })

  test.each([
    ['regesta', 'openChronicle'],
    ['regesta/domain', 'kind'],
    ['regesta/graphql', 'createSchema'],
    ['regesta/server', 'createApi'],
  ])('has the entry %s with %s', async (entry, name) => {
    const script = `import { ${name} } from '${entry}'; console.log(typeof ${name})`
    const { stdout } = await inFolder(process.execPath, ['--input-type=module', '--eval', script])
    expect(stdout.trim()).toBe('function')
  })

  test('lets a domain be written in TypeScript against its types', async () => {
    const options = {
      compilerOptions: {
        target: 'esnext',
        module: 'nodenext',
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        skipLibCheck: true,
        types: [],
      },
      files: ['lawsuits.ts'],
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options))
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
    await inFolder(process.execPath, [tsc, '-p', '.'])
    const wrong = await readFile(join(folder, 'lawsuits.ts'), 'utf8')
    await writeFile(join(folder, 'lawsuits.ts'), wrong.replace("shows: ['", "shows: ['nosuch', '"))
    await expect(inFolder(process.execPath, [tsc, '-p', '.'])).rejects.toMatchObject({
      stdout: expect.stringContaining('"nosuch"'),
    })
    await writeFile(join(folder, 'lawsuits.ts'), wrong)
  }, 120_000)

  test.each([
    ['a page', 'page.html', '<html><body><p>Talks in Port Arl</p></body></html>'],
    ['a PDF', 'page.pdf', pagePdf('BT /F 12 Tf 50 700 Td (Talks in Port Arl) Tj ET', HELVETICA)],
    ['a document of Word', 'page.docx', docxOf(paragraph('Talks in Port Arl'))],
  ])('reads %s in a process of its own', async (_, name, bytes) => {
    await writeFile(join(folder, name), bytes)
    const main = join(folder, 'node_modules', 'regesta', 'bin', 'regesta.mjs')
    const label = name.replace('.', '-')
    await inFolder(process.execPath, [
      ...[main, 'draft', name, '--label', label, '--sources', 'texts', '--chronicle', 'arlandia-corvia'],
    ])
    expect(await readFile(join(folder, 'texts', `${label}.txt`), 'utf8')).toBe('Talks in Port Arl')
  })

  test('serves that domain beside its own', async () => {
    const args = [
      'serve',
      '--domain',
      './lawsuits.ts',
      '--port',
      '0',
      '--ledger',
      join(folder, 'ledger.sqlite'),
    ]
    const main = join(folder, 'node_modules', 'regesta', 'bin', 'regesta.mjs')
    const child = endWithFile(spawn(process.execPath, [main, ...args], { cwd: folder }))
    const ended = once(child, 'close')
    const served = Promise.withResolvers<string>()
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { msg, url } = JSON.parse(line)
      if (msg === 'serving') served.resolve(url)
    })
    const url = await Promise.race([served.promise, ended.then(() => 'ended before it served')])
    const types = async (path: string) => {
      const query = encodeURIComponent('{ __schema { queryType { fields { name } } } }')
      const response = await fetch(`${new URL(url).origin}${path}?query=${query}`)
      const { data } = await response.json()
      return data.__schema.queryType.fields.map(({ name }: { readonly name: string }) => name)
    }
    expect(await types('/graphql')).toContain('relationship')
    expect(await types('/graphql/lawsuits')).toContain('lawsuit')
    const page = await (await fetch(new URL('/', url), { headers: { accept: 'text/html' } })).text()
    const [script = '/none'] = /\/assets\/[\w.-]+\.js/.exec(page) ?? []
    const loaded = await fetch(new URL(script, url), { headers: { 'accept-encoding': 'br' } })
    expect([loaded.status, loaded.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ])
    expect(loaded.headers.get('content-encoding')).toBe('br')
    const [licences = '/none'] = /\/assets\/licences[\w.-]+/.exec(page) ?? []
    expect(await (await fetch(new URL(licences, url))).text()).toContain('preact')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  }, 120_000)
})
