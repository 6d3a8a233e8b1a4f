/** Whether a path is that of an API: `/graphql`, or `/graphql/<domain>`. */
export function isApiPath(path: string): boolean {
  return /^\/graphql(\/[\w-]+)?$/.test(path)
}

/** The methods that a path takes, as the header Allow lists them. */
export function methodsOf(path: string): string {
  return isApiPath(path) ? 'GET, HEAD, POST, OPTIONS' : 'GET, HEAD, OPTIONS'
}

/** What OPTIONS is answered with. */
export function optionsOf(path: string): Response {
  return new Response(null, { status: 204, headers: { allow: methodsOf(path) } })
}
