import { type Library, openOver } from './library.ts'
import { compareWhole, type Figure } from './pairs.ts'

/** What opening a chronicle costs, and asking it for every loan, against `JSON.parse` of the same log. */
export async function openingFigures({ log, ledger, size }: Library): Promise<readonly Figure[]> {
  const pairs = size > 100_000 ? 1 : size > 10_000 ? 3 : 7
  const parse = async () => log.map(({ body }): unknown => JSON.parse(body)).length
  const open = async () => (await openOver(ledger)).position
  const list = async () => (await openOver(ledger)).asOf({}).list('loan').length
  return [
    await compareWhole('open / JSON.parse', parse, open, pairs),
    ...(size > 100_000
      ? []
      : [await compareWhole('open and list every loan / JSON.parse', parse, list, pairs)]),
  ]
}
