import { resolve } from 'node:path'
import { z } from 'zod'
import { isUrl, LedgerPlace } from '../../stores/index.ts'
import { isLoopback } from '../serving/loopback.ts'
import { type Kind, listOf, text } from './kinds.ts'

const WEB = /^https?:\/\//i

/** Chronicles by their names, one at least. */
export function chronicleNames(): Kind<readonly string[]> {
  const kind = listOf(text('<name>', 'the name of a chronicle, like japan-viet-nam'))
  return { ...kind, shape: kind.shape.refine((names) => names.length > 0) }
}

/** The address of a ledger; of a URL no one is shown the password. */
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

/** Where keys are found: a file, or a URL that no one on the way can answer for. */
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

/** An address of the web, as others type it. */
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

/** Of several hosts, which no URL knows, the parameters are left out. */
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
