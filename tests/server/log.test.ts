import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { endWithFile } from '../started-processes.ts'

const LOG = join(import.meta.dirname, '..', '..', 'src', 'server', 'serve', 'log.ts')

/** A process that runs this code with a `logger` and `written`. */
function runs(code: string) {
  const program = `import { openLog } from ${JSON.stringify(LOG)}
    const { logger, written } = openLog('info')
    ${code}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return endWithFile(child)
}

/** The messages that such a process has logged at its end. */
async function loggedBy(code: string): Promise<readonly string[]> {
  const child = runs(code)
  const [out] = await Promise.all([text(child.stdout), once(child, 'close')])
  const lines = out.split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line).msg)
}

const FOREVER = 'setInterval(() => {}, 1000)'
const KILL = "process.kill(process.pid, 'SIGKILL')"

test.each([
  ['it ends by itself', ''],
  ['it exits', 'process.exit(0)'],
  ['an error is not caught', "throw new Error('not caught')"],
  ['a promise is rejected', "void Promise.reject(new Error('not caught'))"],
  ['it is killed once they are written', `${FOREVER}; await written(); ${KILL}`],
])('every line is written where %s', async (_, end) => {
  expect(await loggedBy(`for (const nth of [1, 2, 3]) logger.info(\`line \${nth}\`); ${end}`)).toEqual([
    'line 1',
    'line 2',
    'line 3',
  ])
})

test('lines are written together, a moment later', async () => {
  const logged = await loggedBy(`
    const { default: fs } = await import('node:fs')
    const { write } = fs
    const writes = []
    fs.write = (...args) => { writes.push(args[1].split('\\n').length - 1); return write(...args) }
    for (const nth of [1, 2, 3]) logger.info(\`line \${nth}\`)
    const before = writes.length
    while (writes.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    logger.info(\`\${before} writes, then one of \${writes[0]} lines\`)`)
  expect(logged).toEqual(['line 1', 'line 2', 'line 3', '0 writes, then one of 3 lines'])
})

test.each(['error', 'fatal'])(
  'a line of level %s is written at once, after those before it',
  async (level) => {
    // No timer ever ends.
    const child = runs(`
    globalThis.setTimeout = () => ({ unref() {} })
    logger.info('before')
    logger.${level}('fault')
    ${FOREVER}`)
    let out = ''
    for await (const part of child.stdout) {
      out += part
      if (out.includes('"msg":"fault"')) child.kill('SIGKILL')
    }
    expect(out).toMatch(/"msg":"before".*\n.*"msg":"fault"/)
  },
)
