import { expect, test } from 'vitest'
import { Turns } from '../../src/graphql/limits/budget.ts'

/** Longer than a turn. */
function busy(): void {
  const until = performance.now() + 12
  while (performance.now() < until);
}

test('what comes when there is time is done at once', async () => {
  await new Promise((resolve) => setImmediate(resolve))
  const turns = new Turns()
  let done = 0
  for (let work = 0; work < 3; work += 1)
    turns.take(() => {
      done += 1
    })
  expect(done).toBe(3)
})

test('whoever had fewest turns goes next, the one that waits longest among those', async () => {
  const order: string[] = []
  const under: unknown[] = []
  const work = (name: string, turns: Turns, times: number) => {
    for (let time = 0; time < times; time += 1)
      under.push(
        turns.take(() => {
          order.push(name)
          busy()
        }),
      )
  }
  work('first', new Turns(), 1)
  for (const name of ['a', 'b', 'c', 'd']) work(name, new Turns(), 3)
  while (order.length < 6) await new Promise((resolve) => setImmediate(resolve))
  work('late', new Turns(), 1)
  await Promise.all(under)
  expect(order.join(' ')).toBe('first a b c d a late b c d a b c d')
})

test('what is known to take long waits for what is not', async () => {
  const order: string[] = []
  const under: unknown[] = []
  new Turns().take(busy)
  for (const [name, taken] of [
    ['long', 10],
    ['longer', 20],
    ['short', 0],
  ] as const)
    under.push(new Turns(taken).take(() => order.push(name) && busy()))
  await Promise.all(under)
  expect(order).toEqual(['short', 'long', 'longer'])
})

test('what fails later fails for the one who asked', async () => {
  const [one, other] = [new Turns(), new Turns()]
  one.take(busy)
  const failing = other.take(() => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await expect(Promise.resolve(other.take(() => 5))).resolves.toBe(5)
})
