/** One question to a server; what it answers under `data`. Throws where it answers with errors, or not at all. */
export async function askApi(
  url: string,
  query: string,
  variables: object,
  { token, within = 10_000 }: { readonly token?: string; readonly within?: number } = {},
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(within),
  })
  const { data, errors } = await response.json()
  if (errors !== undefined) throw new Error(`${response.status} ${JSON.stringify(errors)}`)
  return data
}

/** What a subscription gives, one answer after the other, until the server ends it; throws when the connection is lost. */
export async function* subscribeApi(
  url: string,
  query: string,
  variables: object,
  signal: AbortSignal,
): AsyncGenerator<Readonly<Record<string, unknown>>, void, undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query, variables }),
    signal,
  })
  if (!response.ok || response.body === null) throw new Error(`${response.status} ${await response.text()}`)
  let rest = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const messages = (rest + chunk).split('\n\n')
    rest = messages.pop() ?? ''
    for (const message of messages) {
      const text = /^data: (.*)$/m.exec(message)?.[1]
      if (/^event: complete$/m.test(message)) return
      if (text === undefined) continue
      const { data, errors } = JSON.parse(text)
      if (errors !== undefined) throw new Error(JSON.stringify(errors))
      yield data
    }
  }
}
