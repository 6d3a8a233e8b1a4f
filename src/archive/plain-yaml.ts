import { NAMED, NOT_PLAIN, scalarValue, unescaped, withoutEndSpaces } from './plain-scalar.ts'

/*
 * Most YAML that is read here was written by `writeYaml`, or is JSON. This reads only such: block maps and lists, flow
 * collections, plain and quoted scalars. It gives up at whatever else it meets, which `readYaml` then reads in full: what both
 * read, both read alike (a property in `tests/archive/plain-yaml.test.ts`).
 */

/** Of each map and list the parts, by key or index: where the key begins, and where the value does. */
export type Offsets = Map<object, Map<string | number, readonly [key: number, value: number]>>

/** The value of a text in plain YAML or JSON, and where it begins; `undefined` of any other. `offsets` gets those of its parts. */
export function readPlainYaml(
  text: string,
  offsets?: Offsets,
): { readonly value: object; readonly start: number } | undefined {
  if (UNUSUAL.test(text) || !text.isWellFormed()) return undefined
  try {
    return new PlainReader(text, offsets).document()
  } catch (error) {
    if (error === NOT_PLAIN) return undefined
    throw error
  }
}

/** Characters that YAML refuses or reads in a way of its own. */
const UNUSUAL = /(?!\n)[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/u

const KEY = /([A-Za-z][A-Za-z0-9_-]*):(?=[ \n])/y
const FLOW_KEY = /([A-Za-z][A-Za-z0-9_-]*):(?= )/y
/** A plain scalar is more cautious than YAML: it begins with a letter, a digit or a quote like “, or is a negative number. */
const PLAIN = /(?:[\p{L}\p{N}\p{Pi}_/(]|-(?=\d))[^\n]*/uy
const PLAIN_IN_FLOW = /(?:[\p{L}\p{N}\p{Pi}_/(]|-(?=\d))[^\n,[\]{}]*/uy
/** The rest of a plain scalar on a further line. */
const FURTHER = /[\p{L}\p{N}\p{Pi}_/(][^\n]*/uy
/** What ends a plain scalar, or may. */
const ENDS_PLAIN = /: |:$| #/
const COLON_IN_FLOW = /:(?![\p{L}\p{N}/])/u
const FOLD = /\\\n *\n?|\\[^\n]| *\n *\n?/g
const [LONGEST_KEY, MOST_NESTED] = [200, 50]

class PlainReader {
  readonly #text: string
  readonly #offsets: Offsets | undefined
  #at = 0
  /** The column of the next line that is not blank; -1 after the last. */
  #indent = 0
  /** Whether blank lines were skipped before it. */
  #afterBlank = false
  #depth = 0

  constructor(text: string, offsets: Offsets | undefined) {
    this.#text = text
    this.#offsets = offsets
  }

  document(): { readonly value: object; readonly start: number } {
    this.#nextLine()
    while (this.#indent === 0 && this.#text[this.#at] === '#') {
      const end = this.#text.indexOf('\n', this.#at)
      this.#at = end === -1 ? this.#text.length : end + 1
      this.#nextLine()
    }
    if (this.#indent !== 0) throw NOT_PLAIN
    const start = this.#at
    const value = this.#text[start] === '{' ? this.#flowMap(-1) : this.#blockMap(0)
    if (this.#at < this.#text.length) this.#endLine()
    if (this.#at < this.#text.length) throw NOT_PLAIN
    return { value, start }
  }

  /** From the begin of a line to the first of the text on it, or on the next that is not blank. */
  #nextLine(): void {
    const text = this.#text
    this.#afterBlank = false
    for (let start = this.#at; ; ) {
      let at = start
      while (text.charCodeAt(at) === 32) at += 1
      if (at >= text.length) {
        this.#at = text.length
        this.#indent = -1
        return
      }
      if (text.charCodeAt(at) !== 10) {
        this.#at = at
        this.#indent = at - start
        return
      }
      this.#afterBlank = true
      start = at + 1
    }
  }

  /** From the end of a value over the end of its line, which may hold nothing else. */
  #endLine(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1
    if (this.#at < this.#text.length && this.#text[this.#at] !== '\n') throw NOT_PLAIN
    this.#at += 1
    this.#nextLine()
  }

  /** Notes a part whose value begins here. */
  #place(collection: object, part: string | number, key = this.#at): void {
    this.#offsets?.getOrInsertComputed(collection, () => new Map()).set(part, [key, this.#at])
  }

  #blockMap(indent: number): object {
    this.#deeper()
    const map: Record<string, unknown> = {}
    do {
      const start = this.#at
      const key = this.#match(KEY)
      if (key === undefined || NAMED.test(key) || Object.hasOwn(map, key)) throw NOT_PLAIN
      const isBelow = this.#toValue(indent)
      this.#place(map, key, start)
      if (!isBelow) map[key] = this.#inline(indent)
      else
        map[key] = this.#text[this.#at] === '-' ? this.#blockList(this.#indent) : this.#blockMap(this.#indent)
    } while (this.#indent === indent)
    return this.#closed(map, indent)
  }

  /** From a key to its value; whether that is on a further line, indented deeper. */
  #toValue(indent: number): boolean {
    while (this.#text[this.#at] === ' ') this.#at += 1
    if (this.#text[this.#at] !== '\n') return false
    this.#at += 1
    this.#nextLine()
    if (this.#indent <= indent) throw NOT_PLAIN
    return true
  }

  #blockList(indent: number): unknown {
    this.#deeper()
    const list: unknown[] = []
    do {
      if (!this.#text.startsWith('- ', this.#at) || this.#text[this.#at + 2] === ' ') throw NOT_PLAIN
      this.#at += 2
      KEY.lastIndex = this.#at
      this.#place(list, list.length)
      list.push(KEY.test(this.#text) ? this.#blockMap(indent + 2) : this.#inline(indent))
    } while (this.#indent === indent)
    return this.#closed(list, indent)
  }

  #closed<T>(collection: T, indent: number): T {
    if (this.#indent > indent) throw NOT_PLAIN
    this.#depth -= 1
    return collection
  }

  /** A value on the line of its key or of its dash, in a collection at that column. */
  #inline(indent: number): unknown {
    const value = this.#delimited(indent, indent)
    if (value === undefined) return this.#plain(indent)
    this.#endLine()
    return value
  }

  /** A collection or a quoted scalar; undefined of what is neither. See {@link #flow} and {@link #quoted}. */
  #delimited(beyond: number, foldsBeyond?: number): unknown {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#flowMap(beyond)
      case '[':
        return this.#flowList(beyond)
      case '"':
      case "'":
        return this.#quoted(foldsBeyond)
      default:
        return undefined
    }
  }

  #plain(indent: number): unknown {
    const lines = [this.#plainPart(PLAIN)]
    this.#endLine()
    while (this.#indent > indent) {
      if (this.#afterBlank) throw NOT_PLAIN
      lines.push(this.#plainPart(FURTHER))
      this.#endLine()
    }
    return lines.length === 1 ? scalarValue(lines[0] ?? '') : lines.join(' ')
  }

  #plainPart(pattern: RegExp): string {
    const part = withoutEndSpaces(this.#match(pattern))
    if (ENDS_PLAIN.test(part)) throw NOT_PLAIN
    return part
  }

  /** A value in a flow collection, whose further lines are indented deeper than `beyond`. */
  #flow(beyond: number): unknown {
    const value = this.#delimited(beyond)
    if (value !== undefined) return value
    const part = withoutEndSpaces(this.#match(PLAIN_IN_FLOW))
    if (ENDS_PLAIN.test(part) || COLON_IN_FLOW.test(part)) throw NOT_PLAIN
    return scalarValue(part)
  }

  #flowMap(beyond: number): object {
    const map: Record<string, unknown> = {}
    this.#flowItems('}', beyond, () => {
      const start = this.#at
      const key = this.#flowKey()
      if (Object.hasOwn(map, key)) throw NOT_PLAIN
      this.#skipSpace(beyond)
      this.#place(map, key, start)
      map[key] = this.#flow(beyond)
    })
    return map
  }

  #flowList(beyond: number): unknown {
    const list: unknown[] = []
    this.#flowItems(']', beyond, () => {
      this.#place(list, list.length)
      list.push(this.#flow(beyond))
    })
    return list
  }

  #flowItems(end: string, beyond: number, readItem: () => void): void {
    this.#deeper()
    this.#at += 1
    this.#skipSpace(beyond)
    for (let first = true; this.#text[this.#at] !== end || !first; first = false) {
      readItem()
      this.#skipSpace(beyond)
      if (this.#text[this.#at] === end) break
      if (this.#text[this.#at] !== ',') throw NOT_PLAIN
      this.#at += 1
      this.#skipSpace(beyond)
    }
    this.#at += 1
    this.#depth -= 1
  }

  #flowKey(): string {
    if (this.#text[this.#at] !== '"') {
      const key = this.#match(FLOW_KEY)
      if (key === undefined || NAMED.test(key)) throw NOT_PLAIN
      return key
    }
    const key = this.#quoted()
    while (this.#text[this.#at] === ' ') this.#at += 1
    if (this.#text[this.#at] !== ':' || key === '__proto__' || key.length > LONGEST_KEY) throw NOT_PLAIN
    this.#at += 1
    return key
  }

  /** Over spaces and on to further lines, where these are indented deeper than `beyond`. */
  #skipSpace(beyond: number): void {
    while (this.#text[this.#at] === ' ') this.#at += 1
    if (this.#text[this.#at] !== '\n') return
    this.#at += 1
    this.#nextLine()
    if (this.#indent <= beyond) throw NOT_PLAIN
  }

  /** A quoted scalar; one that goes on over further lines is folded, where these are indented deeper than `beyond`. */
  #quoted(beyond?: number): string {
    const text = this.#text
    const quote = text[this.#at]
    let end = this.#at + 1
    for (; text[end] !== quote || (quote === "'" && text[end + 1] === "'"); end += 1) {
      if (end >= text.length) throw NOT_PLAIN
      if (text[end] === quote || (quote === '"' && text[end] === '\\')) end += 1
    }
    const written = text.slice(this.#at + 1, end)
    this.#at = end + 1
    // A backslash ends a line between double quotes, and is one between single quotes.
    if (quote === "'" && written.includes('\\')) throw NOT_PLAIN
    const folded = written.includes('\n') ? this.#folded(written, beyond) : written
    return quote === "'" ? folded.replaceAll("''", "'") : unescaped(folded)
  }

  #folded(written: string, beyond: number | undefined): string {
    if (beyond === undefined) throw NOT_PLAIN
    return written.replaceAll(FOLD, (found) => {
      if (!found.includes('\n')) return found
      const [, further = ''] = found.split('\n')
      if (found.endsWith('\n') || further.length <= beyond) throw NOT_PLAIN
      return found.startsWith('\\') ? '' : ' '
    })
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) return undefined
    this.#at = pattern.lastIndex
    return found[1] ?? found[0]
  }

  #deeper(): void {
    this.#depth += 1
    if (this.#depth > MOST_NESTED) throw NOT_PLAIN
  }
}
