import type { Command } from 'commander'
import type { Texts } from '../../admission/index.ts'
import { readTexts } from '../../archive/index.ts'
import { RegestaError } from '../../errors.ts'
import { Ended, EXIT } from '../exit.ts'
import type { Io } from '../io.ts'

export function sourcesFlag(command: Command): Command {
  return command.option(
    '--sources <folder>',
    'the folder of the sources’ texts, whatever the files are called (environment: REGESTA_SOURCES)',
  )
}

/** The folder that the flag or the environment names, if either does. */
export function sourcesDir(flag: string | undefined, io: Io): string | undefined {
  return flag ?? (io.env.REGESTA_SOURCES || undefined)
}

/** The texts of that folder; ends as a usage error where none is named. Throws E_NO_SOURCES if it cannot be read. */
export async function readSources(flag: string | undefined, io: Io): Promise<Texts> {
  const dir = sourcesDir(flag, io)
  if (dir === undefined) {
    io.err.write('E_USAGE expected the folder of the texts by --sources, or REGESTA_SOURCES\n')
    throw new Ended(EXIT.usage)
  }
  return readTextsOf(dir)
}

/** The same, or undefined where no folder is named. */
export async function readSourcesIfAny(flag: string | undefined, io: Io): Promise<Texts | undefined> {
  const dir = sourcesDir(flag, io)
  return dir === undefined ? undefined : readTextsOf(dir)
}

/** The texts of a folder. Throws E_NO_SOURCES if it cannot be read. */
export async function readTextsOf(dir: string): Promise<Texts> {
  try {
    return await readTexts(dir)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new RegestaError(
      'E_NO_SOURCES',
      'notFound',
      `${dir}: no folder of texts can be read there`,
      { dir },
      error,
    )
  }
}
