import type { Declared, ForeignDocument } from './document.ts'
import { textOfHtml } from './html-text.ts'
import { unreadable } from './reader.ts'
import { storedZip } from './stored-zip.ts'
import { type OfficeParts, openOffice } from './zip-gate.ts'

/** A document of Word as the text that it shows, with its notes at the end. */
export async function read(bytes: Uint8Array): Promise<ForeignDocument> {
  const parts = await openOffice(bytes)
  const body = await parts.text('word/document.xml')
  if (body === undefined) throw unreadable('E_FORMAT', 'is no document of Word: it has no word/document.xml')
  const { default: mammoth } = await import('mammoth')
  const { value, messages } = await mammoth.convertToHtml(
    { buffer: body.includes('<w:ruby>') ? await withoutRuby(parts) : Buffer.from(bytes) },
    {
      styleMap: ["p[style-name='Title'] => h1:fresh"],
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    },
  )
  const { parseHTML } = await import('linkedom')
  // A note ends with a link back to where it is called, which the document does not show.
  const html = value.replaceAll(/ ?<a href="#(?:foot|end)note-ref-[^"]*">↑<\/a>/g, '')
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`)
  const heading = document.querySelector('h1')?.textContent?.trim() ?? ''
  return {
    text: textOfHtml(document.documentElement),
    declared: [
      ...(heading === ''
        ? []
        : [{ field: 'title', value: heading, by: 'its title or first heading' } as const]),
      ...(await declaredIn(parts)),
    ],
    remarks: [
      ...remarksOn(body, parts),
      ...messages.filter(({ type }) => type === 'error').map(({ message }) => message),
      ...leftOut(messages.map(({ message }) => message)),
    ],
  }
}

/** The document without the readings of its words, with which the library would leave out the words too. */
async function withoutRuby(parts: OfficeParts): Promise<Buffer> {
  const texts: [string, string][] = []
  for (const name of parts.names.filter((each) => /\.(?:xml|rels)$/i.test(each)))
    texts.push([name, ((await parts.text(name)) ?? '').replaceAll(RUBY, '$1')])
  return storedZip(texts)
}

const RUBY = /<w:ruby>(?:(?!<w:rubyBase>)[\s\S])*<w:rubyBase>([\s\S]*?)<\/w:rubyBase>\s*<\/w:ruby>/g

/** What the library has no words for. */
function leftOut(messages: readonly string[]): readonly string[] {
  const elements = messages.flatMap((message) => /element was ignored: (\S+)/.exec(message)?.[1] ?? [])
  const named = [...new Set(elements.map((name) => name.replace(/^\{.*\}/, '')))]
  return named.length === 0 ? [] : [`parts of it are not in the text: ${named.join(', ')}`]
}

/** What is in the document and not in the text. */
function remarksOn(body: string, { names }: OfficeParts): readonly string[] {
  const has = (name: RegExp) => names.some((each) => name.test(each))
  return [
    ...(/<w:(?:ins|del|moveFrom|moveTo) /.test(body)
      ? ['it has tracked changes: what was put in is in the text, what was struck out is not']
      : []),
    ...(has(/^word\/comments\.xml$/) ? ['it has comments, which are not in the text'] : []),
    ...(has(/^word\/(?:header|footer)\d*\.xml$/) ? ['heads and feet of its pages are not in the text'] : []),
    ...(has(/^word\/media\//) ? ['pictures, and words in them, are not in the text'] : []),
    ...(/<w:numPr>/.test(body)
      ? ['numbers that Word gives to paragraphs by itself are not in the text']
      : []),
  ]
}

/** What the properties of the file say. */
async function declaredIn(parts: OfficeParts): Promise<readonly Declared[]> {
  const core = (await parts.text('docProps/core.xml')) ?? ''
  const app = (await parts.text('docProps/app.xml')) ?? ''
  const found = [
    ['title', core, 'dc:title'],
    ['byline', core, 'dc:creator'],
    ['language', core, 'dc:language'],
    ['publisher', app, 'Company'],
  ] as const
  return found.flatMap(([field, xml, name]) => {
    const value = unescaped(new RegExp(`<${name}(?: [^>]*)?>([^<]+)</${name}>`).exec(xml)?.[1] ?? '').trim()
    return value === '' ? [] : [{ field, value, by: `the property ${name}` }]
  })
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescaped(xml: string): string {
  return xml.replaceAll(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')
}
