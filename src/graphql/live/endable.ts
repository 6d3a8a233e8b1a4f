import type { Stream } from './streams.ts'

/**
 * What a generator gives that ends with a stream, as one that ends at once when it is told to: by itself it would first
 * wait for what it waits for. However it ends, the stream's place is given up.
 */
export function endable<T>(
  stream: Stream,
  generator: AsyncGenerator<T, void, undefined>,
): AsyncIterableIterator<T, void, undefined> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      try {
        const result = await generator.next()
        if (result.done === true) stream.leave()
        return result
      } catch (error) {
        stream.leave()
        throw error
      }
    },
    async return() {
      stream.leave()
      return generator.return()
    },
  }
}

/** Each thing of a stream made another; it ends as the stream does. */
export function mapped<T, R>(
  things: AsyncIterable<T>,
  make: (thing: T) => R,
): AsyncIterableIterator<R, void, undefined> {
  const iterator = things[Symbol.asyncIterator]()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const { done, value } = await iterator.next()
      return done === true ? { done, value: undefined } : { done: false, value: make(value) }
    },
    async return() {
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
}
