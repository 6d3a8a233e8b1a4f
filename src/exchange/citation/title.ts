import type { Cited } from './cited.ts'

/** `WhatWasOpen` → `What was open`, with the days that it was asked of; of a question without a name, only those. */
export function titleOf(
  { points, ledger }: Pick<Cited, 'points' | 'ledger'>,
  name: string | undefined,
): string {
  const days = [...new Set(points.map(wordsOf))]
  const what =
    name === undefined
      ? `An answer about ${ledger.map(({ chronicle }) => chronicle).join(', ')}`
      : spaced(name)
  return days.length === 0 || days.length > 2 ? what : `${what}, ${days.join(' and ')}`
}

function wordsOf({ date, knownAt }: Cited['points'][number]): string {
  return knownAt === undefined ? `as of ${date}` : `as of ${date} and known by ${knownAt}`
}

function spaced(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
  return words.slice(0, 1).toUpperCase() + words.slice(1).toLowerCase()
}
