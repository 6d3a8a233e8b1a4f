import { type Dice, diceOf } from '../dice.ts'
import { quantile } from '../neighbour.ts'
import { type AskOf, HEAVY, type Question, USUAL } from './questions.ts'
import type { LargeServer } from './run.ts'

/** Those of the usual questions that cost the whole chronicle where it is large, as the heavy ones do. */
const COSTLY = ['page, any point', 'timeline', 'compare a few events']

/** How many questions are asked at once. */
const AT_ONCE = 4

/** What a server holds once garbage is collected, bytes; of its answers since the last time the median, ms, and the refusals. */
export type Held = {
  readonly asked: number
  readonly refused: number
  readonly resident: number
  readonly heap: number
  readonly free: number
  readonly external: number
  readonly ms: number
}

/** How many questions are asked, of which one in so many is one that costs the whole chronicle. */
export type Soaking = { readonly count: number; readonly costlyOneIn: number; readonly seed: number }

/** Asks questions, each of a random class at a random point, and measures at rest and after each tenth of them. */
export async function soak(
  { server, head, ask }: LargeServer,
  { count, costlyOneIn, seed }: Soaking,
  say: (held: Held) => void,
): Promise<readonly Held[]> {
  const dice = diceOf(seed)
  let begun = 0
  const measured: Held[] = []
  for (let tenth = 0; tenth <= 10; tenth += 1) {
    const asked = Math.round((count * tenth) / 10)
    const times: number[] = []
    let refused = 0
    const askOn = async () => {
      while (begun < asked) {
        begun += 1
        const question = anyQuestion(dice, head, costlyOneIn)
        const from = performance.now()
        if ((await ask(question)).includes('"errors":[')) refused += 1
        times.push(performance.now() - from)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, askOn))
    const { resident, heap, free, external } = await server.held(true)
    const held = { asked, refused, resident, heap, free, external, ms: quantile(times, 0.5) }
    say(held)
    measured.push(held)
  }
  return measured
}

const usual = classes(USUAL, (name) => !COSTLY.includes(name))
const costly = [...classes(USUAL, (name) => COSTLY.includes(name)), ...classes(HEAVY, () => true)]

function classes(all: Readonly<Record<string, AskOf>>, wanted: (name: string) => boolean): readonly AskOf[] {
  return Object.entries(all).flatMap(([name, askOf]) => (wanted(name) ? [askOf] : []))
}

function anyQuestion(dice: Dice, head: number, costlyOneIn: number): Question {
  const among = dice.below(costlyOneIn) === 0 ? costly : usual
  const askOf = among[dice.below(among.length)]
  if (askOf === undefined) throw new Error('there are no questions')
  return askOf(dice, head)
}
