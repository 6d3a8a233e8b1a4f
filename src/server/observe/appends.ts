import type { Batch, Ledger } from '../../ledger/index.ts'

/** Does the work of recording a batch, and may look at the clock before and after. */
export type AroundAppend = <T>(batch: Batch, work: () => Promise<T>) => Promise<T>

/** The same ledger, with one who watches what is recorded. Whatever else a ledger can do, it does by itself. */
export function watchAppends(ledger: Ledger, around: AroundAppend): Ledger {
  return new Proxy(ledger, {
    get(target, name) {
      if (name === 'append') return (batch: Batch) => around(batch, () => target.append(batch))
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
