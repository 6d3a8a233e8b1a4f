/**
 * What is kept between questions takes so many bytes, as measured: see `tests/state/cache-bytes.test.ts`, which compares what
 * the cache counts with what the heap grows by. With what V8 leaves free between them.
 */
export const BYTES = {
  /** Whatever is kept, with its place in the cache: a view that remembers nothing, an index without rows. */
  kept: 2_000,
  /** An event or a source that a view was asked about; a version in which it reads there, with what it says. */
  remembered: 100,
  version: 530,
  /** A group of keys without views; an event or source that bears on it. */
  subject: 4_300,
  bearing: 120,
  /** A subject as seen from a class of bases, without its claims. */
  seen: 2_260,
  /** A claim, however many views have it; and its mention in one of them. */
  claim: 600,
  mention: 16,
  /** A claim in the columns of a field of a large subject. */
  cells: 120,
  /** That a field was asked about once; from then on its table, a day on which it turns, an answer not shared, and a claim in that. */
  firstUse: 40,
  table: 250,
  cut: 18,
  answer: 250,
  standing: 250,
  /** What one subject comes to on two dates, kept for comparisons. */
  difference: 1_200,
  /** A row of an index while that is built. */
  row: 64,
  /** An event of those that lists are indexed by. */
  plain: 50,
  /** What a list filters by in a view, of one item or event; its texts and claims, by each of its dates and sources. */
  entry: 2_000,
  texts: 400,
  /** One name of a source, in a view. */
  name: 300,
  /** A word that events are found by, and its mention in an event. */
  word: 70,
  place: 7,
} satisfies Readonly<Record<string, number>>
