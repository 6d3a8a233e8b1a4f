import { decodeText } from './decode-text.ts'
import type { ForeignDocument } from './document.ts'
import { declaredInPage } from './html-declared.ts'
import { type HtmlNode, textOfHtml } from './html-text.ts'
import { type ReaderOptions, unreadable } from './reader.ts'

/** Elements within elements: no page that a person wrote comes near. */
const DEEPEST = 1_000

/** A saved page as the text that a reader of it sees. */
export async function read(bytes: Uint8Array, { encoding }: ReaderOptions): Promise<ForeignDocument> {
  const html = decodeText(bytes, encoding, charsetOf(bytes))
  checkDepth(html)
  const { parseHTML } = await import('linkedom')
  const { document } = parseHTML(html)
  const text = textOfHtml(document.documentElement)
  if (text === '')
    throw unreadable(
      'E_EMPTY',
      'holds no words that a reader would see; a page that a script fills is to be saved by a browser once it is shown',
    )
  // It only says where the article lies: where it fails, the text is as good.
  const article = await articleIn(text, html).catch(() => undefined)
  const remarks = [
    ...(document.querySelector('frameset, iframe[src]') === null
      ? []
      : ['frames of the page are not in the text: save and read each by itself']),
    ...(document.querySelector('img') === null ? [] : ['pictures, and words in them, are not in the text']),
  ]
  return { text, declared: declaredInPage(document, html), ...(article && { article }), remarks }
}

/** What a page says of its own encoding: `<meta charset>`, or the content type in its place; within its first 1,024 bytes. */
function charsetOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1]?.toLowerCase()
}

const VOID =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|d[td]|t[rdh]|option)$/

/**
 * Counts tags before there is a tree of them. Those that close by themselves count as no step. Throws E_TOO_DEEP.
 */
export function checkDepth(html: string): void {
  const open: string[] = []
  for (const [, slash, tag = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const name = tag.toLowerCase()
    if (VOID.test(name)) continue
    if (slash === '') open.push(name)
    else {
      const at = open.lastIndexOf(name)
      if (at >= 0) open.length = at
    }
    if (open.length > DEEPEST)
      throw unreadable('E_TOO_DEEP', `has more than ${DEEPEST} elements one within the other`)
  }
}

/** Where in the text the article lies, by what Readability takes for it; undefined where that is all of it, or unclear. */
async function articleIn(text: string, html: string): Promise<ForeignDocument['article']> {
  const { parseHTML } = await import('linkedom')
  const { Readability } = await import('@mozilla/readability')
  // It takes a document apart: this one is its own.
  const found = new Readability<HtmlNode>(parseHTML(html).document, {
    serializer: (node) => node,
  }).parse()
  const blocks = textOfContent(found?.content)
    .split('\n')
    .filter((line) => line.length >= 20)
  const [first, last] = [blocks[0], blocks.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const start = text.indexOf(first)
  const at = start < 0 ? -1 : text.lastIndexOf(last)
  return at < start || at < 0 ? undefined : { start, end: at + last.length }
}

function textOfContent(node: HtmlNode | null | undefined): string {
  return node == null ? '' : textOfHtml(node)
}
