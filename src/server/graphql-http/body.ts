import { refusedRequest } from './refused.ts'

const JSON_TYPE = 'application/json'

/**
 * What a body of JSON says. Throws what GraphQL over HTTP has for any other: 415 for another type, charset or coding,
 * 413 for more bytes than `most`, 400 for bytes that are no UTF-8 and text that is no JSON.
 */
export async function readJsonBody(request: Request, most: number): Promise<unknown> {
  checkType(request.headers)
  const text = decoded(await bytesOf(request, most))
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw refusedRequest(400, 'E_JSON', `the body is no JSON: ${why.slice(0, 200)}`)
  }
}

/** A form or plain text can be sent from any page without asking (a "simple" request); JSON cannot. */
function checkType(headers: Headers): void {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (type !== JSON_TYPE)
    throw refusedRequest(
      415,
      'E_CONTENT_TYPE',
      `expected a body of ${JSON_TYPE}, got ${type === '' ? 'none' : JSON.stringify(type.slice(0, 80))}`,
      { accept: JSON_TYPE },
    )
  const charset = parameters.find((each) => each.startsWith('charset='))
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset))
    throw refusedRequest(415, 'E_CONTENT_TYPE', 'expected charset=utf-8', { accept: JSON_TYPE })
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (coding !== 'identity')
    throw refusedRequest(415, 'E_CONTENT_ENCODING', 'expected a body as it is, not compressed', {
      'accept-encoding': 'identity',
    })
}

async function bytesOf({ body }: Request, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    length += part.length
    if (length > most)
      throw refusedRequest(413, 'E_BODY', `the body is longer than ${most} bytes; send less at once`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** A byte order mark at the beginning is left out. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refusedRequest(400, 'E_ENCODING', 'the body is no UTF-8')
  }
}
