import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Need } from '../require.ts'

/** Programs that read our formats, and that we did not write: a package of its own, `npm ci --prefix tests/formats`. */
export const formats: Need = {
  name: 'the judges of formats (npm ci --prefix tests/formats)',
  there: existsSync(join(import.meta.dirname, 'node_modules')),
}
