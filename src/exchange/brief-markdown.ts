import { BRIEF_ARGUMENTS, type Brief, type BriefPiece, briefOfRequest, checkSince } from './brief.ts'
import type { ExportRequest, Format, Written } from './format.ts'

export const markdownFormat: Format = {
  name: 'md',
  path: '.md',
  type: 'text/markdown; charset=utf-8',
  says: 'A brief in Markdown: status, what changed, what is open and overdue, where sources differ, footnotes',
  own: BRIEF_ARGUMENTS,
  checkOwn: checkSince,
  load: async () => writeMarkdown,
}

/** The brief in CommonMark, with the footnotes of GitHub and Pandoc. */
export async function writeMarkdown(request: ExportRequest): Promise<Written> {
  return { body: markdownOf(await briefOfRequest(request)) }
}

export function markdownOf({ title, point, sections, footnotes, legend, address }: Brief): string {
  return `${[
    `# ${escaped(title)}`,
    ...point.map(escaped),
    ...sections.flatMap(({ heading, lines }) => [
      `## ${escaped(heading)}`,
      lines
        .map(({ mark, under, pieces }) => {
          const text = pieces.map(pieceIn).join('').trim()
          if (pieces.some(isTitle)) return `\n### ${text}\n`
          if (under === true) return `  - ${text}`
          return mark === undefined ? `\n${text}\n` : `- ${mark} ${text}`
        })
        .join('\n')
        .trim(),
    ]),
    escaped(legend),
    ...footnotes.map((footnote, index) => `[^${index + 1}]: ${escaped(footnote)}`),
    `Made from <${address.replace(/[<>\s]/g, encodeURIComponent)}>`,
  ].join('\n\n')}\n`
}

/** Whether it is a title within a section. */
function isTitle(piece: BriefPiece): boolean {
  return typeof piece === 'object' && 'style' in piece && piece.style === 'underline'
}

function pieceIn(piece: BriefPiece): string {
  if (typeof piece === 'string') return escaped(piece)
  if ('footnote' in piece) return `[^${piece.footnote}]`
  // A mark of emphasis stands next to no blank.
  const [, before = '', text = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(escaped(piece.text)) ?? []
  if (text === '' || piece.style === undefined || isTitle(piece)) return `${before}${text}${after}`
  const mark = piece.style === 'dim' ? '*' : '**'
  return `${before}${mark}${text}${mark}${after}`
}

/** A text in which nothing means anything but itself, wherever it stands in a line. */
function escaped(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[\\`*_{}[\]<>#|~&!]/g, (character) => `\\${character}`)
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
}
