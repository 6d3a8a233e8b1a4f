import type { CorrectionPayload } from '../../../src/event/index.ts'
import {
  bookCatalogued,
  bookSeen,
  evidenceIn,
  loanLost,
  loanMade,
  loanReturned,
  readerJoined,
  readerSeen,
  type Tale,
} from '../../toy/index.ts'
import type { Dice } from '../look-ahead/dice.ts'

/** What busy tales are made of: names in several spellings, so that they meet. */
export const BUSY = {
  sources: ['north', 'south', 'east'],
  names: ['1', '2', '3', '4', '5', '6'],
  titles: ['Émma', 'Emma, a novel', 'The Red-Colour Book', 'the red color book', 'Viet Nam', 'Vietnam today'],
  authors: ['Jane Austen', 'JANE AUSTEN', 'Đặng Văn', 'Dang Van', 'Anon'],
  tiers: ['gold', 'plain'],
} as const

function day(dice: Dice): string {
  return `2020-01-${String(1 + dice.upTo(12)).padStart(2, '0')}`
}

function someTime(dice: Dice): string {
  const [one = '', other = ''] = [day(dice), day(dice)].sort()
  const pair = one === other ? one : `[${one}..${other}]`
  return dice.of([one, one, one, pair, `${one}/${other}`, `${one}/..`, '2020-01'])
}

/** Some events more: books, loans and readers of January 2020, corrected, retracted and joined now and then. */
export function tellMore(tale: Tale, dice: Dice, steps: number): void {
  for (let step = 0; step < steps; step += 1) {
    const salt = String(tale.events.length)
    const dated = dice.oneIn(8) ? {} : { on: someTime(dice) }
    const how = { ...dated, by: dice.some(BUSY.sources, 1 + dice.upTo(2)), salt }
    const name = dice.of(BUSY.names)
    const facts = tale.events.filter(
      ({ event }) => event.target === undefined && event.evidence !== undefined,
    )
    const told = dice.of(facts).id
    const ground = dice.oneIn(2) ? { salt } : { by: dice.of(BUSY.sources), salt }
    const kind = dice.upTo(16)
    if (kind < 4)
      tale.tell(
        bookCatalogued,
        `book/${name}`,
        { title: dice.of(BUSY.titles), authors: [...dice.some(BUSY.authors, 2)], shelf: `shelf/${name}` },
        how,
      )
    else if (kind === 4) tale.tell(bookSeen, `book/${name}`, { shelf: `shelf/${dice.of(BUSY.names)}` }, how)
    else if (kind < 8) tale.tell(loanMade, `loan/${name}`, { book: `book/${dice.of(BUSY.names)}` }, how)
    else if (kind === 8) tale.tell(loanReturned, `loan/${name}`, {}, how)
    else if (kind === 9) tale.tell(loanLost, `loan/${name}`, {}, how)
    else if (kind === 10)
      tale.tell(
        readerJoined,
        `reader/${name}`,
        { name: dice.of(BUSY.authors), tier: dice.of(BUSY.tiers) },
        how,
      )
    else if (kind === 11) tale.tell(readerSeen, `reader/${name}`, { tier: dice.of(BUSY.tiers) }, how)
    else if (kind === 12) tale.retract(told, ground)
    else if (kind === 13) tale.correct(told, otherwise(dice, told, tale), ground)
    else if (kind === 14) tale.same('book/1', `book/${dice.of(BUSY.names.slice(1))}`, { from: [told], salt })
    else tale.source(`late-${salt}`, day(dice))
  }
}

/** What a correction of an event may set. */
function otherwise(dice: Dice, told: string, tale: Tale): CorrectionPayload['set'] {
  const valid = { edtf: day(dice), basis: 'stated' } as const
  const evidence = [...evidenceIn(dice.some(BUSY.sources, 1)).evidence]
  const title = dice.of(BUSY.titles)
  const isBook = tale.events.some(({ id, event }) => id === told && event.type === bookCatalogued.type)
  return dice.of([{ valid }, { evidence }, isBook ? { payload: { title } } : { valid }])
}

/** Registers the sources that busy tales are told by, some of them open. */
export function tellSources(tale: Tale, dice: Dice): void {
  for (const source of BUSY.sources)
    tale.source(source, dice.of(['[..]', day(dice), `[${day(dice)}..]`, someDays(dice)]))
}

function someDays(dice: Dice): string {
  const [one = '', other = ''] = [day(dice), day(dice)].sort()
  return one === other ? one : `[${one}..${other}]`
}
