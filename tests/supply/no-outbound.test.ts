import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith, type Need } from '../require.ts'

const LONE = 'ip link set lo up && exec "$@"'
const lone = (args: readonly string[]) => ['-rn', 'sh', '-c', LONE, 'sh', ...args]

const need: Need = {
  name: 'networks of its own (unshare -rn, ip) and a C compiler (cc)',
  there: spawnSync('unshare', lone(['true'])).status === 0 && spawnSync('cc', ['--version']).status === 0,
}

describeWith(need, 'a machine without a network', () => {
  let folder: string
  let library: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'regesta-alone-'))
    library = join(folder, 'connects.so')
    const source = join(import.meta.dirname, 'connects.c')
    const compiled = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl'], {
      encoding: 'utf8',
    })
    expect(compiled.stderr).toBe('')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Runs Node where there is no network but loopback, and tells every address and name that was sought. */
  function runAlone(args: readonly string[]) {
    const connects = join(mkdtempSync(join(folder, 'run-')), 'connects')
    const { OTEL_EXPORTER_OTLP_ENDPOINT: _, ...env } = process.env
    const run = spawnSync('unshare', lone([process.execPath, ...args]), {
      encoding: 'utf8',
      env: { ...env, LD_PRELOAD: library, CONNECTS: connects },
    })
    const sought = existsSync(connects) ? readFileSync(connects, 'utf8').trim().split('\n') : []
    return { ...run, sought: [...new Set(sought)] }
  }

  test('is enough for a server and every command, and nothing but loopback is sought', () => {
    const place = mkdtempSync(join(folder, 'place-'))
    const { stdout, stderr, sought } = runAlone([join(import.meta.dirname, 'day-process.ts'), place])
    expect(stderr).toBe('')
    const { asked, failed }: { asked: readonly string[]; failed: readonly string[] } = JSON.parse(stdout)
    expect(failed).toEqual([])
    expect(asked.length).toBeGreaterThan(25)
    expect(sought.some((each) => /^connect 127\.0\.0\.1 \d+$/.test(each))).toBe(true)
    expect(
      sought.filter(
        (each) =>
          !/^((connect|send) (127\.0\.0\.1|::1) \d+|unix|name (127\.0\.0\.1|localhost|-))$/.test(each),
      ),
    ).toEqual([])
  })

  test.each([
    ['an address', `fetch('http://192.0.2.1:81/')`, 'connect 192.0.2.1 81'],
    ['a name', `fetch('http://regesta.invalid/')`, 'name regesta.invalid'],
    [
      'a datagram',
      `require('node:dgram').createSocket('udp4').send('hello', 53, '192.0.2.1', function () { this.close() })`,
      'send 192.0.2.1 53',
    ],
  ])('%s that is sought there would be seen', (_, program, expected) => {
    const { sought } = runAlone(['-e', `process.on('unhandledRejection', () => undefined); ${program}`])
    expect(sought).toContain(expected)
  })
})
