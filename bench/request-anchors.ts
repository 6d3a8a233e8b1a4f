import { createServer, type RequestListener } from 'node:http'
import SchemaBuilder from '@pothos/core'
import { createYoga } from 'graphql-yoga'

/**
 * `node bench/request-anchors.ts bare|yoga PORT FILE`: a server that gives one answer to everybody. `bare` is Node's own with
 * the head and the bytes of FILE; `yoga` is Yoga with a schema of Pothos that has the values at hand. No logs, no limits.
 */
const [kind, port, file] = process.argv.slice(2)
const { head, body } = JSON.parse(
  await import('node:fs').then(({ readFileSync }) => readFileSync(file ?? '', 'utf8')),
)

createServer(kind === 'bare' ? bare() : yoga()).listen(Number(port), '127.0.0.1')

function bare(): RequestListener {
  const bytes = Buffer.from(body)
  const headers = [...head, 'content-length', bytes.length]
  return (request, response) => {
    request.resume()
    request.once('end', () => {
      response.writeHead(200, headers)
      response.end(bytes)
    })
  }
}

type Item = { readonly subject: string; readonly certainty: string }

function yoga(): RequestListener {
  const { data, extensions } = JSON.parse(body)
  const builder = new SchemaBuilder<{ Scalars: { Date: { Input: string; Output: string } } }>({})
  builder.scalarType('Date', { serialize: (day) => day, parseValue: String })
  const item = builder.objectRef<Item>('Item').implement({
    fields: (t) => ({ subject: t.exposeString('subject'), certainty: t.exposeString('certainty') }),
  })
  const state = builder.objectRef<{ item: Item }>('State').implement({
    fields: (t) => ({
      item: t.field({
        type: item,
        args: { subject: t.arg.id({ required: true }) },
        resolve: (parent) => parent.item,
      }),
    }),
  })
  const relationship = builder.objectRef<{ asOf: { item: Item } }>('Relationship').implement({
    fields: (t) => ({
      asOf: t.field({ type: state, args: { date: t.arg({ type: 'Date' }) }, resolve: ({ asOf }) => asOf }),
    }),
  })
  builder.queryType({
    fields: (t) => ({
      relationship: t.field({
        type: relationship,
        args: { id: t.arg.id({ required: true }) },
        resolve: () => data.relationship,
      }),
    }),
  })
  const addCost = {
    onExecute: () => ({
      onExecuteDone: ({ result, setResult }: { result: object; setResult: (result: object) => void }) =>
        setResult({ ...result, extensions }),
    }),
  }
  return createYoga({ schema: builder.toSchema(), logging: false, plugins: [addCost] })
}
