import type { Quote } from './page/state.ts'

/**
 * What gives the words that events cite, from these texts, each once: those of whole statements alone, where there are some.
 */
export async function quoteFrom(texts: ReadonlyMap<string, string>): Promise<Quote> {
  const { quoteOf, spansCitedBy } = await import('../graphql/index.ts')
  return (view, ids) => {
    const spans = spansCitedBy(view, ids)
    const statements = spans.filter(({ span }) => span.role === 'statement')
    const cited = statements.length > 0 ? statements : spans
    return [...new Set(cited.flatMap((span) => quoteOf(span, texts) ?? []))]
  }
}
