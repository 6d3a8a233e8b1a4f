import { readFile } from 'node:fs/promises'
import {
  BreakingChangeType,
  buildSchema,
  DangerousChangeType,
  findSchemaChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql'

/** One difference between two schemas, and what it does to those who use the older one. */
type SchemaChange = {
  /** `breaking` fails a document that was valid, `dangerous` may surprise a client, `safe` does neither. */
  readonly severity: (typeof SEVERITIES)[number]
  readonly description: string
}

const SEVERITIES = ['breaking', 'dangerous', 'safe'] as const

/** Everything that differs between two schemas, the worst first, then by description. */
export function schemaChanges(landed: GraphQLSchema, next: GraphQLSchema): readonly SchemaChange[] {
  return findSchemaChanges(landed, next)
    .map(({ type, description }) => ({ severity: severityOf(type), description }))
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        (a.description < b.description ? -1 : 1),
    )
}

/** The breaking changes that the list of those made on purpose does not name in so many words. */
export function unannounced(changes: readonly SchemaChange[], announced: string): readonly SchemaChange[] {
  return changes.filter(
    ({ severity, description }) => severity === 'breaking' && !announced.includes(description),
  )
}

/** Something that front ends should leave, and until when they may still use it (both days in). */
type Deprecation = {
  readonly coordinate: string
  readonly since: string
  readonly until: string
  readonly instead: string
}

const REASON = /^Since (\d{4}-\d{2}-\d{2}), until (\d{4}-\d{2}-\d{2}): (.+)$/s

/** Every deprecation of a schema; `undated` are the coordinates whose reason does not give both days. */
export function deprecationsIn(schema: GraphQLSchema): {
  readonly dated: readonly Deprecation[]
  readonly undated: readonly string[]
} {
  const all = [...deprecatedIn(schema)]
  return {
    dated: all.flatMap(([coordinate, reason]) => {
      const [, since, until, instead] = REASON.exec(reason) ?? []
      if (since === undefined || until === undefined || instead === undefined) return []
      return [{ coordinate, since, until, instead }]
    }),
    undated: all.filter(([, reason]) => !REASON.test(reason)).map(([coordinate]) => coordinate),
  }
}

function* deprecatedIn(schema: GraphQLSchema): Iterable<readonly [coordinate: string, reason: string]> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        if (field.deprecationReason != null) yield [`${type.name}.${field.name}`, field.deprecationReason]
        for (const argument of field.args)
          if (argument.deprecationReason != null)
            yield [`${type.name}.${field.name}(${argument.name}:)`, argument.deprecationReason]
      }
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        if (field.deprecationReason != null) yield [`${type.name}.${field.name}`, field.deprecationReason]
    if (isEnumType(type))
      for (const value of type.getValues())
        if (value.deprecationReason != null) yield [`${type.name}.${value.name}`, value.deprecationReason]
  }
}

const BREAKING: ReadonlySet<string> = new Set(Object.values(BreakingChangeType))
const DANGEROUS: ReadonlySet<string> = new Set(Object.values(DangerousChangeType))

function severityOf(type: string): SchemaChange['severity'] {
  if (BREAKING.has(type)) return 'breaking'
  return DANGEROUS.has(type) ? 'dangerous' : 'safe'
}

/**
 * `node src/cli/schema/schema-changes.ts LANDED NEXT [ANNOUNCED]`: names every change between two schemas, and fails for a
 * breaking one that is not announced.
 */
if (import.meta.main) {
  const [landed = '', next = '', announced] = process.argv.slice(2)
  const [before, after] = await Promise.all(
    [landed, next].map(async (file) => buildSchema(await readFile(file, 'utf8'))),
  )
  if (before === undefined || after === undefined) throw new RangeError('expected two schemas')
  const changes = schemaChanges(before, after)
  const said = announced === undefined ? '' : await readFile(announced, 'utf8')
  const unsaid = unannounced(changes, said)
  for (const { severity, description } of changes) console.log(`${severity.padEnd(9)} ${description}`)
  for (const { coordinate, since, until, instead } of deprecationsIn(after).dated)
    console.log(`deprecated ${coordinate} since ${since}, until ${until}: ${instead}`)
  console.log(`${changes.length} changes, ${unsaid.length} breaking and not announced`)
  if (unsaid.length > 0) process.exitCode = 1
}
