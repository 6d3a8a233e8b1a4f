import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKeptAsWritten } from '../../src/admission/index.ts'

describe('isKeptAsWritten()', () => {
  it.each([
    '0',
    '-0',
    '7',
    '+7',
    '007',
    '1.0',
    '1.50',
    '.5',
    '5.',
    '0.1',
    '1e3',
    '1E-7',
    '0.000001',
    '-273.15',
    '1e-300',
    '5e-324',
    '9007199254740991',
    '-9007199254740991',
    '9007199254740991.0',
    '0.30000000000000004',
    '12300e-2',
    '9007199254740992',
    '1e22',
    '1E+300',
  ])('%s: yes', (written) => expect(isKeptAsWritten(written)).toBe(true))

  it.each([
    // past 2^53
    '9007199254740993',
    '1152921504606846976',
    '9007199254740993.0',
    '-9007199254740993',
    '12345678901234567890',
    // not decimal
    '0x1F',
    '0X10',
    '0o17',
    '0b11',
    '',
    '.',
    '-',
    'e5',
    'NaN',
    '.nan',
    '.inf',
    'Infinity',
    '1_000',
    // exponents out of range
    '1e400',
    '-1e400',
    '1e-400',
    '-1e-400',
    '1e-324',
    // digits cut
    '0.12345678901234567890',
    '3.14159265358979323846',
    '1.00000000000000000001',
    '0.1000000000000000055',
    '5.0000000000000001e-324',
    `0.${'0'.repeat(500)}1`,
  ])('%s: no', (written) => expect(isKeptAsWritten(written)).toBe(false))

  it('is yes for each number as JSON writes it, and no once a digit more is written', () => {
    const fraction = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n))
    fc.assert(
      fc.property(fc.oneof(fraction, fc.maxSafeInteger().filter(Boolean)), (number) => {
        const written = JSON.stringify(number)
        expect(isKeptAsWritten(written)).toBe(true)
        const [mantissa = '', exponent] = written.split('e')
        const longer = `${mantissa}${mantissa.includes('.') ? '' : '.'}${'0'.repeat(20)}1`
        expect(isKeptAsWritten(exponent === undefined ? longer : `${longer}e${exponent}`)).toBe(false)
      }),
    )
  })
})
