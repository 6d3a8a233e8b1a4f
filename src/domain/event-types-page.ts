import { z } from 'zod'
import type { EventType } from '../event/index.ts'
import type { Example, PayloadShape } from './declaration.ts'
import type { Domain } from './domain.ts'

type AnyExample = Example<PayloadShape>

const ASPECTS: Readonly<Record<EventType['aspect'], string>> = {
  happened: 'counts from its date on',
  attested: 'told of its date alone',
  lasting: 'begins on a bare day, and holds to its stated end, or else to the last attestation of the same',
}
const GROUNDS: Readonly<Record<EventType['ground'], string>> = {
  evidence: 'a place in a source',
  premises: 'other events',
  act: 'the event that it acts on',
}

/** The reference of everything that can be recorded in a domain’s chronicles, as Markdown: `docs/event-types.md`. */
export function eventTypesPage({ kinds, vocabulary }: Domain): string {
  const types = [...vocabulary.catalogue.values()]
  const examples = new Map(kinds.flatMap((kind) => [...kind.examples]))
  const contents = types.map(({ type, summary }) => `| [${type}](#${type.toLowerCase()}) | ${summary} |`)
  return [
    '# What can be recorded',
    '',
    'Written from the catalogue by `npm run cookbook`. The same as JSON Schema: `regesta json-schema`, or `eventTypes`',
    'of a relationship in GraphQL. How an event is written: [reading documents](reading-documents.md).',
    '',
    '| event | says |',
    '|---|---|',
    ...contents,
    '',
    ...types.flatMap((type) => section(type, examples.get(type.type))),
  ].join('\n')
}

function section(
  { type, summary, kinds, aspect, ground, payload }: EventType,
  example: AnyExample | undefined,
): string[] {
  const fields = fieldsOf(schemaOf(payload), '')
  return [
    `## ${type}`,
    `${summary}. About ${kinds === 'any' ? 'any subject' : kinds.map((kind) => `\`${kind}/…\``).join(' or ')}; ${ASPECTS[aspect]}; rests on ${GROUNDS[ground]}.`,
    '',
    ...(fields.length === 0
      ? ['Its payload is empty.']
      : ['| field | | value |', '|---|---|---|', ...fields.map((field) => `| ${field.join(' | ')} |`)]),
    ...(example === undefined ? [] : ['', '```yaml', ...inYaml(type, example), '```']),
    '',
  ]
}

/** An example as it stands in a draft, its evidence left out. */
function inYaml(type: string, { subject, valid, payload = {} }: AnyExample): readonly string[] {
  return [
    `- type: ${type}`,
    `  subject: ${subject}`,
    ...(valid === undefined ? [] : [`  valid: { edtf: ${JSON.stringify(valid)}, basis: stated }`]),
    Object.keys(payload).length === 0 ? '  payload: {}' : '  payload:',
    ...Object.entries(payload).map(([field, value]) => `    ${field}: ${inFlow(value)}`),
  ]
}

/** A value in the flow style of YAML: words bare, all else as JSON has it. */
function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([field, each]) => `${field}: ${inFlow(each)}`)
      .join(', ')} }`
  return typeof value === 'string' && BARE.test(value) ? value : JSON.stringify(value)
}

/** Words that YAML reads as the text that they are. */
const BARE = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][\w/ .-]*\w$/i

const schemaShape = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.json()).optional(),
  const: z.json().optional(),
  pattern: z.string().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), schemaShape).optional()
  },
  get items() {
    return z.union([schemaShape, z.boolean()]).optional()
  },
  get prefixItems() {
    return z.array(schemaShape).optional()
  },
  get anyOf() {
    return z.array(schemaShape).optional()
  },
  get allOf() {
    return z.array(schemaShape).optional()
  },
})
type Schema = z.infer<typeof schemaShape>

function schemaOf(payload: z.ZodObject): Schema {
  return schemaShape.parse(z.toJSONSchema(payload, { io: 'input' }))
}

/** The fields of an object, those within it after it: name, whether it must be there, what it holds. */
function fieldsOf({ properties = {}, required = [] }: Schema, within: string): string[][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${within}${name}`
    const item = itemOf(schema)
    const row = [`\`${path}\``, required.includes(name) ? 'required' : '', held(schema)]
    return [row, ...fieldsOf(item ?? schema, `${path}${item === undefined ? '.' : '[].'}`)]
  })
}

/** What a list holds; of a pair, its first. */
function itemOf({ items, prefixItems }: Schema): Schema | undefined {
  return prefixItems?.[0] ?? (typeof items === 'object' ? items : undefined)
}

function held(schema: Schema): string {
  const { description } = schema
  return [shapeOf(schema), ...(description === undefined ? [] : [description])]
    .join(': ')
    .replaceAll('|', '\\|')
}

function shapeOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  const item = itemOf(schema)
  if (item !== undefined) return `list of ${shapeOf(item)}`
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(shapeOf))].join(' or ')
  const patterns = [schema, ...(schema.allOf ?? [])].flatMap(({ pattern }) => pattern ?? [])
  const kind = patterns.flatMap((pattern) => /^\^([a-z-]+)\\\/$/.exec(pattern)?.[1] ?? [])[0]
  if (kind !== undefined) return `key \`${kind}/…\``
  if (patterns.includes('^[0-9a-f]{64}$')) return 'event id'
  if (patterns.includes('^[a-z]{2}$')) return 'country in two letters, like `jp`'
  return schema.type ?? 'any JSON'
}
