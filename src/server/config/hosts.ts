import { z } from 'zod'
import { nameIn } from '../http/hosts.ts'
import { isLoopback } from '../serving/loopback.ts'
import type { Kind } from './kinds.ts'
import type { Settings } from './settings.ts'

/** The name of a host, in lower case, as addresses have it; or `*` for any. */
export function hostName(): Kind<string> {
  return {
    placeholder: '<name>',
    expected: 'the name of a host like regesta.example.org, without a port, or *',
    shape: z
      .string()
      .toLowerCase()
      .refine((name) => name === '*' || nameIn(`http://${name}`) === name),
  }
}

type Told = Pick<Settings, 'allowedHosts' | 'host' | 'publicUrl' | 'reading' | 'tokens' | 'jwt.keys'>

/**
 * The names that a server answers to beside those of this machine, by these settings; undefined for any. Where nothing
 * is said, names are looked at only where they are all that keeps a page of another site from reading: on a server that
 * no one else reaches, and that therefore asks for no credential.
 */
export function hostsIn(settings: Told): readonly string[] | undefined {
  const { allowedHosts: hosts, host, publicUrl } = settings
  const isPrivate =
    isLoopback(host) &&
    settings.reading === 'open' &&
    settings.tokens === undefined &&
    settings['jwt.keys'] === undefined
  if (hosts === undefined ? !isPrivate : hosts.includes('*')) return undefined
  const own = [`http://${host}`, publicUrl ?? ''].flatMap((address) => nameIn(address) ?? [])
  return [...(hosts ?? []), ...own]
}
