import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../src/errors.ts'
import { isPostgresUrl, parseTarget, withoutSecrets } from '../../src/stores/postgres/url.ts'

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

  it('takes connect_timeout for its own, and leaves what pg knows to it', () => {
    const of =
      'sslmode=verify-full&sslrootcert=ca.pem&sslcert=c.pem&sslkey=k.pem&application_name=desk&options=-c%20geqo%3Doff'
    const { hosts, limits } = parseTarget(`postgres://one/db?${of}&connect_timeout=7`)
    expect(limits).toEqual({ connectTimeout: 7_000 })
    const [host] = hosts
    const handed = new URL(String(host?.config().connectionString)).searchParams
    expect([...handed]).toEqual([...new URLSearchParams(of)])
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
    {
      url: 'postgres://one/db?schemma=x',
      told: /there is no parameter "schemma"; did you mean schema\? There are schema, partitions, .*sslmode/,
    },
    { url: 'postgres://one/db?Schema=x', told: /no parameter "Schema"; did you mean schema\?/ },
    { url: 'postgres://one/db?colour=x', told: /no parameter "colour"; there are schema, / },
    { url: 'postgres://one/db?dbname=x', told: /dbname: the database is in the path/ },
    { url: 'postgres://one/db?statement_timeout=9', told: /statement_timeout: a ledger sets its own limits/ },
    {
      url: 'postgres://one/db?sslmode=verify_full',
      told: /sslmode is "verify_full", expected one of .*verify-full/,
    },
    { url: 'postgres://one/db?schema=a&schema=b', told: /schema is given 2 times, expected once/ },
    {
      url: 'postgres://one/db?connect_timeout=0',
      told: /connect_timeout is "0", expected a number from 1 to/,
    },
  ])('refuses $url', ({ url, told }) => {
    const refusal = refusalOf(url)
    expect(refusal).toMatchObject({ code: 'E_LEDGER_URL', category: 'invalid' })
    expect(String(refusal)).toMatch(told)
  })

  it('tells every fault of a URL at once', () => {
    const refusal = refusalOf('postgres://one:port/db?schemma=x&partitions=-1&schema=Press&sslmode=on')
    expect(refusal).toBeInstanceOf(InvalidInput)
    const told = refusal instanceof InvalidInput ? refusal.faults : []
    expect(told.map(({ code }) => code)).toEqual(Array(5).fill('E_LEDGER_URL'))
    expect(told.map(({ message }) => message).join('\n')).toMatch(
      /expected postgres:.*schema is "Press".*partitions is "-1".*no parameter "schemma".*sslmode is "on"/s,
    )
  })

  it.each([
    'postgres://me:pa/hunter2@one/db',
    'postgres://me:12/hunter2@one/db',
    'postgres://me:hunter2/pa@one/db',
    'postgres://me:12?hunter2@one/db',
    'postgres://me:hunter2?pa@one/db',
    'postgres://me:hunter2#pa@one/db',
    'postgres://me:12#hunter2@one/db',
    'postgres://me:p@hunter2/pa@one/db',
    'postgres://me:p@hunter2?pa=hunter2@one/db',
  ])('takes no part of a password for a host, a path or a parameter: %s', (url) => {
    const refusal = refusalOf(url)
    expect(String(refusal)).toMatch(/percent-encoded/)
    for (const shown of [inspect(refusal, { depth: 9, showHidden: true }), withoutSecrets(url)])
      expect(shown).not.toContain('hunter2')
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
