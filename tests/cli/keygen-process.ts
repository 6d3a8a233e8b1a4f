/** Runs `regesta keygen --out` argv[2], and then touches the disk beside the key once more. */
import { writeFileSync } from 'node:fs'
import { run } from '../../src/cli/index.ts'
import { systemClock } from '../../src/time/index.ts'

const [file = ''] = process.argv.slice(2)
const { stdout: out, stderr: err, env } = process
const code = await run(['keygen', '--name', 'a', '--out', file], { out, err, env, clock: systemClock() })
writeFileSync(`${file}.after`, 'afterwards')
process.exitCode = code
