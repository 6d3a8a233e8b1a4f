import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Whether an address is that of a proxy whose header X-Forwarded-For is believed. */
export type IsProxy = (address: string) => boolean

/** Proxies by their addresses and networks, like `10.0.0.1` and `10.0.0.0/8`. */
export function proxiesAt(ranges: readonly string[]): IsProxy {
  if (ranges.length === 0) return () => false
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/**
 * The address of the client: of the socket, or, where that is a proxy, the last one in X-Forwarded-For that is none. What
 * stands before it was written by the client itself.
 */
export function clientAddressOf({ socket, headers }: IncomingMessage, isProxy: IsProxy): string {
  let address = bareAddress(socket.remoteAddress ?? '')
  const forwarded = headers['x-forwarded-for']
  const hops = (typeof forwarded === 'string' ? forwarded : (forwarded?.join() ?? '')).split(',')
  while (isProxy(address)) {
    const before = bareAddress(hops.pop()?.trim() ?? '')
    if (isIP(before) === 0) break
    address = before
  }
  return address
}

/** Without a port, and an IPv4 address as such. */
function bareAddress(text: string): string {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1')
  return bare.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase()
}
