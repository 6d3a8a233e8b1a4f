import type { Fault } from '../../errors.ts'
import { formatDay, parseDay } from '../../time/index.ts'
import { faultAt } from '../placed-value.ts'
import type { ValidationContext } from '../validation-context.ts'
import { type Reading, validBoundsOf } from './reading.ts'

/** The codes of ISO 3166-1 alpha-2, by their first letter. */
const CURRENT: ReadonlySet<string> = new Set(
  Object.entries({
    a: 'defgilmoqrstuwxz',
    b: 'abdefghijlmnoqrstvwyz',
    c: 'acdfghiklmnoruvwxyz',
    d: 'ejkmoz',
    e: 'ceghrst',
    f: 'ijkmor',
    g: 'abdefghilmnpqrstuwy',
    h: 'kmnrtu',
    i: 'delmnoqrst',
    j: 'emop',
    k: 'eghimnprwyz',
    l: 'abcikrstuvy',
    m: 'acdefghklmnopqrstuvwxyz',
    n: 'acefgilopruz',
    o: 'm',
    p: 'aefghklmnrstwy',
    q: 'a',
    r: 'eosuw',
    s: 'abcdeghijklmnorstvxyz',
    t: 'cdfghjklmnortvwz',
    u: 'agmsyz',
    v: 'aceginu',
    w: 'fs',
    y: 'et',
    z: 'amw',
  }).flatMap(([first, seconds]) => [...seconds].map((second) => first + second)),
)

/** Codes of ISO 3166-3 that mean nothing else now: the last day on which each was one of 3166-1, and what took its place. */
const WITHDRAWN: ReadonlyMap<string, readonly [until: string, since: readonly string[]]> = new Map([
  ['an', ['2010-12-15', ['bq', 'cw', 'sx']]],
  ['bu', ['1989-12-05', ['mm']]],
  ['cs', ['2006-09-26', ['rs', 'me', 'cz', 'sk']]],
  ['ct', ['1984-12-31', ['ki']]],
  ['dd', ['1990-10-30', ['de']]],
  ['dy', ['1977-12-31', ['bj']]],
  ['fq', ['1979-12-31', ['aq', 'tf']]],
  ['fx', ['1997-07-14', ['fr']]],
  ['hv', ['1984-12-31', ['bf']]],
  ['jt', ['1986-12-31', ['um']]],
  ['mi', ['1986-12-31', ['um']]],
  ['nh', ['1980-12-31', ['vu']]],
  ['nq', ['1983-12-31', ['aq']]],
  ['nt', ['1993-07-12', ['iq', 'sa']]],
  ['pc', ['1986-12-31', ['fm', 'mh', 'mp', 'pw']]],
  ['pu', ['1986-12-31', ['um']]],
  ['pz', ['1980-12-31', ['pa']]],
  ['rh', ['1980-12-31', ['zw']]],
  ['su', ['1992-08-30', ['ru', 'am', 'az', 'ee', 'ge', 'kz', 'kg', 'lv', 'lt', 'md', 'tj', 'tm', 'uz']]],
  ['tp', ['2002-05-20', ['tl']]],
  ['vd', ['1977-12-31', ['vn']]],
  ['wk', ['1986-12-31', ['um']]],
  ['yd', ['1990-08-14', ['ye']]],
  ['yu', ['2003-07-23', ['rs', 'me']]],
  ['zr', ['1997-07-14', ['cd']]],
])

/** What is often written for a country: codes of languages, domains and everyday life. */
const TAKEN_FOR: ReadonlyMap<string, string> = new Map([
  ['da', 'dk'],
  ['el', 'gr'],
  ['en', 'gb'],
  ['fa', 'ir'],
  ['hi', 'in'],
  ['ja', 'jp'],
  ['ko', 'kr'],
  ['sw', 'se'],
  ['uk', 'gb'],
  ['ur', 'pk'],
  ['zh', 'cn'],
])

/** W_COUNTRY for a code that is not one of ISO 3166-1, nor was one (ISO 3166-3) on the first day that the date allows. */
export function countryWarnings({ event, at }: Reading, { catalogue }: ValidationContext): Fault[] {
  const parts = catalogue.get(event.type)?.partsOf?.(event.payload) ?? []
  const day = validBoundsOf({ current: event }).begin.earliest
  return parts.flatMap((part) => {
    const path = part.type === 'country' ? at(['payload', ...part.path]) : undefined
    if (part.type !== 'country' || path === undefined || CURRENT.has(part.code)) return []
    const { code } = part
    const withdrawn = WITHDRAWN.get(code)
    if (withdrawn === undefined) {
      const likely = TAKEN_FOR.get(code)
      const hint = likely === undefined ? '' : `; did you mean ${likely}?`
      return [faultAt('W_COUNTRY', path, `expected a country of ISO 3166-1, like jp; ${code} is none${hint}`)]
    }
    const [until, since] = withdrawn
    if (day <= parseDay(until)) return []
    const expected = `expected a country of its day; ${code} was withdrawn from ISO 3166-1 on ${until}`
    const message = `${expected}, and ${formatDay(day)} is later; since then: ${since.join(', ')}`
    return [faultAt('W_COUNTRY', path, message)]
  })
}
