import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { RegestaError } from '../errors.ts'

/** A public key, with which signatures are verified. */
export type Verifier = {
  readonly name: string
  /** Eight hexadecimal digits that tell the keys of a name apart; they prove nothing. */
  readonly keyId: string
  /** `name+keyId+base64`, as it is published. */
  readonly text: string
  verify(text: string, signature: Uint8Array): boolean
}

/** A private key. */
export type Signer = {
  readonly verifier: Verifier
  sign(text: string): Uint8Array
}

/** C2SP signed-note: the byte for Ed25519 in front of a key. */
const ED25519 = 0x01
const LENGTH = 32
const PRIVATE = 'PRIVATE+KEY+'

/** The PKCS#8 prefix of the 32 bytes of an Ed25519 private key (RFC 8410 §7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Whether a key may have this name: not empty, without white space, plus or control characters. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\p{White_Space}\p{Cc}+]/u.test(name)
}

/** Whether a text is a verifier key, complete and with the right id. */
export function isVerifier(text: string): boolean {
  return keyIn(text) !== undefined
}

/** A verifier from its text. Throws E_VERIFIER_KEY. */
export function readVerifier(text: string): Verifier {
  const key = keyIn(text)
  if (key === undefined) {
    const message = `"${text.startsWith(PRIVATE) ? `${PRIVATE}…` : text.slice(0, 120)}": expected a verifier key, name+hash+base64, as keygen prints it, or a file that holds one`
    throw new RegestaError('E_VERIFIER_KEY', 'invalid', message)
  }
  return verifierOf(key.name, key.bytes)
}

/** A signer from the text of its private key, `PRIVATE+KEY+name+keyId+base64`. Throws E_SIGNING_KEY, which does not repeat it. */
export function readSigner(text: string): Signer {
  const key = text.startsWith(PRIVATE)
    ? keyIn(text.slice(PRIVATE.length), (seed) => publicOf(privateOf(seed)))
    : undefined
  if (key === undefined) {
    const message = 'expected a private key, PRIVATE+KEY+name+hash+base64 on one line, as keygen writes it'
    throw new RegestaError('E_SIGNING_KEY', 'invalid', message)
  }
  return signerOf(key.name, privateOf(key.bytes))
}

/** A new key: its signer, and its text, which must be kept secret. Throws E_KEY_NAME. */
export function newKey(name: string): { readonly signer: Signer; readonly text: string } {
  if (!isKeyName(name)) {
    const message = `${JSON.stringify(name)}: expected the name of a key without spaces or plus, like example.org/regesta`
    throw new RegestaError('E_KEY_NAME', 'invalid', message, { name })
  }
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length)
  const signer = signerOf(name, privateKey)
  return { signer, text: `${PRIVATE}${name}+${signer.verifier.keyId}+${encoded(seed)}` }
}

function signerOf(name: string, key: KeyObject): Signer {
  return {
    verifier: verifierOf(name, publicOf(key)),
    sign: (text) => sign(null, Buffer.from(text), key),
  }
}

function verifierOf(name: string, bytes: Uint8Array): Verifier {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(bytes).toString('base64url') },
    format: 'jwk',
  })
  const keyId = keyIdOf(name, bytes)
  return {
    name,
    keyId,
    text: `${name}+${keyId}+${encoded(bytes)}`,
    verify: (text, signature) => verify(null, Buffer.from(text), key, signature),
  }
}

/** Name and bytes of a key, if its text is complete and its id is that of the public key. */
function keyIn(text: string, publicFrom = (bytes: Uint8Array) => bytes) {
  const [, name = '', keyId, base64 = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text) ?? []
  const bytes = readBase64(base64)
  if (!isKeyName(name) || bytes?.length !== LENGTH + 1 || bytes[0] !== ED25519) return undefined
  const key = bytes.subarray(1)
  return keyIdOf(name, publicFrom(key)) === keyId ? { name, bytes: key } : undefined
}

/** C2SP signed-note: the first four bytes of SHA-256(name, newline, type, public key). */
function keyIdOf(name: string, publicKey: Uint8Array): string {
  const bytes = Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(ED25519), publicKey])
  return hash('sha256', bytes).slice(0, 8)
}

function encoded(key: Uint8Array): string {
  return Buffer.concat([Uint8Array.of(ED25519), key]).toString('base64')
}

function privateOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
}

function publicOf(key: KeyObject): Uint8Array {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url')
}

/**
 * The bytes of a base64 text (RFC 4648 §4), or undefined where it is not in canonical form: with padding, without white
 * space, unused bits zero. A lenient reader would accept altered texts.
 */
export function readBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
