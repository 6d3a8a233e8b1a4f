/** Plain text that no version of YAML takes for anything but a string. */
const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} _.()'’“”‘–—\-/;%&+=?!,$]|:(?=[\p{L}\p{N}/]))*$/u
/** What some version of YAML reads as a null, a boolean, a number or a time. */
const OTHER =
  /^(?:null|true|false|yes|no|on|off|y|n|[-+.\d][\d_,.:eExXoOa-fA-F+-]*|\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?)$/i

/** An id or digest with a letter that no number has. */
const DIGEST = /^(?=.*[a-df])[0-9a-f]{64}$/

/** A scalar on one line: plain where that is safe, else in double quotes. In a flow collection less is safe. */
export function writeScalar(value: unknown, inFlow: boolean): string {
  if (typeof value !== 'string') return JSON.stringify(value ?? null)
  if (DIGEST.test(value)) return value
  const plain =
    PLAIN.test(value) && !OTHER.test(value) && !value.endsWith(' ') && !(inFlow && /[,?]/.test(value))
  return plain ? value : quoted(value)
}

/** A long string in double quotes over several lines, broken where a single space stands between words. */
export function writeFolded(text: string, indent: number, room: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of quoted(text).split(/(?<=[^ \\]) (?=[^ ])/)) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`)
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
