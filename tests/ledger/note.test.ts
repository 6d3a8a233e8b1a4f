import { describe, expect, it } from 'vitest'
import { formatNote, newKey, noteFaults, readSigner, readVerifier } from '../../src/ledger/index.ts'
import { readNote, signNote } from '../../src/ledger/note.ts'
import { enoch, peter, signedText as text } from './known-vectors.ts'

const codesOf = (read: () => unknown) => {
  try {
    read()
  } catch (error) {
    if (error instanceof Error && 'faults' in error && Array.isArray(error.faults))
      return error.faults.map(({ code, place }) => `${place.line} ${code}`)
    throw error
  }
  return []
}

describe('readVerifier()', () => {
  it.each([peter.verifier, enoch.verifier])('reads %s and gives it back', (written) => {
    expect(readVerifier(written).text).toBe(written)
  })

  it('refuses every part of a key, and every key with one character changed', () => {
    const { verifier } = peter
    const parts = Array.from(verifier, (_, start) =>
      Array.from(verifier.slice(start), (_, end) => verifier.slice(start, start + end + 1)),
    ).flat()
    const changed = Array.from(verifier, (character, index) => {
      const next = String.fromCharCode(character.charCodeAt(0) + 1)
      return verifier.slice(0, index) + next + verifier.slice(index + 1)
    })
    for (const bad of [...parts.filter((part) => part !== verifier), ...changed])
      expect(() => readVerifier(bad), bad).toThrow(expect.objectContaining({ code: 'E_VERIFIER_KEY' }))
  })

  it.each([
    ['too long', 'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=='],
    ['of another algorithm', 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['with a newline after it', `${peter.verifier}\n`],
    ['that is private', peter.secret],
  ])('refuses a key %s, and never repeats a private one', (_, bad) => {
    expect(() => readVerifier(bad)).toThrow(
      expect.objectContaining({
        code: 'E_VERIFIER_KEY',
        message: expect.not.stringContaining('AYEKFALVFGyNhPJEMzD1QIDr'),
      }),
    )
  })
})

describe('readSigner()', () => {
  it('signs as the known key does', () => {
    const signer = readSigner(peter.secret)
    expect(signer.verifier.text).toBe(peter.verifier)
    expect(formatNote(signNote({ text, signatures: [] }, signer))).toBe(`${text}\n${peter.signature}`)
  })

  it('refuses every part and every changed character of a key, and does not tell it', () => {
    const { secret } = peter
    const bad = [
      ...Array.from(secret, (_, index) => secret.slice(index + 1)),
      ...Array.from(secret, (_, index) => secret.slice(0, index)),
      ...Array.from(secret, (character, index) => {
        const next = String.fromCharCode(character.charCodeAt(0) + 1)
        return secret.slice(0, index) + next + secret.slice(index + 1)
      }),
    ]
    for (const each of bad)
      expect(() => readSigner(each), each).toThrow(
        expect.objectContaining({
          code: 'E_SIGNING_KEY',
          message: expect.not.stringContaining('PeterNeumann'),
          facts: {},
        }),
      )
  })
})

describe('newKey()', () => {
  it('makes a key that reads back, and no two alike', () => {
    const [one, two] = [newKey('example.org/log'), newKey('example.org/log')]
    expect(readSigner(one.text).verifier.text).toBe(one.signer.verifier.text)
    expect(one.text).not.toBe(two.text)
    const note = signNote({ text, signatures: [] }, one.signer)
    expect(noteFaults('n', note, [readVerifier(one.signer.verifier.text)])).toEqual([])
    expect(noteFaults('n', note, [two.signer.verifier])).toMatchObject([{ code: 'E_UNSIGNED' }])
  })

  it.each(['', 'a b', 'a+b', 'a\u2003b', 'a\u0085b', 'a\nb', '\ud800'])('refuses the name %j', (name) => {
    expect(() => newKey(name)).toThrow(expect.objectContaining({ code: 'E_KEY_NAME' }))
  })
})

describe('readNote()', () => {
  const both = `${text}\n${peter.signature}${enoch.signature}`

  it('reads a note and gives it back to the byte', () => {
    const note = readNote('n', Buffer.from(both))
    expect(note.text).toBe(text)
    expect(note.signatures.map(({ name, keyId }) => `${name}+${keyId}`)).toEqual([
      'PeterNeumann+c74f20a3',
      'EnochRoot+af0cfe78',
    ])
    expect(formatNote(note)).toBe(both)
  })

  it('parts text and signatures at the last empty line', () => {
    const within = 'one\n\ntwo\n'
    const note = signNote({ text: within, signatures: [] }, readSigner(peter.secret))
    expect(readNote('n', formatNote(note)).text).toBe(within)
  })

  const line = peter.signature
  const lenient = line.replace('BwJnAM=', 'BwJnAN=')
  it.each<[string, string | Uint8Array, readonly string[]]>([
    ['no signatures', text, ['1 E_NOTE_FORM']],
    ['an empty line and no signatures', `${text}\n`, ['1 E_NOTE_FORM']],
    ['no newline at the end', `${text}\n${line.slice(0, -1)}`, ['1 E_NOTE_FORM']],
    ['something after the signatures', `${text}\n${line}more`, ['1 E_NOTE_FORM']],
    ['101 signatures', `${text}\n${line.repeat(101)}`, ['1 E_NOTE_FORM']],
    ['a control character', `\u0001${text}\n${line}`, ['1 E_NOTE_TEXT']],
    ['a carriage return', `${text}\n${line}`.replaceAll('\n', '\r\n'), ['1 E_NOTE_TEXT']],
    ['half a character', `\ud800${text}\n${line}`, ['1 E_NOTE_TEXT']],
    ['no UTF-8', Buffer.concat([Buffer.of(0xff), Buffer.from(`${text}\n${line}`)]), ['1 E_NOTE_TEXT']],
    ['a hyphen for the dash', `${text}\n${line.replace('—', '-')}`, ['4 E_NOTE_SIGNATURE']],
    ['a name with a plus', `${text}\n${line.replace('Peter', 'Pe+er')}`, ['4 E_NOTE_SIGNATURE']],
    ['a name with a space', `${text}\n${line.replace('Peter', 'Pe er')}`, ['4 E_NOTE_SIGNATURE']],
    ['base64 that is none', `${text}\n${line.replace('=', '!')}`, ['4 E_NOTE_SIGNATURE']],
    ['base64 with stray last bits', `${text}\n${lenient}`, ['4 E_NOTE_SIGNATURE']],
    ['base64 without its padding', `${text}\n${line.replace('=', '')}`, ['4 E_NOTE_SIGNATURE']],
    ['a key id and no signature', `${text}\n— a AAAAAA==\n`, ['4 E_NOTE_SIGNATURE']],
    [
      'two bad lines, each told',
      `${text}\n— a b\n${line}c d\n`,
      ['4 E_NOTE_SIGNATURE', '6 E_NOTE_SIGNATURE'],
    ],
  ])('refuses %s', (_, written, codes) => {
    expect(codesOf(() => readNote('n', written))).toEqual(codes)
  })

  it('keeps a byte order mark as part of the text, so that no signature holds over it', () => {
    const marked = readNote('n', Buffer.from(`\ufeff${text}\n${peter.signature}`))
    expect(noteFaults('n', marked, [readVerifier(peter.verifier)])).toMatchObject([{ code: 'E_SIGNATURE' }])
  })
})

describe('noteFaults()', () => {
  const [byPeter, byEnoch] = [readVerifier(peter.verifier), readVerifier(enoch.verifier)]
  const read = (written: string) => readNote('n', written)

  it('has nothing against a note that all of them signed', () => {
    const note = read(`${text}\n${peter.signature}${enoch.signature}`)
    expect(noteFaults('n', note, [byPeter, byEnoch])).toEqual([])
    expect(noteFaults('n', note, [byEnoch])).toEqual([])
  })

  it('names whose signature is missing', () => {
    const note = read(`${text}\n${peter.signature}`)
    expect(noteFaults('n', note, [byPeter, byEnoch])).toMatchObject([
      { code: 'E_UNSIGNED', message: 'is not signed by EnochRoot+af0cfe78' },
    ])
  })

  it('refuses a signature over another text, and a wrong one beside a right one', () => {
    const other = read(`${text.replace('problem', 'question')}\n${peter.signature}`)
    expect(noteFaults('n', other, [byPeter])).toMatchObject([{ code: 'E_SIGNATURE' }])
    const forged = peter.signature.replace('ZJkuBS9UG', 'ZJkuBS9UH')
    const twice = read(`${text}\n${peter.signature}${forged}`)
    expect(noteFaults('n', twice, [byPeter])).toMatchObject([{ code: 'E_SIGNATURE' }])
  })

  it('passes over a signature of another key of that name', () => {
    const namesake = newKey('PeterNeumann').signer
    const note = signNote(read(`${text}\n${peter.signature}`), namesake)
    expect(note.signatures).toHaveLength(2)
    expect(noteFaults('n', note, [byPeter, namesake.verifier])).toEqual([])
  })
})

describe('signNote()', () => {
  it('puts a new signature in the place of what the same key made, and keeps the others', () => {
    const signer = readSigner(peter.secret)
    const bad = readNote('n', `${text}\n— PeterNeumann x08gowAA\n${enoch.signature}`)
    expect(formatNote(signNote(bad, signer))).toBe(`${text}\n${enoch.signature}${peter.signature}`)
  })
})
