import { join } from 'node:path'
import { type AuditResult, serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT, type Started, serve } from './process.ts'

/** The servers that are audited: as it comes, and closed as far as it goes. `npm run http-audit` writes the page. */
const SERVERS = [
  { name: 'bare', flags: [], headers: {} },
  {
    name: 'hardened',
    flags: ['--csrf', '--origins', 'https://front.example'],
    headers: { 'graphql-require-preflight': '1', origin: 'https://front.example' },
  },
] as const

const PAGE = join(ROOT, 'docs', 'http-audit.md')
const outcomes = new Map<string, Map<string, AuditResult>>()

describe.each(SERVERS)('the $name server', ({ name, flags, headers }) => {
  let server: Started
  beforeAll(async () => {
    server = await serve(['--port', '0', ...flags])
  })
  afterAll(async () => {
    expect((await server.stop()).code).toBe(0)
  })

  const audits = serverAudits({
    url: () => `${server.origin}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), ...headers } }),
  })
  const told = new Map<string, AuditResult>()
  outcomes.set(name, told)

  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (id, _, audit) => {
    const result = await audit.fn()
    told.set(id, result)
    expect(result).toMatchObject({ status: 'ok' })
  })
})

test('the page tells what was found', async () => {
  await expect(pageOf(outcomes)).toMatchFileSnapshot(PAGE)
})

function pageOf(servers: ReadonlyMap<string, ReadonlyMap<string, AuditResult>>): string {
  const names = [...servers.keys()]
  const [first = new Map<string, AuditResult>()] = servers.values()
  const rows = [...first.values()].map(({ id, name }) => {
    const found = names.map((each) => servers.get(each)?.get(id)?.status ?? 'not asked')
    return `| ${[id, name.replaceAll('|', '\\|'), ...found].join(' | ')} |`
  })
  return `# GraphQL over HTTP

The results of the audit suite of [graphql-http](https://github.com/graphql/graphql-http), for a server with its defaults and
for a hardened one: \`regesta serve --csrf --origins https://front.example\`, asked with a header
\`graphql-require-preflight\`. \`ok\` means that the server does what the specification says, be it MUST, SHOULD or MAY.
\`npm run http-audit\` runs the audit again and writes this page; the tests fail if the results differ.

| | audit | ${names.join(' | ')} |
|---|---|${names.map(() => '---|').join('')}
${rows.join('\n')}
`
}
