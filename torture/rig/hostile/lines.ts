import { gzipSync } from 'node:zlib'
import type { Make } from './documents.ts'
import { ask, get, post, raw, times } from './request.ts'

const FINE = { query: '{ __typename }' }
const TAKES_DATE = 'query ($v: Date) { relationship(id: "japan-viet-nam") { asOf(date: $v) { recordEnds } } }'
const TAKES_POINT =
  'query ($v: PointInput!) { relationship(id: "japan-viet-nam") { compare(from: $v, to: {}) { to { recordEnds } } } }'
const withValue = (query: string, value: string) =>
  `{"query":${JSON.stringify(query)},"variables":{"v":${value}}}`
const encoded = encodeURIComponent

/** Bodies, headers and addresses that are not what they should be. */
export const LINES: Readonly<Record<string, Make>> = {
  variables(dice) {
    const length = 10 ** (3 + dice.below(3)) * (1 + dice.below(9))
    const deep = 100 + dice.below(50_000)
    return dice.pick([
      () => post(`a string of ${length}`, withValue(TAKES_DATE, `"${'9'.repeat(length)}"`)),
      () =>
        post(
          `a list of ${length}`,
          withValue(TAKES_POINT, `{"trusting":{"only":[${times(length / 10, () => '"x"', ',')}]}}`),
        ),
      () =>
        post(`${deep} deep`, withValue(TAKES_POINT, `${'{"trusting":'.repeat(deep)}1${'}'.repeat(deep)}`)),
      () => post(`lists ${deep} deep`, withValue(TAKES_DATE, `${'['.repeat(deep)}${']'.repeat(deep)}`)),
      () =>
        post(
          'a prototype',
          withValue(TAKES_POINT, '{"__proto__":{"date":"2025-01-01"},"constructor":{"prototype":{"x":1}}}'),
        ),
      () =>
        post(
          'a prototype of all',
          '{"query":"{ __typename }","__proto__":{"polluted":1},"variables":{"__proto__":{"polluted":1}}}',
        ),
      () =>
        post(
          'a variable of a reserved name',
          withValue(
            'query ($__proto__: Date, $constructor: Date, $v: Date) { relationship(id: "japan-viet-nam") { asOf(date: $__proto__, knownAt: $constructor) { recordEnds } } }',
            '1',
          ),
        ),
      () => post('a number out of range', withValue(TAKES_POINT, `{"position":1e${dice.below(400)}}`)),
      () => post('a key twice', '{"query":"{ nope }","query":"{ __typename }","query":"{"}'),
      () =>
        post(
          `${length} keys`,
          withValue(TAKES_POINT, `{${times(Math.min(length, 60_000), (n) => `"k${n}":1`, ',')}}`),
        ),
      () => post('a half pair', withValue(TAKES_DATE, '"\\ud800"')),
    ])()
  },
  json(dice) {
    const cut = JSON.stringify({ ...FINE, variables: { a: [1, 2, 3] } })
    const deep = 1_000 + dice.below(400_000)
    return dice.pick([
      () => post('cut off', cut.slice(0, dice.below(cut.length))),
      () => post('a comma too many', '{"query":"{ __typename }",}'),
      () => post('in single quotes', "{'query':'{ __typename }'}"),
      () => post('no object', dice.pick(['null', '1', '"x"', 'true', 'NaN', ''])),
      () => post('a list', JSON.stringify(Array.from({ length: dice.below(500) }, () => FINE))),
      () => post(`${deep} brackets`, `${'['.repeat(deep)}${']'.repeat(deep)}`),
      () => post(`${deep} brackets unclosed`, '{"a":'.repeat(deep / 5)),
      () =>
        post(
          'a byte order mark',
          Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(JSON.stringify(FINE))]),
        ),
      () =>
        post(
          'no UTF-8',
          Buffer.from([
            ...Buffer.from('{"query":"{ a'),
            0xff,
            0xc0,
            0x80,
            0xed,
            0xa0,
            0x80,
            ...Buffer.from(' }"}'),
          ]),
        ),
      () => post('UTF-16', Buffer.from(JSON.stringify(FINE), 'utf16le')),
      () => post('NULs', `{"query":"{ __typename\\u0000 }"}\u0000`),
      () =>
        post('parameters of other kinds', {
          query: dice.pick<unknown>([1, [], {}, true]),
          variables: 'x',
          operationName: 5,
          extensions: [],
        }),
      () => post('more than a body may be', `{"query":"${'x'.repeat(1_100_000)}"}`),
    ])()
  },
  contents(dice) {
    const bomb = () => gzipSync(Buffer.alloc(2 ** (20 + dice.below(5)), '{"query":"{ __typename }"} '))
    const boundary = 'xxx'
    const form = (parts: number) =>
      `${times(parts, (n) => `--${boundary}\r\ncontent-disposition: form-data; name="${n === 0 ? 'operations' : `f${n}`}"\r\n\r\n{"query":"{ __typename }"}\r\n`, '')}--${boundary}--`
    return dice.pick([
      () =>
        post('a simple type', FINE, {
          'content-type': dice.pick([
            'text/plain',
            'text/plain;charset=utf-8',
            'application/x-www-form-urlencoded',
          ]),
        }),
      () =>
        post('a form', `query=${encoded('{ __typename }')}`, {
          'content-type': 'application/x-www-form-urlencoded',
        }),
      () =>
        post('a form of parts', form(1 + dice.below(200)), {
          'content-type': `multipart/form-data; boundary=${boundary}`,
        }),
      () => post('no type', FINE, { 'content-type': '' }),
      () =>
        post('another type', FINE, {
          'content-type': dice.pick([
            'application/xml',
            'application/graphql',
            'application/jsonx',
            '*/*',
            'application/json, text/plain',
            ';;;',
          ]),
        }),
      () =>
        post('another charset', FINE, {
          'content-type': `application/json; charset=${dice.pick(['utf-16', 'latin1', 'utf-7', 'x'])}`,
        }),
      () => post('a compressed bomb', bomb(), { 'content-encoding': 'gzip' }),
      () => post('a bomb unsaid', bomb()),
      () =>
        post('other codings', FINE, {
          'content-encoding': dice.pick(['br', 'deflate', 'gzip, gzip, gzip', 'x']),
        }),
      () =>
        post('an answer of no kind', FINE, {
          accept: dice.pick([
            'image/png',
            'application/json;q=0',
            'text/csv, x/y',
            'application/json;charset=utf-16',
          ]),
        }),
    ])()
  },
  headers(dice) {
    const length = 10_000 + dice.below(1_000_000)
    const body = Buffer.from(JSON.stringify(FINE))
    const line = 'POST /graphql HTTP/1.1'
    const base = { host: 'localhost', connection: 'close', 'content-type': 'application/json' }
    return dice.pick([
      () => raw(`a header of ${length}`, 'GET /health HTTP/1.1', { ...base, a: 'x'.repeat(length) }),
      () =>
        raw('many headers', 'GET /health HTTP/1.1', {
          ...base,
          ...Object.fromEntries(Array.from({ length: 120 + dice.below(2_000) }, (_, n) => [`h${n}`, 'x'])),
        }),
      () =>
        raw('two lengths', line, { ...base, 'content-length': `${body.length}\r\ncontent-length: 5` }, body),
      () =>
        raw(
          'length and chunks',
          line,
          { ...base, 'content-length': '4', 'transfer-encoding': 'chunked' },
          Buffer.from('0\r\n\r\nGET /x HTTP/1.1\r\nhost: localhost\r\n\r\n'),
        ),
      () =>
        raw(
          'chunks of another name',
          line,
          {
            ...base,
            'transfer-encoding': dice.pick([
              'xchunked',
              'chunked, identity',
              ' chunked',
              'chunked\r\ntransfer-encoding: x',
            ]),
          },
          Buffer.from('5\r\nhello\r\n0\r\n\r\n'),
        ),
      () =>
        raw(
          'a chunk of no size',
          line,
          { ...base, 'transfer-encoding': 'chunked' },
          Buffer.from(`${dice.pick(['-1', 'zz', 'ffffffffffffffffff', '0x5'])}\r\nhello\r\n0\r\n\r\n`),
        ),
      () =>
        raw(
          'extensions of chunks',
          line,
          { ...base, 'transfer-encoding': 'chunked' },
          Buffer.from(`1;${'a'.repeat(20_000)}\r\nx\r\n0\r\n\r\n`),
        ),
      () =>
        raw(
          'a length below zero',
          line,
          { ...base, 'content-length': dice.pick(['-5', '1e3', '99999999999999999999', '5, 5']) },
          body,
        ),
      () => raw('a folded header', 'GET /health HTTP/1.1', { ...base, a: 'b\r\n c' }),
      () => raw('a bare line feed', 'GET /health HTTP/1.1', { ...base, a: 'b\nx: y' }),
      () => raw('no host', 'GET /health HTTP/1.1', { connection: 'close' }),
      () =>
        raw('another host', 'GET /graphql HTTP/1.1', {
          ...base,
          host: dice.pick(['[', 'a b', 'x/../y', '\u00ff', 'a,b', 'x:99999']),
        }),
      () =>
        raw('an upgrade', 'GET /health HTTP/1.1', {
          ...base,
          connection: 'close, upgrade',
          upgrade: dice.pick(['websocket', 'h2c', 'x']),
        }),
      () =>
        raw(
          'an expectation',
          line,
          { ...base, expect: dice.pick(['nothing', '200-ok']), 'content-length': String(body.length) },
          body,
        ),
      () =>
        raw(
          'another version',
          dice.pick(['GET /health HTTP/0.9', 'GET /health HTTP/3.7', 'PRI * HTTP/2.0', 'GET /health']),
          base,
        ),
      () =>
        raw(
          'another method',
          dice.pick([
            'TRACE /graphql HTTP/1.1',
            'CONNECT x:1 HTTP/1.1',
            'BREW /graphql HTTP/1.1',
            'PUT /graphql HTTP/1.1',
            'DELETE /graphql HTTP/1.1',
            'get /graphql HTTP/1.1',
          ]),
          { ...base, 'content-length': '0' },
        ),
      () =>
        raw(
          'no HTTP',
          dice.pick(['hello', '\u0016\u0003\u0001\u0002\u0000', '\r\n\r\n\r\n', 'SSH-2.0-x']),
          {},
        ),
    ])()
  },
  addresses(dice) {
    const query = encoded('{ __typename }')
    const many = 100 + dice.below(2_000)
    return dice.pick([
      () => get('an overlong address', `/graphql?query=${'x'.repeat(5_000 + dice.below(100_000))}`),
      () =>
        get(
          `${many} parameters`,
          `/graphql?query=${query}&${times(Math.min(many, 1_500), (n) => `a${n}=1`, '&')}`,
        ),
      () => get('a parameter twice', `/graphql?query=${query}&query=${query}&variables=1&variables=2`),
      () =>
        get(
          'variables that are no JSON',
          `/graphql?query=${query}&variables=${encoded(dice.pick(['{', 'x', '[1', '"a"', '[]', '{"__proto__":1}']))}&extensions=%7B`,
        ),
      () => get('a mutation', `/graphql?query=${encoded('mutation { __typename }')}`),
      () =>
        get('a subscription', `/graphql?query=${encoded('subscription { __typename }')}`, {
          accept: 'text/event-stream',
        }),
      () =>
        get(
          'two operations',
          `/graphql?query=${encoded('query A { __typename } mutation B { __typename }')}&operationName=B`,
        ),
      () => get('bad escapes', `/graphql?query=${dice.pick(['%', '%zz', '%c0%80', '%00', '%ff%fe'])}`),
      () =>
        get(
          'another path',
          dice.pick([
            '/../../etc/passwd',
            '/graphql/..%2f..%2fetc',
            '//graphql',
            '/graphql%00',
            '/%2e%2e/',
            '/feeds/../x.json',
            '/graphql;x=1',
            '/GRAPHQL',
          ]),
        ),
      () =>
        get(
          'a whole address',
          dice.pick([
            'http://elsewhere.example/graphql',
            'ftp://x/',
            '*',
            'javascript:alert(1)',
            'http://[/graphql',
          ]),
        ),
      () =>
        get(
          'a page with a script in it',
          `/graphql?query=${encoded('{ a }</script><script>alert(1)</script>')}`,
          { accept: 'text/html' },
        ),
      () =>
        get(
          'a feed of nonsense',
          `/feeds/japan-viet-nam.json?date=${'9'.repeat(dice.below(5_000))}&knownAt=%00&position=-1`,
        ),
    ])()
  },
  pipelined(dice) {
    const count = 20 + dice.below(200)
    const each = (n: number) =>
      ask(
        '',
        `{ relationship(id: "japan-viet-nam") { a: asOf(date: "20${10 + (n % 15)}-01-01") { undertakings { because { digest } } } } }`,
      )
        .bytes.toString('latin1')
        .replace('connection: close', n === count - 1 ? 'connection: close' : 'connection: keep-alive')
    return { name: `${count} on one connection`, bytes: Buffer.from(times(count, each, ''), 'latin1') }
  },
}
