import { GraphQLError } from 'graphql'
import { expect, it } from 'vitest'
import { byPath } from '../../../src/server/plugins/errors.ts'

const at = (...path: readonly (string | number)[]) => new GraphQLError('', { path })

it('errors are in order of their paths, whichever field ended first', () => {
  const inOrder = [at(), at('a'), at('a', 2), at('a', 2, 'x'), at('a', 10, 'x'), at('a', 10, 'y'), at('b')]
  const paths = inOrder.map(({ path }) => path)
  for (let turned = 0; turned < inOrder.length; turned += 1) {
    const mixed = [...inOrder.slice(turned), ...inOrder.slice(0, turned)]
    expect(mixed.sort(byPath).map(({ path }) => path)).toEqual(paths)
    expect(
      mixed
        .toReversed()
        .sort(byPath)
        .map(({ path }) => path),
    ).toEqual(paths)
  }
})
