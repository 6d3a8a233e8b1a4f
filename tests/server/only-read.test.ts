import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { makePlace, NAME, type Place, regesta, temporaryFolder } from '../cli/small-chronicle.ts'
import { describeWith, type Need } from '../require.ts'
import { endWithFile } from '../started-processes.ts'
import { ROOT } from './process.ts'

const ownMounts: Need = {
  name: 'mounts of its own (unshare -rm)',
  there: spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0,
}

const desk = newToken('press-desk', 'recorder')

describeWith(ownMounts, 'a server where the ledger cannot be written', () => {
  /** Starts a server on a disk of its own with the files of a place, after `prepare`, a line of the shell, was run there. */
  async function started(place: Place, prepare: string) {
    const folder = temporaryFolder()
    const tokens = join(folder, 'tokens.yaml')
    writeFileSync(tokens, desk.line)
    const [disk, main] = [join(folder, 'disk'), join(ROOT, 'src/cli/main.ts')]
    const script = `mkdir "${disk}" && mount -t tmpfs -o size=3m none "${disk}" && cp -R "${place.dir}"/. "${disk}" && cd "${disk}" && ${prepare}
      exec "${process.execPath}" "${main}" serve --port 0 --events events --ledger .regesta/ledger.sqlite --tokens "${tokens}" --reading open`
    const child = endWithFile(
      spawn('unshare', ['-rm', 'sh', '-c', script], { stdio: ['ignore', 'pipe', 'inherit'] }),
    )
    onTestFinished(async () => {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
    })
    const log: Record<string, unknown>[] = []
    const url = await served(child, log)
    return { origin: new URL(url).origin, log }
  }

  async function asked({ origin }: { readonly origin: string }, query: string): Promise<unknown> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${desk.token}` }
    const body = JSON.stringify({ query })
    return (await fetch(`${origin}/graphql`, { method: 'POST', headers, body })).json()
  }

  test.each([
    ['a read-only mount', `mount -o remount,ro . && `, 'the disk of the ledger is mounted read-only'],
    [
      'a full disk',
      `{ cat /dev/zero > full 2>/dev/null || true; } && `,
      'there is no room on the disk of the ledger',
    ],
  ])('serves reading on %s, and says so', async (_, prepare, why) => {
    const place = await makePlace()
    await regesta(place, ['count'])
    const server = await started(place, prepare)
    const ready = await fetch(`${server.origin}/ready`)
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', timezone: 'UTC', recording: 'off', because: [why] },
    ])
    expect(await asked(server, `{ relationship(id: "${NAME}") { position } }`)).toMatchObject({
      data: { relationship: { position: 20 } },
    })
    expect(await (await fetch(`${server.origin}/ready`)).json()).toMatchObject({ recording: 'off' })
    expect(await asked(server, RECORD)).toMatchObject({ errors: [{ extensions: { code: 'E_READ_ONLY' } }] })
    expect(server.log).toContainEqual(expect.objectContaining({ code: 'W_ONLY_READ' }))
  })

  test('serves the batch files where there is no ledger and none can be made', async () => {
    const place = await makePlace()
    const server = await started(place, 'rm -rf .regesta && mount -o remount,ro . && ')
    expect(await asked(server, `{ relationship(id: "${NAME}") { position } }`)).toMatchObject({
      data: { relationship: { position: 20 } },
    })
    expect(await asked(server, RECORD)).toMatchObject({ errors: [{ extensions: { code: 'E_READ_ONLY' } }] })
  })
})

const RECORD = `mutation { registerSource(input: { chronicle: "${NAME}", id: "source/wire", label: "wire",
  published: { edtf: "2025-05-03", basis: STATED }, absent: ["byline"], evidence: [{ locator: "page 1", role: TITLE }] }) { __typename } }`

async function served(child: ChildProcess, log: Record<string, unknown>[]): Promise<string> {
  if (child.stdout === null) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout })) {
    const read = JSON.parse(line)
    log.push(read)
    const url = /the API is at (.*)$/.exec(String(read.msg))?.[1]
    if (url !== undefined) return url
  }
  throw new Error(`ended before it served: ${JSON.stringify(log.at(-1))}`)
}
