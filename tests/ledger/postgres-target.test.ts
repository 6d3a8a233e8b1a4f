import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPostgresUrl, withoutSecrets } from '../../src/ledger/index.ts'
import { parseTarget } from '../../src/ledger/postgres/target.ts'

describe('parseTarget()', () => {
  it.each([
    {
      url: 'postgres://me:pw@one/db',
      name: 'postgres://me@one/db',
      hosts: [{ name: 'one', url: 'postgres://me:pw@one/db' }],
    },
    {
      url: 'postgresql://me@one:5433,two:5434,three/db?sslmode=disable',
      name: 'postgres://me@one:5433,two:5434,three/db',
      hosts: [
        { name: 'one:5433', url: 'postgres://me@one:5433/db?sslmode=disable' },
        { name: 'two:5434', url: 'postgres://me@two:5434/db?sslmode=disable' },
        { name: 'three', url: 'postgres://me@three/db?sslmode=disable' },
      ],
    },
    {
      url: 'postgres://me:p%40%3A%2F@[::1]:5433/db',
      name: 'postgres://me@[::1]:5433/db',
      hosts: [{ name: '[::1]:5433', url: 'postgres://me:p%40%3A%2F@[::1]:5433/db' }],
    },
    {
      url: 'postgres:///db?host=/run/postgresql',
      name: 'postgres:///db',
      hosts: [{ name: '/run/postgresql', url: 'postgres:///db?host=%2Frun%2Fpostgresql' }],
    },
    { url: 'postgres://one', name: 'postgres://one', hosts: [{ name: 'one', url: 'postgres://one' }] },
  ])('reads $url', ({ url, name, hosts }) => {
    const target = parseTarget(url)
    expect(target.name).toBe(name)
    expect(target.hosts.map((host) => ({ name: host.name, url: host.config().connectionString }))).toEqual(
      hosts,
    )
    expect(target).toMatchObject({ sessions: undefined, schema: 'regesta', partitions: 16 })
  })

  it('takes its own parameters, and hands on the others', () => {
    const own = 'schema=press&partitions=0&connections=20&patience=60&target_session_attrs=standby'
    const { hosts, name, ...told } = parseTarget(`postgres://a,b/db?ssl=true&${own}`)
    expect(told).toEqual({
      sessions: 'standby',
      schema: 'press',
      partitions: 0,
      limits: { connections: 20, patience: 60_000 },
    })
    expect(name).toBe('postgres://a,b/db')
    expect(hosts.map((host) => host.config().connectionString)).toEqual([
      'postgres://a/db?ssl=true',
      'postgres://b/db?ssl=true',
    ])
  })

  it.each([
    { url: 'postgres://one:port/db', told: /expected postgres:\/\/user:password@host:port\/database/ },
    { url: 'postgres://me:pa/ss@one/db', told: /percent-encoded/ },
    { url: 'postgres://a b/db', told: /expected postgres/ },
    { url: 'mysql://one/db', told: /expected postgres/ },
    { url: 'postgres://one/db?schema=Press', told: /schema is "Press"/ },
    { url: 'postgres://one/db?schema=pg_catalog', told: /schema is "pg_catalog"/ },
    { url: `postgres://one/db?schema=${encodeURIComponent('a; DROP TABLE b')}`, told: /schema is/ },
    { url: 'postgres://one/db?partitions=-1', told: /partitions is "-1", expected a number from 0 to 1024/ },
    { url: 'postgres://one/db?connections=0', told: /connections is "0", expected a number from 1 to 1000/ },
    { url: 'postgres://one/db?patience=1.5', told: /patience is "1.5"/ },
    {
      url: 'postgres://one/db?target_session_attrs=best',
      told: /any, read-write, primary, standby, read-only/,
    },
  ])('refuses $url', ({ url, told }) => {
    const refusal = refusalOf(url)
    expect(refusal).toMatchObject({ code: 'E_LEDGER_URL', category: 'invalid' })
    expect(String(refusal)).toMatch(told)
  })

  it('shows the password to nobody, whatever is wrong with the URL', () => {
    const secret = 'hunter2hunter2'
    const part = fc.string({ maxLength: 8 })
    fc.assert(
      fc.property(part, part, part, fc.constantFrom('', ':x', ',b', '/d', '?schema=Ä', ' '), (a, b, c, d) => {
        const url = `postgres://me:${encodeURIComponent(a)}${secret}${encodeURIComponent(b)}@${c}${d}`
        fc.pre(!c.includes('@'))
        const target = refusalOf(url)
        expect(inspect(target, { depth: 9, showHidden: true })).not.toContain(secret)
        expect(withoutSecrets(url)).not.toContain(secret)
      }),
      { numRuns: 500 },
    )
  })
})

describe('isPostgresUrl()', () => {
  it.each([
    ['postgres://x', true],
    ['postgresql://x', true],
    ['POSTGRES://x', true],
    ['.regesta/ledger.sqlite', false],
    ['postgres.sqlite', false],
  ])('of %s is %s', (text, answer) => {
    expect(isPostgresUrl(text)).toBe(answer)
  })
})

/** What is thrown, or else what it reads. */
function refusalOf(url: string): unknown {
  try {
    return parseTarget(url)
  } catch (error) {
    return error
  }
}
