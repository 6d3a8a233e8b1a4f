import { resolve } from 'node:path'
import { z } from 'zod'
import { isUrl, LedgerPlace } from '../../stores/index.ts'
import { hostNameOf, isLoopback } from '../host-names.ts'
import { type Kind, listOf, text } from './kinds.ts'

const WEB = /^https?:\/\//i

/** The names of chronicles, at least one. */
export function chronicleNames(): Kind<readonly string[]> {
  const kind = listOf(text('<name>', 'the name of a chronicle, like japan-viet-nam'))
  return { ...kind, shape: kind.shape.refine((names) => names.length > 0) }
}

/** The address of a ledger; the password in a URL is never shown. */
export function ledgerPlace(): Kind<string> {
  return {
    placeholder: '<file|url>',
    expected: 'the path of a file, or a URL like postgres://user@host/database',
    shape: z
      .string()
      .min(1)
      .refine((address) => new LedgerPlace(address).isWellFormed),
    within: (folder, address) => (isUrl(address) ? address : resolve(folder, address)),
    shown: (address) => (isUrl(address) ? shownUrl(address) : address),
    secret: true,
  }
}

/** Where keys are: a file, or a URL whose answer cannot be forged on the way. */
export function keysPlace(): Kind<string> {
  return {
    placeholder: '<file|url>',
    expected: 'the path of a file, or an https:// URL without a password (http:// on this machine only)',
    shape: z
      .string()
      .min(1)
      .refine((place) => !WEB.test(place) || (URL.canParse(place) && isSafe(new URL(place)))),
    within: (folder, place) => (WEB.test(place) ? place : resolve(folder, place)),
    shown: (place) => (WEB.test(place) ? withoutPassword(place) : place),
    secret: true,
  }
}

/** A web address, as users type it. */
export function webAddress(): Kind<string> {
  return {
    placeholder: '<url>',
    expected: 'an address like https://example.org/graphql, with nothing after the path',
    shape: z.url({ protocol: /^https?$/ }).refine((address) => !/[?#]/.test(address)),
  }
}

function isSafe({ protocol, hostname, username, password }: URL): boolean {
  return (protocol === 'https:' || isLoopback(hostname)) && username === '' && password === ''
}

/** An address with several hosts is not a URL: it is shown without its parameters. */
function shownUrl(address: string): string {
  return URL.canParse(address) ? withoutPassword(address) : new LedgerPlace(address).name
}

/** The URL with asterisks for its password, and for every parameter that may be one. */
function withoutPassword(place: string): string {
  const url = new URL(place)
  if (url.password !== '') url.password = '***'
  for (const name of [...url.searchParams.keys()])
    if (/pass|secret|token|key/i.test(name)) url.searchParams.set(name, '***')
  return url.href
}

/** A web origin: `https://example.org`, with its port if it has one; or `*` for all. */
export function webOrigin(): Kind<string> {
  return {
    placeholder: '<origin>',
    expected: 'an origin like https://example.org, without a path, or *',
    shape: z.string().refine((text) => text === '*' || (URL.canParse(text) && new URL(text).origin === text)),
  }
}

/** An address, or a network with the length of its prefix. */
export function addressRange(): Kind<string> {
  return {
    placeholder: '<address>',
    expected: 'an address like 127.0.0.1 or ::1, or a network like 10.0.0.0/8',
    shape: z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]),
  }
}

/** The name of a host, in lower case as in URLs; or `*` for any. */
export function hostName(): Kind<string> {
  return {
    placeholder: '<name>',
    expected: 'the name of a host like regesta.example.org, without a port, or *',
    shape: z
      .string()
      .toLowerCase()
      .refine((name) => name === '*' || hostNameOf(`http://${name}`) === name),
  }
}
