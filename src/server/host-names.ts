import { BlockList, isIP } from 'node:net'
import { RegestaError } from '../errors.ts'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** Whether an address or host name is a loopback one: no other machine can reach it. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  const family = isIP(bare)
  if (family === 0) return bare === 'localhost' || bare.endsWith('.localhost')
  return LOOPBACK.check(bare, family === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Refuses, with E_HOST, a request to a host that is neither a loopback name nor one of `hosts`, in lower case; undefined
 * allows any. A site can point its own name to this machine (DNS rebinding), and a browser then lets its pages read what
 * is answered here: only the host name shows it.
 */
export function checkHost(host: string, hosts: readonly string[] | undefined): void {
  if (hosts === undefined || LOCAL.test(host)) return
  const name = hostNameOf(`http://${host}`)
  if (name === undefined || !(isLoopback(name) || hosts.includes(name))) throw unknownHost(name ?? host)
}

/** What most requests to this machine say. */
const LOCAL = /^(localhost|127\.0\.0\.1)(:\d+)?$/

/** The host name in an address, normalized; undefined if it is not an address. */
export function hostNameOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : undefined
}

function unknownHost(name: string): RegestaError {
  const message = `this server does not answer to the name ${JSON.stringify(name.slice(0, 100))}; whoever runs it can say that it is one of its own by --allowed-hosts or --public-url`
  return new RegestaError('E_HOST', 'invalid', message)
}
