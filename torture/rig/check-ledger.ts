import { auditLedger, type Ledger } from '../../src/ledger/index.ts'
import { integrityFaults, openSqliteLedger } from '../../src/stores/index.ts'
import { CHRONICLE, type CorpusEvent } from './corpus.ts'
import { rebuiltOn, stateOn } from './states.ts'

/** What a ledger that went through something must still be. */
export type Expected = {
  readonly path: string
  readonly corpus: readonly CorpusEvent[]
  /** The last position that was acknowledged. */
  readonly acknowledged: number
  /** The day whose state is compared with a rebuild. */
  readonly day: string
}

/**
 * How far a ledger goes after all, and every promise that it broke: that it opens, that nothing acknowledged is lost,
 * that its events are the first of the corpus, in order, without gaps, in whole batches (each says its size in its
 * name, as in `0007-of-12`), that every root agrees with a rebuild, and that the state is the one of a rebuild.
 */
export async function checkLedger({ path, corpus, acknowledged, day }: Expected): Promise<{
  readonly position: number
  readonly broken: readonly string[]
}> {
  const broken: string[] = []
  let ledger: Ledger | undefined
  try {
    ledger = await openSqliteLedger({ path, mode: 'write' })
    broken.push(...integrityFaults(path).map(({ message }) => `SQLite: ${message}`))
    await auditLedger(ledger, path)
    const entries = await Array.fromAsync(ledger.read(CHRONICLE))
    if (entries.length < acknowledged)
      broken.push(`${acknowledged} events were acknowledged, ${entries.length} are there`)
    const other = entries.findIndex(({ id, body }, index) => {
      const event = corpus[index]
      return event?.id !== id || event.body !== body
    })
    if (other !== -1) broken.push(`position ${other + 1} is not the event that was recorded there`)
    for (const { name, first, last } of await ledger.batches(CHRONICLE)) {
      const size = /-of-(\d+)$/.exec(name)?.[1]
      if (size !== undefined && Number(size) !== last - first + 1)
        broken.push(`batch ${name} has ${last - first + 1} events`)
    }
    if ((await stateOn(day, ledger)) !== (await rebuiltOn(day, entries)))
      broken.push(`the state on ${day} is not that of a rebuild`)
    return { position: entries.length, broken }
  } catch (error) {
    return { position: 0, broken: [...broken, String(error)] }
  } finally {
    await ledger?.close()
  }
}
