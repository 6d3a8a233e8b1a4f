import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { documentSchema, READING_LIMITS, readForeign } from '../../../src/exchange/index.ts'
import { confined } from '../../../src/exchange/reading/read-foreign.ts'
import { codesOf } from './codes-of.ts'

const read = (bytes: Uint8Array, options: Partial<Parameters<typeof readForeign>[2]> = {}) =>
  readForeign('txt', bytes, { ...options, result: documentSchema })

/** `会談` in Shift_JIS. */
const SHIFT_JIS = Uint8Array.of(0x89, 0xef, 0x92, 0x6b)

describe('readForeign()', () => {
  test('hands over the text of a file, with the line ends of ours', async () => {
    const { text, remarks } = await read(Buffer.from('Hội đàm\r\n会談\rlast\n'))
    expect(text).toBe('Hội đàm\n会談\nlast\n')
    expect(remarks).toEqual([])
  })

  test.each<[string, Uint8Array]>([
    ['UTF-8 with a mark', Buffer.from('\ufeff会談')],
    ['UTF-16, little end first', Buffer.from('\ufeff会談', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\ufeff会談', 'utf16le').swap16()],
  ])('reads %s by its mark', async (_, bytes) => {
    expect((await read(bytes)).text).toBe('会談')
  })

  test('guesses no encoding, and takes the one that is named', async () => {
    expect(await codesOf(read(SHIFT_JIS))).toEqual(['E_ENCODING'])
    expect((await read(SHIFT_JIS, { encoding: 'shift_jis' })).text).toBe('会談')
    expect(await codesOf(read(SHIFT_JIS, { encoding: 'klingon' }))).toEqual(['E_ENCODING'])
    expect(await codesOf(read(Uint8Array.of(0x89), { encoding: 'shift_jis' }))).toEqual(['E_ENCODING'])
    expect(await codesOf(read(Uint8Array.of(1, 0, 2, 0)))).toEqual(['E_ENCODING'])
  })

  test('refuses what is larger than it may be, before and after it is read', async () => {
    const bytes = Buffer.alloc(2_000, 'a')
    expect(await codesOf(read(bytes, { limits: { fileBytes: 1_999 } }))).toEqual(['E_TOO_LARGE'])
    expect(await codesOf(read(bytes, { limits: { answerBytes: 1_999 } }))).toEqual(['E_TOO_LARGE'])
  })

  test('ends a reader that takes too long, or too much memory', async () => {
    const bytes = Buffer.alloc(60 << 20, 'a')
    expect(await codesOf(read(bytes, { limits: { time: 1 } }))).toEqual(['E_TOO_SLOW'])
    expect(await codesOf(read(bytes, { limits: { memoryBytes: 1 } }))).toEqual(['E_TOO_LARGE'])
    const page = Buffer.from(`<html><body>${'<p>a'.repeat(200_000)}`)
    const reading = readForeign('html', page, { result: documentSchema, limits: { heapMegabytes: 40 } })
    expect(await codesOf(reading)).toEqual(['E_TOO_LARGE'])
  })
})

describe('the process of a reader', () => {
  test.each([
    ['reads no other file', `fs.readFileSync('/etc/hostname')`],
    ['lists no folder', `fs.readdirSync('/tmp')`],
    ['writes none', `fs.writeFileSync('/tmp/regesta-reading', '')`],
    ['starts no other', `child_process.spawnSync('true')`],
    ['starts no worker', `new worker_threads.Worker('1', { eval: true })`],
    ['seeks no name', `await dns.promises.lookup('localhost')`],
    [
      'reaches no network',
      `await new Promise((done, fail) => net.connect(1, '127.0.0.1').on('error', fail))`,
    ],
  ])('%s', (_, deed) => {
    const modules = ['fs', 'child_process', 'worker_threads', 'dns', 'net']
    const script = `${modules.map((name) => `import ${name} from 'node:${name}'`).join('\n')}
      try { ${deed}; console.log('done') } catch (error) { console.log(error.code) }`
    const { stdout } = spawnSync(
      process.execPath,
      confined(READING_LIMITS, ['--input-type=module', '--eval', script]),
    )
    expect(stdout.toString()).toBe('ERR_ACCESS_DENIED\n')
  })

  test('loads the libraries that it reads by', () => {
    const script = `await import('mammoth'); await import('linkedom'); console.log('loaded')`
    const { stdout } = spawnSync(
      process.execPath,
      confined(READING_LIMITS, ['--input-type=module', '--eval', script]),
      { encoding: 'utf8', cwd: import.meta.dirname },
    )
    expect(stdout).toBe('loaded\n')
  })
})
