/**
 * A process that records the corpus in the ledger at argv[2], from where it stands, in batches of 1 to 12, and says
 * each position it was told is recorded; "done" when all is. argv[3] seeds the sizes.
 */
import { writeSync } from 'node:fs'
import { vocabulary } from '../../src/domains/index.ts'
import { openChronicle } from '../../src/engine/index.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { systemClock } from '../../src/time/index.ts'
import { CHRONICLE, readCorpus } from './corpus.ts'
import { diceOf } from './dice.ts'

const [path = '', seed = '1'] = process.argv.slice(2)
// Written at once and whole: what was said before a kill was said.
const say = (line: string) => writeSync(1, `${line}\n`)

const dice = diceOf(Number(seed))
const corpus = await readCorpus()
const ledger = await openSqliteLedger({ path, mode: 'write' })
const chronicle = await openChronicle({ name: CHRONICLE, vocabulary, ledger, clock: systemClock() })
say('open')
while (chronicle.position < corpus.length) {
  const { position } = chronicle
  const events = corpus.slice(position, position + 1 + dice.below(12)).map(({ event }) => event)
  const receipt = await chronicle.record({ name: `of-${events.length}`, reader: 'the torturer', events })
  say(String(receipt.head.position))
}
await ledger.close()
say('done')
