/**
 * What is kept between questions takes so many bytes, as measured: see `tests/state/kept-bytes.test.ts`, which compares what
 * the cache counts with what the heap grows by. With what V8 leaves free between them.
 */
export const BYTES = {
  /** A view that remembers nothing, or another thing that is kept, with its place in the cache. */
  view: 2_000,
  /** How one event reads, or when one source was published, in a view. */
  remembered: 500,
  /** What one event claims of a subject, before anything is asked about it. */
  gathered: 500,
  /** A group of keys without views, and what bears on it; one more event or source that bears on it. */
  subject: 2_000,
  /** A subject as seen from a class of bases, without its claims. */
  seen: 600,
  /** A claim, however many views have it; and its mention in one of them. */
  claim: 500,
  mention: 8,
  /** A field by days: its table, a day on which it turns, an answer, and a claim in that. */
  table: 300,
  cut: 16,
  answer: 600,
  standing: 60,
  /** A row of an index, in every order, with its corners. */
  row: 900,
  /** What a list filters by in a view, of one item or event; its texts by each of its dates and sources. */
  entry: 1_200,
  texts: 300,
  /** One name of a source, in a view. */
  name: 300,
  /** A word that events are found by, and its mention in an event. */
  word: 150,
  place: 12,
} satisfies Readonly<Record<string, number>>
