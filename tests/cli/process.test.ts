import { execFile, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  BARE_ENVIRONMENT,
  MAIN,
  makePlace,
  type Place,
  regestaProcess,
  temporaryFolder,
} from './small-chronicle.ts'

const LAUNCHER = join(import.meta.dirname, '..', '..', 'bin', 'regesta.mjs')

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

describe('the process', () => {
  test('a reader that has seen enough ends it quietly', async () => {
    const child = spawn(process.execPath, [MAIN, 'as-of', '--all', '--json', '--events', place.events], {
      cwd: place.dir,
      env: BARE_ENVIRONMENT,
    })
    child.stdout.destroy()
    let err = ''
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0)
    expect(err).toBe('')
  })

  test
    .skipIf(!existsSync('/dev/full'))
    .each([['as-of'], ['as-of', '--all', '--json'], ['source', '--json'], ['verify'], ['--help']])(
    'a full disk under its output is told in one line: %s %s',
    (...args) => {
      const full = openSync('/dev/full', 'w')
      const { status, stderr } = spawnSync(
        process.execPath,
        [MAIN, ...args.filter((arg) => arg !== undefined)],
        {
          cwd: place.dir,
          env: { ...BARE_ENVIRONMENT, REGESTA_EVENTS: place.events },
          stdio: ['ignore', full, 'pipe'],
          encoding: 'utf8',
        },
      )
      closeSync(full)
      expect(stderr).toMatch(
        /^E_OUTPUT standard output cannot be written: no space is left on its disk\..*\n$/,
      )
      expect(status).toBe(1)
    },
  )

  test('a fault that no one foresaw tells its message and no stack', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'events'), 'a file where a folder should be')
    const args = ['as-of', '--events', join(folder, 'events')]
    const odd = await regestaProcess(place, args)
    expect(odd).toMatchObject({ code: 1, out: '' })
    expect(odd.err).toMatch(/^E_FAULT .*ENOTDIR.*\n$/)
    expect((await regestaProcess(place, args, { REGESTA_DEBUG: '1' })).err).toMatch(/^\s+at /m)
  })

  test.each([['as-of'], ['--help']])(
    '%s with a REGESTA_NOW that is no instant is refused: E_INSTANT, 5',
    async (command) => {
      const { code, out, err } = await regestaProcess(place, [command], { REGESTA_NOW: 'foo' })
      expect([code, out]).toEqual([5, ''])
      expect(err).toMatch(/^REGESTA_NOW E_INSTANT "foo".*\n$/)
    },
  )

  test('a port that another process listens on is told with the way out', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const { code, err } = await regestaProcess(place, ['serve', '--port', String(port)])
    other.close()
    expect(code).toBe(4)
    expect(err).toBe(
      `E_ADDRESS cannot listen on 127.0.0.1:${port}: EADDRINUSE; another process listens there; --port takes another\n`,
    )
  })

  test('colours show where they are forced, and NO_COLOR has the last word', async () => {
    const forced = await regestaProcess(place, ['as-of'], { FORCE_COLOR: '1' })
    expect(forced.out).toContain('\u001b[1m')
    const none = await regestaProcess(place, ['as-of'], { NO_COLOR: '1' })
    expect(none.out).not.toContain('\u001b')
  })

  test('its ledger is .regesta/ledger.sqlite here, or where the environment says, or before both a flag', async () => {
    const here = await makePlace()
    expect(await regestaProcess(here, ['as-of'])).toMatchObject({ code: 0, err: '' })
    expect(existsSync(here.ledger)).toBe(true)
    const [byFlag, byEnv] = [join(place.dir, 'flag.sqlite'), join(place.dir, 'env.sqlite')]
    await regestaProcess(place, ['as-of', '--ledger', byFlag], { REGESTA_LEDGER: byEnv })
    expect([existsSync(byFlag), existsSync(byEnv)]).toEqual([true, false])
    await regestaProcess(place, ['as-of'], { REGESTA_LEDGER: byEnv })
    expect(existsSync(byEnv)).toBe(true)
  })

  /** The addresses of all files that a command loads, and what it has of Node. */
  async function filesLoadedBy(...args: readonly string[]): Promise<readonly string[]> {
    const report = `import { registerHooks } from 'node:module'
      const loaded = new Set()
      registerHooks({ load: (url, context, next) => (loaded.add(url), next(url, context)) })
      process.on('exit', () => console.error(JSON.stringify([...loaded])))`
    const hook = `data:text/javascript,${encodeURIComponent(report)}`
    const err = await new Promise<string>((resolve) => {
      const options = { cwd: place.dir, env: BARE_ENVIRONMENT }
      execFile(process.execPath, ['--import', hook, LAUNCHER, ...args], options, (_, __, err) => resolve(err))
    })
    return JSON.parse(err)
  }

  /** The rooms and the packages that a command loads. */
  async function loadedBy(...args: readonly string[]): Promise<readonly string[]> {
    const urls = await filesLoadedBy(...args)
    return [
      ...new Set(urls.flatMap((url) => /(?:\/src|.*node_modules)\/([\w-]+)/.exec(url)?.[1] ?? [])),
    ].sort()
  }

  test('--help loads commander and what it prints, and none of the rooms that answer', async () => {
    expect(await loadedBy('--help')).toEqual(['cli', 'commander', 'errors', 'luxon', 'time', 'version'])
  })

  test('as-of loads neither what serves nor what reads files, once its ledger is there', async () => {
    await regestaProcess(place, ['as-of'])
    const loaded = await loadedBy('as-of', '--events', place.events)
    expect(loaded).toContain('engine')
    for (const unused of ['yaml', 'graphql', 'exchange', 'server', 'pg', 'pino', 'jose'])
      expect(loaded).not.toContain(unused)
  })

  test('the launcher leaves out translations, and what of Node only servers need; not of a domain of one’s own', async () => {
    await regestaProcess(place, ['as-of'])
    const question = ['as-of', '--events', place.events]
    const unused = (urls: readonly string[]) =>
      urls.filter((url) => /\/locales\/(?!en\.js$)|^node:(http|child_process)$/.test(url))
    expect(unused(await filesLoadedBy(...question))).toEqual([])
    const domain = join(import.meta.dirname, '..', 'domain', 'lawsuits.ts')
    const whole = unused(await filesLoadedBy(...question, '--domain', domain))
    expect(whole.some((url) => url.endsWith('/locales/de.js'))).toBe(true)
  })

  test('npm runs the launcher, which keeps compiled code', () => {
    const { scripts } = JSON.parse(
      readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
    )
    expect([scripts.regesta, scripts.start]).toEqual([
      'node bin/regesta.mjs',
      'node web/build.ts && exec node bin/regesta.mjs serve',
    ])
  })

  test('bin/regesta.mjs is the same program', async () => {
    const out = await new Promise((resolve, reject) => {
      execFile(process.execPath, [LAUNCHER, '--version'], (error, text) =>
        error ? reject(error) : resolve(text),
      )
    })
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
