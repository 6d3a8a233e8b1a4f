import { createHash } from 'node:crypto'
import { BRIEF_ARGUMENTS, type Brief, type BriefPiece, briefOfRequest, checkSince } from './brief.ts'
import { escapeHtml } from './escape-html.ts'
import type { ExportRequest, Format, Written } from './format.ts'

export const htmlFormat: Format = {
  name: 'html',
  path: '.html',
  type: 'text/html; charset=utf-8',
  says: 'A brief as one page that prints well on A4',
  own: BRIEF_ARGUMENTS,
  checkOwn: checkSince,
  load: async () => writeHtml,
}

/** The brief as one file that loads nothing and runs nothing. */
export async function writeHtml(request: ExportRequest): Promise<Written> {
  return { body: htmlOf(await briefOfRequest(request)) }
}

const STYLE = `
@page { size: A4; margin: 20mm 18mm 22mm }
:root { color-scheme: light dark; --line: #8886; --quiet: #555 }
@media (prefers-color-scheme: dark) { :root { --quiet: #aaa } }
body { font: 11pt/1.45 Georgia, "Noto Serif", serif; max-width: 46em; margin: 2em auto; padding: 0 1em;
  overflow-wrap: anywhere }
h1 { font-size: 1.7em; margin: 0 0 .2em }
h2 { font-size: 1.15em; margin: 1.6em 0 .4em; border-bottom: 1px solid var(--line); break-after: avoid }
ul { list-style: none; margin: 0; padding: 0 }
li { margin: .25em 0; padding-left: 1.5em; text-indent: -1.5em; break-inside: avoid }
li > * { text-indent: 0 }
li.under { margin-left: 1.5em; font-size: .92em; color: var(--quiet) }
li.plain { padding-left: 0; text-indent: 0 }
.mark { display: inline-block; width: 1.5em; text-indent: 0 }
.dim, .legend, .made { color: var(--quiet) }
sup { line-height: 0 }
sup a { text-decoration: none }
ol { font-size: .9em; padding-left: 1.6em; border-top: 1px solid var(--line); padding-top: .8em }
ol li { padding-left: 0; text-indent: 0 }
.made { font-size: .8em }
@media print { body { margin: 0; max-width: none; color: #000 } a { color: inherit } .dim, .legend, .made, li.under { color: #333 } }
`

const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

export function htmlOf({ title, point, sections, footnotes, legend, address }: Brief): string {
  const paragraphs = point.map((sentence) => `<p>${escapeHtml(sentence)}</p>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="canonical" href="${escapeHtml(address)}">
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${paragraphs.join('\n')}
${sections.map(sectionOf).join('\n')}
<p class="legend">${escapeHtml(legend)}</p>
<ol>
${footnotes.map((footnote, index) => `<li id="fn${index + 1}">${escapeHtml(footnote)}</li>`).join('\n')}
</ol>
<p class="made">Made from <a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>
</body>
</html>
`
}

function sectionOf({ heading, lines }: Brief['sections'][number]): string {
  const items = lines.map(({ mark, under, pieces }) => {
    const text = pieces.map(pieceIn).join('')
    if (under === true) return `<li class="under" dir="auto">${text}</li>`
    if (mark === undefined) return `<li class="plain" dir="auto">${text}</li>`
    return `<li dir="auto"><span class="mark">${escapeHtml(mark)}</span>${text}</li>`
  })
  return `<section>\n<h2>${escapeHtml(heading)}</h2>\n<ul>\n${items.join('\n')}\n</ul>\n</section>`
}

function pieceIn(piece: BriefPiece, index: number, pieces: readonly BriefPiece[]): string {
  if (typeof piece === 'string') return escapeHtml(piece)
  if ('footnote' in piece) {
    const before = pieces[index - 1]
    // Two numbers side by side would read as one.
    const comma = typeof before === 'object' && 'footnote' in before ? ', ' : ''
    return `<sup>${comma}<a href="#fn${piece.footnote}" title="${escapeHtml(piece.place)}">${piece.footnote}</a></sup>`
  }
  const text = escapeHtml(piece.text)
  if (piece.style === undefined) return text
  return piece.style === 'dim' ? `<span class="dim">${text}</span>` : `<strong>${text}</strong>`
}
