import { registrationLine } from '../../admission/index.ts'
import { countsOf } from '../json/coverage.ts'
import type { ReadingReport, ReadSentence, ReadSource } from '../reports/coverage.ts'
import { gap, type Line, line, point } from './layout.ts'
import { counted } from './marks.ts'

const SIGNS: Readonly<Record<ReadSentence['status'], string>> = {
  events: '✓',
  'set-aside': '–',
  uncovered: '□',
}

/** A page to work through while reading: per source its counts, then each sentence that is left, or all of them. */
export function coveragePage(report: ReadingReport, { all }: { readonly all: boolean }): readonly Line[] {
  const { sources, withoutText, strangers } = report
  return [
    ...sources.flatMap((source, index) => [...(index === 0 ? [] : [gap]), ...sourceLines(source, all)]),
    ...(withoutText.length === 0
      ? []
      : [gap, line([`not read: the texts of ${withoutText.join(', ')} were not given`])]),
    ...(strangers.length === 0
      ? []
      : [gap, line(['To begin with a text, register its source with the line below it.'])]),
    ...strangers.flatMap((stranger) => [
      line([`not begun: ${stranger.file}`]),
      line([{ text: registrationLine(stranger), whole: true }], 2),
    ]),
  ]
}

function sourceLines(source: ReadSource, all: boolean): readonly Line[] {
  const { sentences, withEvents, setAside, uncovered, characters, touched } = countsOf(source)
  const percent = characters === 0 ? 100 : Math.floor((100 * touched) / characters)
  const shown = source.sentences.filter(({ status }) => all || status === 'uncovered')
  return [
    line([{ text: `${source.label} ${source.source}`, style: 'bold' }]),
    line(
      [
        `${counted(sentences, 'sentence')}: ${withEvents} with events, ${setAside} set aside, `,
        { text: `${uncovered} uncovered`, style: uncovered > 0 ? 'bold' : 'dim' },
        `; ${percent} % of the words lie in evidence or are set aside`,
      ],
      2,
      2,
    ),
    ...shown.flatMap((sentence) => sentenceLines(sentence, all)),
  ]
}

function sentenceLines(sentence: ReadSentence, all: boolean): readonly Line[] {
  const { start, end, words, status, events, setAside, untouched } = sentence
  const said = point(SIGNS[status], [{ text: `[${start}, ${end})`, style: 'dim', whole: true }, ' ', words])
  if (!all) return [said]
  return [
    said,
    ...events.map(({ event: { type, subject } }) => line([`${type} ${subject}`], 6, 2)),
    ...setAside.map(({ reason, note }) => line([`set aside (${reason}): ${note}`], 6, 2)),
    ...(status !== 'uncovered' && untouched.length > 0
      ? [line([{ text: 'in no evidence: ', style: 'bold' }, untouchedInWords(untouched)], 6, 2)]
      : []),
  ]
}

function untouchedInWords(untouched: ReadSentence['untouched']): string {
  return untouched.map(({ start, end, words }) => `[${start}, ${end}) “${words}”`).join('; ')
}
