/** The methods that a path takes, as the header Allow lists them. */
export function methodsOf(path: string): string {
  return path === '/graphql' ? 'GET, HEAD, POST, OPTIONS' : 'GET, HEAD, OPTIONS'
}

/** What OPTIONS is answered with. */
export function optionsOf(path: string): Response {
  return new Response(null, { status: 204, headers: { allow: methodsOf(path) } })
}
