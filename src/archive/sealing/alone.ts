import { join } from 'node:path'
import { RegestaError } from '../../errors.ts'
import { withLock } from '../../files.ts'

/** What `work` answers, while nobody else seals in the folder: E_SEALING while another does. */
export function sealingAlone<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const file = join(dir, '.sealing')
  const busy = (pid: number | undefined) =>
    new RegestaError(
      'E_SEALING',
      'conflict',
      `${pid === undefined ? 'another process' : `process ${pid}`} is sealing in ${dir}; wait for it, and if none is, remove ${file}`,
      { file, pid },
    )
  return withLock(file, busy, work)
}
