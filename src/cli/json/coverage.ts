import type { ReadingReport, ReadSentence, ReadSource } from '../reports/coverage.ts'

/** How far the sources were read: counts by source, and the sentences that are uncovered, or all of them. */
export function coverageJson(report: ReadingReport, { all }: { readonly all: boolean }) {
  const { chronicle, sources, withoutText, strangers } = report
  return {
    chronicle,
    sources: sources.map((source) => ({
      source: source.source,
      label: source.label,
      file: source.file,
      ...countsOf(source),
      list: source.sentences.filter(({ status }) => all || status === 'uncovered').map(sentenceJson),
    })),
    withoutText,
    strangers,
  }
}

/** Sentences by what was made of them, and characters that are not white space. */
export function countsOf({ sentences }: ReadSource) {
  const counted = (status: ReadSentence['status']) =>
    sentences.filter((sentence) => sentence.status === status).length
  return {
    sentences: sentences.length,
    withEvents: counted('events'),
    setAside: counted('set-aside'),
    uncovered: counted('uncovered'),
    characters: sentences.reduce((sum, { characters }) => sum + characters, 0),
    touched: sentences.reduce((sum, { touched }) => sum + touched, 0),
  }
}

function sentenceJson(sentence: ReadSentence) {
  const { start, end, words, status, events, setAside, characters, touched, untouched } = sentence
  return {
    start,
    end,
    words,
    status,
    events: events.map(({ id, event: { type, subject } }) => ({ id, type, subject })),
    setAside,
    characters,
    touched,
    untouched,
  }
}
