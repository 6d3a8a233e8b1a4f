import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import {
  buildSchema,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql'

/** A difference between two schemas, and what it does to clients of the older one. */
export type SchemaChange = {
  /** `breaking` makes valid documents invalid, `dangerous` may surprise a client, `safe` does neither. */
  readonly severity: (typeof SEVERITIES)[number]
  readonly description: string
}

const SEVERITIES = ['breaking', 'dangerous', 'safe'] as const

const SEVERITY: Readonly<Record<CriticalityLevel, SchemaChange['severity']>> = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
}

/** Every difference between two schemas except descriptions, the worst first, then by description. */
export async function schemaChanges(
  before: GraphQLSchema,
  after: GraphQLSchema,
): Promise<readonly SchemaChange[]> {
  const changes = await diff(before, after)
  return changes
    .filter(({ type }) => !String(type).includes('DESCRIPTION'))
    .map(({ message, criticality }) => ({ severity: SEVERITY[criticality.level], description: message }))
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        (a.description < b.description ? -1 : 1),
    )
}

/** The breaking changes that `announced` does not contain word by word. */
export function unannounced(changes: readonly SchemaChange[], announced: string): readonly SchemaChange[] {
  return changes.filter(
    ({ severity, description }) => severity === 'breaking' && !announced.includes(description),
  )
}

/** The revision that `docs/schema/README.md` names: **Compared with** `<revision>`. Throws if it names none. */
export function revisionIn(readme: string): string {
  const [, revision] = /\*\*Compared with\*\* `([^`]+)`/.exec(readme) ?? []
  if (revision === undefined) throw new RangeError('docs/schema/README.md names no revision')
  return revision
}

/** The schema at a revision of git; undefined if the clone does not have it, as a shallow one may not. */
export async function schemaAt(revision: string): Promise<GraphQLSchema | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', ['show', `${revision}:schema.graphql`], {
      maxBuffer: 64 * 1024 * 1024,
    })
    return buildSchema(stdout)
  } catch {
    return undefined
  }
}

/** A deprecated part of the schema, and the days between which it may still be used (both included). */
type Deprecation = {
  readonly coordinate: string
  readonly since: string
  readonly until: string
  readonly instead: string
}

const REASON = /^Since (\d{4}-\d{2}-\d{2}), until (\d{4}-\d{2}-\d{2}): (.+)$/s

/** Every deprecation of a schema; `undated` are the coordinates whose reason lacks one of the days. */
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

/**
 * `node supply/schema-changes.ts [REVISION]`: lists every change of `schema.graphql` since a revision of git, by default
 * the one that `docs/schema/README.md` names, and fails for a breaking one that is not announced there. If the clone does
 * not have the revision it says so, and only fails under REGESTA_REQUIRE=all.
 */
if (import.meta.main) {
  const readme = await readFile('docs/schema/README.md', 'utf8')
  const revision = process.argv[2] ?? revisionIn(readme)
  const before = await schemaAt(revision)
  const after = buildSchema(await readFile('schema.graphql', 'utf8'))
  if (before === undefined) {
    console.log(`skipped: this clone has no revision ${revision} to compare with (git fetch --unshallow)`)
    if (process.env.REGESTA_REQUIRE === 'all' || process.argv[2] !== undefined) process.exitCode = 1
  } else {
    const changes = await schemaChanges(before, after)
    const missing = unannounced(changes, readme)
    for (const { severity, description } of changes) console.log(`${severity.padEnd(9)} ${description}`)
    for (const { coordinate, since, until, instead } of deprecationsIn(after).dated)
      console.log(`deprecated ${coordinate} since ${since}, until ${until}: ${instead}`)
    console.log(`${changes.length} changes since ${revision}, ${missing.length} breaking and not announced`)
    if (missing.length > 0) process.exitCode = 1
  }
}
