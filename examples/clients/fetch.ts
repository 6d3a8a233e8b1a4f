/** A client of `fetch` alone, without a cache: the browser keeps what the server's headers allow, where it asks by GET. */
export async function ask(url: string, query: string, variables: object): Promise<unknown> {
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) })
  const response = await fetch(`${url}?${search}`, { headers: { accept: 'application/json' } })
  const { data, errors } = await response.json()
  if (errors) throw new Error(errors.map((error: { message: string }) => error.message).join('\n'))
  return data
}

/** The answers of a subscription, as they come: `data:` lines of server-sent events. */
export async function* listen(url: string, query: string, variables: object): AsyncGenerator<unknown> {
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) })
  const response = await fetch(`${url}?${search}`, { headers: { accept: 'text/event-stream' } })
  let pending = ''
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (pending + text).split('\n')
    pending = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data: {')) yield JSON.parse(line.slice(6)).data
  }
}
