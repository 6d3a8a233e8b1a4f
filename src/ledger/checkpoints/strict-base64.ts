/**
 * The bytes of a base64 text (RFC 4648 §4), or undefined where it is not written just as they would be: with padding,
 * without white space, its last bits zero. What is read more leniently can be altered and still say the same.
 */
export function readBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

/** The bytes of a hexadecimal text in lower case, or undefined where it is none. */
export function readHex(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'hex')
  return bytes.toString('hex') === text ? bytes : undefined
}
