import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GraphiqlExample } from '../server/index.ts'

const COOKBOOK = fileURLToPath(new URL('../../cookbook', import.meta.url))

/**
 * The README's cookbook as the playground's tabs, in its order, if one of these chronicles is what it asks of; or else
 * one document that any chronicle can be asked, of the first. Where there are several, or none yet, one more tells which
 * there are. Each is named after its file, `01-what-was-open` → `WhatWasOpen`: the playground writes an operation's
 * name on its tab.
 */
export async function readExamples(chronicles: readonly string[]): Promise<readonly GraphiqlExample[]> {
  const files = await readdir(COOKBOOK).catch(() => [])
  const recipes = await Promise.all(
    files
      .filter((file) => file.endsWith('.graphql'))
      .sort()
      .map(async (file) => ({ query: named(await readFile(join(COOKBOOK, file), 'utf8'), file) })),
  )
  const asked = recipes.some(({ query }) =>
    chronicles.some((chronicle) => query.includes(JSON.stringify(chronicle))),
  )
  const looks = chronicles.slice(0, 1).map((chronicle) => ({ query: firstLook(chronicle) }))
  return [...(asked ? recipes : looks), ...(chronicles.length === 1 ? [] : [{ query: WHICH_THERE_ARE }])]
}

const WHICH_THERE_ARE = `# Which chronicles are there, and how far does each go?
query WhichThereAre {
  relationships { id position }
}
`

/** A document for a chronicle that the cookbook does not know. */
function firstLook(chronicle: string): string {
  return `# What do the sources tell, and when did it happen?
# Press Ctrl-Space for what else may be asked.
query FirstLook {
  relationship(id: ${JSON.stringify(chronicle)}) {
    asOf {
      point { date position }
      meetings { names when { edtf } certainty evidence { source { label } start end locator } }
      undertakings { content grade status due { date standing } }
    }
    timeline(first: 20) { totalCount nodes { type subject valid { edtf } known { edtf } } }
  }
}
`
}

/** The document with a name for its operation, if it has one that is written without, and its comment in short lines. */
function named(text: string, file: string): string {
  const name = file
    .replace(/^\d+-|\.graphql$/g, '')
    .replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
  const lines = text.split('\n')
  const code = lines.findIndex((line) => !line.startsWith('#'))
  const query = lines.slice(code).join('\n')
  return [...rewrapped(lines.slice(0, code)), query.replace(/^\{/, `query ${name} {`)].join('\n')
}

/** How many columns the playground's editor shows on a small screen. */
const COLUMNS = 56

/** The paragraphs of a comment, each wrapped anew, with an empty line between. */
function rewrapped(comment: readonly string[]): readonly string[] {
  const paragraphs = comment
    .map((line) => line.replace(/^# ?/, ''))
    .join('\n')
    .split('\n\n')
  return paragraphs.flatMap((paragraph, index) => {
    const lines: string[] = []
    for (const word of paragraph.split(/\s+/)) {
      const last = lines.at(-1)
      if (last !== undefined && last.length + word.length < COLUMNS) lines.splice(-1, 1, `${last} ${word}`)
      else lines.push(`# ${word}`)
    }
    return index === 0 ? lines : ['#', ...lines]
  })
}
