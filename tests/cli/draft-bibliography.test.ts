import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit.ts'
import { makePlace, type Place, regesta } from './small-chronicle.ts'

let place: Place
beforeEach(async () => {
  place = await makePlace()
})

/** Runs the command on a library of that name and text. */
function draftOf(name: string, text: string, ...flags: readonly string[]) {
  const file = join(place.dir, name)
  writeFileSync(file, text)
  return regesta(place, ['draft', 'bibliography', file, ...flags])
}

const BOOK = '@book{Doe1999, title = {A book}, year = 1999, url = {https://example.org/book}, isbn = {123}}\n'

describe('draft bibliography', () => {
  test('registers sources by a draft, which is recorded as it is', async () => {
    const { code, out } = await draftOf('library.bib', BOOK)
    const draft = join(place.dir, 'library.draft.yaml')
    expect([code, out.replace(/\s+/g, ' ')]).toEqual([
      0,
      `${join(place.dir, 'library.bib')} → ${draft}: 1 source for arlandia-bolria; check it, then: regesta record ${draft} `,
    ])
    expect(readFileSync(draft, 'utf8')).toContain(
      '  # isbn: 123\n  - type: SourceRegistered\n    subject: source/doe1999\n',
    )
    expect(await regesta(place, ['record', draft])).toMatchObject({ code: 0 })
    expect(await regesta(place, ['source', 'Doe1999'])).toMatchObject({ code: 0 })
  })

  test('names the sources that the chronicle has, by address or by key, and leaves them out', async () => {
    await draftOf('library.bib', BOOK)
    await regesta(place, ['record', join(place.dir, 'library.draft.yaml')])
    const items = [
      { id: 'other', URL: 'https://EXAMPLE.org/book#page=2', title: 'again' },
      { id: 'source/a1', title: 'our own' },
      { id: 'new', title: 'new' },
    ]
    const { code, err, out } = await draftOf('second.json', JSON.stringify(items), '--json')
    expect([code, err.replaceAll(`${place.dir}/`, '').trim().split('\n')]).toEqual([
      0,
      [
        'second.json:other W_KNOWN_SOURCE is registered already as source/doe1999, by its address; left out',
        'second.json:source/a1 W_KNOWN_SOURCE is registered already as source/a1, by its key; left out',
      ],
    ])
    expect(JSON.parse(out)).toMatchObject({ sources: 1, known: [{ code: 'W_KNOWN_SOURCE' }, {}] })
    const third = await draftOf('third.json', JSON.stringify(items.slice(0, 2)))
    expect(third).toMatchObject({ code: 0, out: expect.stringContaining('has all of its sources') })
    expect(existsSync(join(place.dir, 'third.draft.yaml'))).toBe(false)
  })

  test('writes nothing where an entry has a fault, and over nothing', async () => {
    const bad = await draftOf('bad.bib', `${BOOK}@book{Doe1999, title = {b}}\n`)
    expect(bad).toMatchObject({
      code: EXIT.invalid,
      err: expect.stringContaining('bad.bib:Doe1999 E_KEY_TWICE'),
    })
    expect(existsSync(join(place.dir, 'bad.draft.yaml'))).toBe(false)
    await draftOf('library.bib', BOOK)
    expect(await draftOf('library.bib', BOOK)).toMatchObject({
      code: EXIT.conflict,
      err: expect.stringContaining('E_EXISTS'),
    })
  })

  test('is begun for a chronicle that is not there yet, where that is named', async () => {
    const { code, out } = await draftOf('library.bib', BOOK, '--chronicle', 'new-one')
    expect([code, out]).toEqual([0, expect.stringContaining('for new-one')])
    expect(readFileSync(join(place.dir, 'library.draft.yaml'), 'utf8')).toContain('chronicle: new-one\n')
  })
})
