import { describe, expect, test } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'
import { createSchema, policyOf, ROLES, type Role } from '../../src/graphql/index.ts'
import { askingAs, refusedIn } from './access/asking.ts'
import { documentsReachingAll } from './access/documents.ts'

const schema = createSchema(bilateral)

/**
 * Who may have what, written by hand and found out otherwise than the program does: reading is for readers, writing for
 * recorders, and the server's own affairs are for those who run it. Whoever adds a field that this does not fit
 * says here why.
 */
function expectedRole({ root }: { readonly root: string }): Role {
  if (root === 'Query.server') return 'admin'
  // Which chronicles there are is for those who run the server, as what it serves is.
  if (root === 'Mutation.beginChronicle') return 'admin'
  if (root.startsWith('Mutation.')) return 'recorder'
  return 'reader'
}

/** One document for every field and every role that it may be had with, by whatever it is reached. */
const documents = [
  ...Map.groupBy(documentsReachingAll(schema), (each) => `${each.coordinate} ${expectedRole(each)}`).values(),
].flatMap((each) => each.slice(0, 1))

const ROLE_OF: Readonly<Record<string, Role | undefined>> = {
  nobody: undefined,
  stranger: undefined,
  anyone: 'reader',
  reader: 'reader',
  recorder: 'recorder',
  admin: 'admin',
}

test('every field of the schema is reached by some document', () => {
  const reached = new Set(documents.map(({ coordinate }) => coordinate))
  const all = Object.values(schema.getTypeMap()).flatMap((type) =>
    'getInterfaces' in type && 'isTypeOf' in type && !type.name.startsWith('__')
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  )
  expect(all.filter((coordinate) => !reached.has(coordinate))).toEqual([])
  expect(reached.size).toBeGreaterThan(300)
})

test('every field that operations begin with declares its role', () => {
  expect([...policyOf(schema)].filter(([, need]) => need === 'no one')).toEqual([])
})

// One for all viewers: each document is parsed and validated once.
const ask = askingAs(schema)

describe.each(Object.keys(ROLE_OF))('%s', (viewer) => {
  test('may have of every field what the rule says, by whatever it is reached', async () => {
    const wrong: string[] = []
    for (const each of documents) {
      const answer = await ask(viewer, each.document)
      const role = ROLE_OF[viewer]
      const may = role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(expectedRole(each))
      const refused = refusedIn(answer)
      const others = answer.errors.map(({ extensions }) => String(extensions.code))
      // A document that is turned away for another reason shows nothing.
      if (others.some((code) => /VALIDATION|PARSE|SYNTAX|E_DEPTH|E_COST|E_SIZE|E_FAULT/.test(code)))
        wrong.push(`${each.document} is no good: ${answer.errors.map(({ message }) => message)}`)
      if (may !== (refused.length === 0)) wrong.push(`${each.coordinate} by ${each.root}: ${refused}`)
      if (!may) expect(answer.status).toBe(viewer === 'nobody' || viewer === 'anyone' ? 401 : 403)
    }
    expect(wrong).toEqual([])
  })
})
