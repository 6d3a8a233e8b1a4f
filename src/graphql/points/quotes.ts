import { type EventId, isSpan, proves, type Span, spanText } from '../../event/index.ts'
import type { View } from '../../visibility/index.ts'

/** A cited span, and the digests of the texts in one of which it may be. */
export type CitedSpan = { readonly span: Span; readonly published: readonly string[] }

/** Where a span may be that is cited from a source, as far as its texts could be known. */
export function citedSpan(view: View, span: Span): CitedSpan {
  return { span, published: view.textsOf(span.source).map(({ digest }) => digest) }
}

/** The spans that events cite in their visible versions, from sources that could be known. */
export function spansCitedBy(view: View, events: Iterable<EventId>): readonly CitedSpan[] {
  return [...new Set(events)]
    .flatMap((id) => view.versions(id).flatMap(({ event: { event } }) => event.evidence ?? []))
    .filter(isSpan)
    .filter(({ source }) => view.sourceCouldBeKnown(source))
    .map((span) => citedSpan(view, span))
}

/** The words of a span, from the first text at hand that has them. */
export function quoteOf(
  { span, published }: CitedSpan,
  texts: ReadonlyMap<string, string>,
): string | undefined {
  const proving = published.flatMap((digest) => texts.get(digest) ?? []).find((text) => proves(text, span))
  return proving === undefined ? undefined : spanText(span, proving)
}
