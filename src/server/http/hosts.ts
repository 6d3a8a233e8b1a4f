import type { IncomingMessage } from 'node:http'
import { RegestaError } from '../../errors.ts'
import { isLoopback } from '../serving/loopback.ts'

/**
 * Refuses, with E_HOST, a request to a host that is neither this machine by a name of its own nor one of `hosts`, in
 * lower case; where none are given, nothing is looked at. A page of any site can have its own name lead to this machine
 * (DNS rebinding), and its browser then takes what is answered here for that site's own: only the name tells.
 */
export function checkHost(
  { headers, url = '/' }: IncomingMessage,
  hosts: readonly string[] | undefined,
): void {
  if (hosts === undefined) return
  for (const address of [`http://${headers.host ?? 'localhost'}`, ...(url.startsWith('/') ? [] : [url])]) {
    const name = nameIn(address)
    if (name !== undefined && !isLoopback(name) && !hosts.includes(name)) throw notOurs(name)
  }
}

/** The host of an address as names are compared; undefined of what is none: that is refused where it is read. */
export function nameIn(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : undefined
}

function notOurs(name: string): RegestaError {
  return new RegestaError(
    'E_HOST',
    'invalid',
    `this server does not answer to the name ${JSON.stringify(name.slice(0, 100))}; whoever runs it can say that it is one of its own by --allowed-hosts or --public-url`,
  )
}
