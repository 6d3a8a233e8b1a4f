import { expect, test } from 'vitest'
import { FairScheduler } from '../../../src/graphql/limits/scheduler.ts'

/** Longer than a turn. */
function busy(): void {
  const until = performance.now() + 12
  while (performance.now() < until);
}

test('what comes when there is time is done at once', async () => {
  await new Promise((resolve) => setImmediate(resolve))
  const scheduler = new FairScheduler()
  let done = 0
  for (let work = 0; work < 3; work += 1)
    scheduler.run(() => {
      done += 1
    })
  expect(done).toBe(3)
})

test('whoever had fewest turns goes next, the one that waits longest among those', async () => {
  const order: string[] = []
  const under: unknown[] = []
  const work = (name: string, scheduler: FairScheduler, times: number) => {
    for (let time = 0; time < times; time += 1)
      under.push(
        scheduler.run(() => {
          order.push(name)
          busy()
        }),
      )
  }
  work('first', new FairScheduler(), 1)
  for (const name of ['a', 'b', 'c', 'd']) work(name, new FairScheduler(), 3)
  while (order.length < 6) await new Promise((resolve) => setImmediate(resolve))
  work('late', new FairScheduler(), 1)
  await Promise.all(under)
  expect(order.join(' ')).toBe('first a b c d a late b c d a b c d')
})

test('what is known to take long waits for what is not', async () => {
  const order: string[] = []
  const under: unknown[] = []
  new FairScheduler().run(busy)
  for (const [name, taken] of [
    ['long', 10],
    ['longer', 20],
    ['short', 0],
  ] as const)
    under.push(new FairScheduler(taken).run(() => order.push(name) && busy()))
  await Promise.all(under)
  expect(order).toEqual(['short', 'long', 'longer'])
})

test('a long one ends though short ones never cease to come', async () => {
  const order: string[] = []
  new FairScheduler().run(busy)
  const short = (): void => {
    if (order.length > 60) return
    void new FairScheduler().run(() => {
      order.push('short')
      busy()
      short()
    })
  }
  const long = new FairScheduler(10)
  const ended = Promise.all(
    Array.from({ length: 5 }, () =>
      long.run(() => {
        order.push('long')
        busy()
      }),
    ),
  )
  short()
  short()
  await ended
  expect(order.filter((name) => name === 'long')).toHaveLength(5)
  // One turn in four is its own: without that it would have none before all the others have ended.
  expect(order.lastIndexOf('long')).toBeLessThan(30)
})

test('what fails later fails for the one who asked', async () => {
  const [one, other] = [new FairScheduler(), new FairScheduler()]
  one.run(busy)
  const failing = other.run(() => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await expect(Promise.resolve(other.run(() => 5))).resolves.toBe(5)
})
