import { createHash } from 'node:crypto'
import type { EventId } from '../event/index.ts'
import { formatInstant, type Instant } from '../time/index.ts'

/** What a statement is about, or what it names: by an IRI, or by a label that only its graph has. */
export type Node = { readonly iri: string } | { readonly blank: string }

/** A value with the IRI of its datatype; without one, a plain text. */
export type Literal = { readonly value: string; readonly datatype?: string }

/** Subject, IRI of the predicate, object. */
export type Statement = readonly [subject: Node, predicate: string, object: Node | Literal]

/** The vocabularies by their prefixes. Regesta’s own terms are below a UUID: it has no domain name of its own. */
export const PREFIXES = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  prov: 'http://www.w3.org/ns/prov#',
  oa: 'http://www.w3.org/ns/oa#',
  dcterms: 'http://purl.org/dc/terms/',
  edtf: 'http://id.loc.gov/datatypes/edtf/',
  regesta: 'urn:uuid:5d0c1f4e-7a53-8d12-9c2e-0b8f6a3c7e91#',
} as const

/** A term by its prefix, like `prov:Entity`. */
export type Term = `${keyof typeof PREFIXES}:${string}`

/** Its IRI. */
export function term(name: Term): string {
  const [, local] = name.split(':')
  return `${baseOf(name)}${local}`
}

function baseOf(name: Term): string | undefined {
  return Object.entries(PREFIXES).find(([prefix]) => name.startsWith(`${prefix}:`))?.[1]
}

export const TYPE = term('rdf:type')
export const JSON_TYPE = term('rdf:JSON')
export const EDTF = term('edtf:EDTF')

/** An event by the digest that its id is: a named information identifier (RFC 6920). */
export function eventIri(id: EventId): string {
  return `ni:///sha-256;${Buffer.from(id, 'hex').toString('base64url')}`
}

/** What has no address: a UUID of version 8 (RFC 9562), made of the SHA-256 of its names, the same in every export. */
export function uuidIri(...names: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(names)).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`
}

/** An address on the web as an IRI that every syntax takes; undefined for what is none. */
export function webIri(address: string): string | undefined {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined
  // URL leaves some of these as they are in a query, where an IRI has none of them.
  return url.href.replace(/[<>"{}|\\^`\s]/g, encodeURIComponent)
}

export function number(value: number): Literal {
  return { value: String(value), datatype: term('xsd:integer') }
}

/** How many characters a text has: Unicode code points, which Web Annotation counts. */
export function characters(text: string): Literal {
  return { value: String([...text].length), datatype: term('xsd:nonNegativeInteger') }
}

export function instantLiteral(instant: Instant): Literal {
  return { value: formatInstant(instant), datatype: term('xsd:dateTime') }
}
