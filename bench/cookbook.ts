import { readRecipes } from '../cookbook/write.ts'
import { bilateral } from '../src/domains/index.ts'
import { createSchema } from '../src/graphql/index.ts'
import { AnswerCache, createApi } from '../src/server/index.ts'
import { asking, openCorpus } from '../tests/graphql/ask.ts'
import { compareWhole, type Figure } from './pairs.ts'

/** What every recipe of the cookbook costs to work out on the real chronicle, against a request that asks for nothing. */
export async function cookbookFigures(): Promise<readonly Figure[]> {
  const { chronicle, close } = await openCorpus()
  const schema = createSchema(bilateral)
  const chronicles = new Map([[chronicle.name, chronicle]])
  const ask = asking(createApi({ schema, chronicles, cache: new AnswerCache(0) }))
  const figures: Figure[] = []
  for (const { name, query } of await readRecipes()) {
    const { errors } = await ask(query)
    if (errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`)
    const nothing = () => ask('{ __typename }')
    figures.push(await compareWhole(`${name} / nothing`, nothing, () => ask(query), 9, 5))
  }
  await close()
  return figures
}
