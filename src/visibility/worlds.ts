import type { Subject } from '../event/index.ts'

/** Whether a source whose date is open was out, in the world that is being looked at. */
export type Choose = (source: Subject) => boolean

/**
 * What `look` answers in every world: once for each way to settle the sources that it asks about. It is
 * looked at once where nothing is open, and never for a source that does not matter.
 */
export function inEveryWorld<T>(look: (choose: Choose) => T): readonly T[] {
  const answers: T[] = []
  const worlds: ReadonlyMap<Subject, boolean>[] = [new Map()]
  for (const settled of worlds) {
    const choices = new Map(settled)
    const choose = (source: Subject) => {
      const chosen = choices.get(source)
      if (chosen !== undefined) return chosen
      worlds.push(new Map([...choices, [source, false]]))
      choices.set(source, true)
      return true
    }
    answers.push(look(choose))
  }
  return answers
}
