import {
  GraphQLEnumType,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { needs, policyOf } from '../../src/graphql/index.ts'
import { type Answer, askingAs, refusedIn } from './access/asking.ts'

const text = { type: GraphQLString, description: 'Text.', resolve: () => 'x' }

const named = new GraphQLInterfaceType({
  name: 'Named',
  fields: { name: text, salary: { ...text, extensions: needs('admin') } },
  resolveType: () => 'Person',
})
const person: GraphQLObjectType = new GraphQLObjectType({
  name: 'Person',
  interfaces: [named],
  fields: () => ({
    name: text,
    salary: text,
    address: { ...text, extensions: needs('recorder') },
    friends: { type: new GraphQLList(new GraphQLNonNull(person)), resolve: () => [{}] },
  }),
})
const pet = new GraphQLObjectType({
  name: 'Pet',
  interfaces: [named],
  fields: { name: { ...text, extensions: needs('recorder') }, salary: text },
})

async function* ticks() {
  yield { ticks: 'x' }
}

const colour = new GraphQLEnumType({ name: 'Colour', values: { CRIMSON: {}, AZURE: {} } })

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      person: { type: person, extensions: needs('reader'), resolve: () => ({}) },
      someone: { type: named, extensions: needs('reader'), resolve: () => ({}) },
      coloured: {
        type: person,
        extensions: needs('reader'),
        args: { by: { type: colour } },
        resolve: () => ({}),
      },
      archive: { type: person, extensions: needs('recorder'), resolve: () => ({}) },
      vault: { type: person, extensions: needs('admin'), resolve: () => ({}) },
      forgotten: { type: person, resolve: () => ({}) },
    },
  }),
  mutation: new GraphQLObjectType({
    name: 'Mutation',
    fields: {
      write: { ...text, extensions: needs('recorder') },
      generous: { ...text, extensions: needs('reader') },
      wipe: { ...text, extensions: needs('admin') },
      forgot: text,
    },
  }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      ticks: { ...text, extensions: needs('reader'), subscribe: ticks, resolve: () => 'x' },
      alarms: { ...text, extensions: needs('admin'), subscribe: ticks, resolve: () => 'x' },
      forgotten: { ...text, subscribe: ticks, resolve: () => 'x' },
    },
  }),
  types: [person, pet],
})

const ask = askingAs(schema)
const EVERYONE = ['nobody', 'anyone', 'stranger', 'reader', 'recorder', 'admin'] as const
const LET_IN = ['anyone', 'reader', 'recorder', 'admin'] as const

async function refused(viewer: string, query: string, more: object = {}): Promise<readonly string[]> {
  const answer = await ask(viewer, query, more)
  expect(answer.errors.map(({ message }) => message).join()).not.toMatch(/Cannot query|Syntax/)
  return refusedIn(answer)
}

describe('policyOf()', () => {
  test('has every field that operations begin with, and every other that asks for more', () => {
    expect(Object.fromEntries(policyOf(schema))).toEqual({
      'Query.person': 'reader',
      'Query.someone': 'reader',
      'Query.coloured': 'reader',
      'Query.archive': 'recorder',
      'Query.vault': 'admin',
      'Query.forgotten': 'no one',
      'Query.__schema': 'reader',
      'Query.__type': 'reader',
      'Mutation.write': 'recorder',
      'Mutation.generous': 'recorder',
      'Mutation.wipe': 'admin',
      'Mutation.forgot': 'no one',
      'Subscription.ticks': 'reader',
      'Subscription.alarms': 'admin',
      'Subscription.forgotten': 'no one',
      'Named.salary': 'admin',
      'Person.salary': 'admin',
      'Person.address': 'recorder',
      'Pet.salary': 'admin',
      'Pet.name': 'recorder',
    })
  })

  test('refuses a role that is none', () => {
    const query = new GraphQLObjectType({
      name: 'Query',
      fields: { a: { ...text, extensions: { role: 'owner' } } },
    })
    expect(() => policyOf(new GraphQLSchema({ query }))).toThrow(/Query.a declares "owner"/)
  })
})

describe('a field that operations begin with', () => {
  test.each(EVERYONE)('and that declares no role is let to no one: %s', async (viewer) => {
    for (const query of ['{ forgotten { name } }', 'mutation { forgot }', 'subscription { forgotten }'])
      expect(await refused(viewer, query)).toHaveLength(1)
  })

  test.each([
    ['{ person { name } }', LET_IN],
    ['{ archive { name } }', ['recorder', 'admin']],
    ['{ vault { name } }', ['admin']],
    ['mutation { write }', ['recorder', 'admin']],
    ['mutation { generous }', ['recorder', 'admin']],
    ['mutation { wipe }', ['admin']],
    ['subscription { ticks }', LET_IN],
    ['subscription { alarms }', ['admin']],
  ] as const)('%s is let to %j', async (query, let_) => {
    const had = []
    for (const viewer of EVERYONE) if ((await refused(viewer, query)).length === 0) had.push(viewer)
    expect(had).toEqual(let_)
  })
})

describe('what is refused', () => {
  test('is refused by 401 and a challenge to whoever showed nothing, by 403 to whoever did', async () => {
    const told = async (viewer: string) => {
      const { status, challenge, errors } = await ask(viewer, '{ vault { name } }')
      return [status, challenge, errors[0]?.extensions.code]
    }
    expect(await told('nobody')).toEqual([401, 'Bearer realm="regesta"', 'E_UNAUTHENTICATED'])
    expect(await told('anyone')).toEqual([401, 'Bearer realm="regesta"', 'E_UNAUTHENTICATED'])
    expect(await told('stranger')).toEqual([403, null, 'E_FORBIDDEN'])
    expect(await told('reader')).toEqual([403, null, 'E_FORBIDDEN'])
    expect(await told('admin')).toEqual([200, null, undefined])
  })

  test('is refused by 403 where no credential would help', async () => {
    const { status, challenge } = await ask('anyone', '{ forgotten { name } }')
    expect([status, challenge]).toEqual([403, null])
  })

  test('says what it takes, where it stands, and nothing that is meant for HTTP alone', async () => {
    const { errors } = await ask('reader', '{ vault { name } }')
    expect(errors).toEqual([
      {
        message: 'Query.vault takes the role admin; yours is reader',
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'E_FORBIDDEN', category: 'invalid', coordinate: 'Query.vault', needs: 'admin' },
      },
    ])
  })

  test('is told all at once, and nothing of the operation is done', async () => {
    const query = `{
      person { address again: address friends { salary } }
      vault { name } archive { name } forgotten { name }
    }`
    const { errors, ...answer } = await ask('reader', query)
    expect(refusedIn({ ...answer, errors })).toEqual([
      'E_FORBIDDEN Person.address',
      'E_FORBIDDEN Person.salary',
      'E_FORBIDDEN Query.vault',
      'E_FORBIDDEN Query.archive',
      'E_FORBIDDEN Query.forgotten',
    ])
    expect(Object.keys(answer)).not.toContain('data')
  })
})

describe('a field further in', () => {
  test('asks for no more than what it was reached through, unless it says so', async () => {
    expect(await refused('anyone', '{ person { name friends { name } } }')).toEqual([])
    expect(await refused('reader', '{ person { friends { friends { address } } } }')).toEqual([
      'E_FORBIDDEN Person.address',
    ])
    expect(await refused('recorder', '{ person { friends { friends { address } } } }')).toEqual([])
    expect(await refused('recorder', '{ vault { address } }')).toEqual(['E_FORBIDDEN Query.vault'])
  })

  test('is held to what its interface asks for', async () => {
    expect(await refused('recorder', '{ person { salary } }')).toEqual(['E_FORBIDDEN Person.salary'])
    expect(await refused('recorder', '{ someone { salary } }')).toEqual(['E_FORBIDDEN Named.salary'])
    expect(await refused('admin', '{ someone { salary } }')).toEqual([])
  })

  test('of an interface is held to what any type behind it asks for', async () => {
    expect(await refused('reader', '{ someone { name } }')).toEqual(['E_FORBIDDEN Pet.name'])
    expect(await refused('reader', '{ someone { ... on Person { name } } }')).toEqual([])
    expect(await refused('reader', '{ someone { ... on Pet { name } } }')).toEqual(['E_FORBIDDEN Pet.name'])
  })
})

describe('no way of writing it leads around', () => {
  test.each([
    ['an alias', '{ person: vault { name } }'],
    ['a fragment', '{ ...A } fragment A on Query { vault { name } }'],
    [
      'fragments in fragments',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { vault { name } }',
    ],
    ['an inline fragment', '{ ... on Query { ... { vault { name } } } }'],
    ['@skip', '{ vault @skip(if: true) { name } }'],
    ['@include', '{ vault @include(if: false) { name } }'],
    ['a skipped fragment', '{ ...A @skip(if: true) } fragment A on Query { vault { name } }'],
    ['a variable that skips it', 'query ($no: Boolean = false) { vault @include(if: $no) { name } }'],
  ])('by %s', async (_, query) => {
    expect(await refused('reader', query)).toEqual(['E_FORBIDDEN Query.vault'])
  })

  test('only the operation that is run counts, by its name', async () => {
    const query = 'query Mine { person { name } } query Theirs { vault { name } }'
    expect(await refused('reader', query, { operationName: 'Mine' })).toEqual([])
    expect(await refused('reader', query, { operationName: 'Theirs' })).toEqual(['E_FORBIDDEN Query.vault'])
  })

  test('the same document is settled for each viewer anew', async () => {
    const query = '{ vault { name } }'
    for (const viewer of ['admin', 'reader', 'admin', 'anyone', 'admin'] as const)
      expect(await refused(viewer, query)).toHaveLength(viewer === 'admin' ? 0 : 1)
  })
})

describe('whoever may have nothing', () => {
  test('is told so before the document is read', async () => {
    for (const query of [
      '{ person { name } }',
      '{ no such',
      '{ nothing }',
      '{ __typename }',
      '{ __schema { types { name } } }',
    ]) {
      const { status, errors } = await ask('nobody', query)
      expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([401, ['E_UNAUTHENTICATED']])
      expect((await ask('stranger', query)).status).toBe(403)
    }
  })
})

describe('introspection', () => {
  const QUESTIONS = [
    '{ __schema { types { name } } }',
    '{ a: __type(name: "Person") { name } }',
    '{ ...A } fragment A on Query { __schema { queryType { name } } }',
    'mutation M { __typename } query Q { __schema { queryType { name } } }',
  ]
  const TABLE = {
    on: ['anyone', 'reader', 'recorder', 'admin'],
    authorised: ['reader', 'recorder', 'admin'],
    off: [],
  } as const

  test.each(['on', 'authorised', 'off'] as const)(
    'where it is %s is let to whom it says',
    async (setting) => {
      const asking = askingAs(schema, setting)
      for (const query of QUESTIONS) {
        const had = []
        for (const viewer of EVERYONE) {
          const answer: Answer = await asking(viewer, query, {
            operationName: query.startsWith('mutation') ? 'Q' : null,
          })
          if (answer.errors.length === 0) had.push(viewer)
        }
        expect(had).toEqual(TABLE[setting])
      }
    },
  )

  test('that is off leaves __typename, and suggests no names', async () => {
    const asking = askingAs(schema, 'off')
    expect((await asking('anyone', '{ __typename person { __typename } }')).errors).toEqual([])
    const { errors } = await asking('anyone', '{ persn { name } }')
    expect(errors.map(({ message }) => message)).toEqual(['Cannot query field "persn" on type "Query".'])
    const open = await ask('anyone', '{ persn { name } }')
    expect(open.errors[0]?.message).toMatch(/Did you mean "person"/)
    const coloured = 'query ($by: Colour) { coloured(by: $by) { name } }'
    const said = async (let_: typeof ask) =>
      (await let_('anyone', coloured, { variables: { by: 'CRIMSN' } })).errors[0]?.message
    expect([await said(asking), await said(ask)]).toEqual([
      expect.not.stringContaining('CRIMSON'),
      expect.stringContaining('Did you mean the enum value "CRIMSON"'),
    ])
  })

  test.each(['on', 'authorised', 'off'] as const)(
    'that is %s leaves the limit of 50 errors of one document',
    async (introspection) => {
      const unknown = Array.from({ length: 200 }, (_, index) => `a${index}: nosuch${index % 40}`)
      const { errors } = await askingAs(schema, introspection)(
        'reader',
        `{ person { ${unknown.join(' ')} } }`,
      )
      expect(errors).toHaveLength(51)
      expect(errors.at(-1)?.message).toBe(
        'Too many validation errors, error limit reached. Validation aborted.',
      )
    },
  )
})
