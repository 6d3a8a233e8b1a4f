/** The paths that are told apart, the longest names of callers left out. */
const ROUTES = new Set(['/', '/graphql', '/cite', '/health', '/ready', '/metrics'])
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])

/** The route that an address comes to, one of a few. */
export function routeOf(address = '/'): string {
  const path = address.split('?')[0] ?? '/'
  if (ROUTES.has(path)) return path
  const [, first] = path.split('/')
  return first === 'feeds' ? '/feeds' : 'other'
}

/** The method of a request, one of a few. */
export function methodOf(method = 'GET'): string {
  return METHODS.has(method) ? method : 'other'
}
