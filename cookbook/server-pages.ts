import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { policyTable } from '../src/cli/commands/policy.ts'
import { bilateral } from '../src/domains/index.ts'
import { CONNECTION_LIMITS, createSchema, LIMITS, type Limit, policyOf } from '../src/graphql/index.ts'
import { defaultTextOf, flagOf, SETTING_NAMES, settingNamed, variableOf } from '../src/server/config/index.ts'
import { createInstruments } from '../src/server/telemetry/instruments.ts'
import { withSection } from './documents.ts'

/** The pages of `docs/` on running a server, and the parts of them that are written from the program itself. */
export const SERVER_PAGES: Readonly<Record<string, readonly [mark: string, write: () => string]>> = {
  'access.md': ['policy', () => policyTable(policyOf(createSchema(bilateral)))],
  'configuration.md': ['settings', settingsTable],
  'limits.md': ['limits', limitsTables],
  'observing.md': ['figures', figuresTable],
}

const DOCS = join(import.meta.dirname, '..', 'docs')

/** A page as it is, and as it would be written anew. */
export async function readServerPage(
  file: string,
): Promise<{ readonly is: string; readonly written: string }> {
  const [mark, write] = SERVER_PAGES[file] ?? ['', () => '']
  const is = await readFile(join(DOCS, file), 'utf8')
  const markers = [`<!-- ${mark}: npm run cookbook -->`, `<!-- end of ${mark} -->`] as const
  return { is, written: withSection(is, markers, `${write()}\n`) }
}

function settingsTable(): string {
  const rows = SETTING_NAMES.map((name) => {
    const setting = settingNamed(name)
    const flag = `\`${flagOf(name)} ${setting.kind.placeholder}\``.replaceAll('|', '\\|')
    const cells = [
      `\`${name}\``,
      flag,
      `\`${variableOf(name, setting)}\``,
      defaultTextOf(setting) ?? '',
      setting.description,
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| in a file | flag | variable | by itself | what it says |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function limitsTables(): string {
  return [
    '## Of an operation',
    '',
    limitsTable('limits', LIMITS),
    '',
    '## Of connections',
    '',
    limitsTable('http', CONNECTION_LIMITS),
  ].join('\n')
}

function limitsTable(group: string, limits: Readonly<Record<string, Limit>>): string {
  const rows = Object.entries(limits).map(
    ([name, { counts, unit, most, code, remedy }]) =>
      `| \`${group}.${name}\` | ${counts} | ${most.toLocaleString('en-US')} ${unit} | ${code.startsWith('E_') ? `\`${code}\`` : code} | ${remedy} |`,
  )
  return [
    '| setting | what is counted | the most | refused with | how to get under it |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function figuresTable(): string {
  const own = createInstruments()
    .registry.getMetricsAsArray()
    .filter(({ name }) => name.startsWith('regesta_'))
    .map((figure) => {
      const labels =
        'labelNames' in figure && Array.isArray(figure.labelNames) ? figure.labelNames.join(', ') : ''
      return `| \`${figure.name}\` | ${labels} | ${figure.help} |`
    })
  return ['| figure | labels | what it says |', '|---|---|---|', ...own].join('\n')
}

if (import.meta.main)
  for (const file of Object.keys(SERVER_PAGES))
    await writeFile(join(DOCS, file), (await readServerPage(file)).written)
