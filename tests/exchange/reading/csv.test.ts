import { describe, expect, test } from 'vitest'
import { InvalidInput } from '../../../src/errors.ts'
import { read } from '../../../src/exchange/reading/csv.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

async function cellsOf(text: string): Promise<readonly (readonly [row: number, ...texts: unknown[]])[]> {
  const { rows } = await read(utf8(text), {})
  return rows.map(({ row, cells }) => [row, ...cells.map(([, cell]) => cell)])
}

describe('read() of CSV', () => {
  test.each([
    [
      'commas',
      'a,b\n1,2\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'semicolons, as Excel writes them in many languages',
      'a;b,c;d\r\n1;2;3\r\n',
      [
        [1, 'a', 'b,c', 'd'],
        [2, '1', '2', '3'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\t2',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'what sep= names',
      'sep=|\na|b\n1|2',
      [
        [2, 'a', 'b'],
        [3, '1', '2'],
      ],
    ],
    [
      'a mark of UTF-8',
      '\ufeffa,b\n1,2',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'separators in quotes of the header',
      '"a;b;c",d\n1,2',
      [
        [1, 'a;b;c', 'd'],
        [2, '1', '2'],
      ],
    ],
    [
      'line ends in quotes, which make no row',
      'a,b\n"1\r\n1","x ""y"""\n3,4',
      [
        [1, 'a', 'b'],
        [2, '1\n1', 'x "y"'],
        [3, '3', '4'],
      ],
    ],
    [
      'empty rows, which are counted',
      'a,b\n\n1,2',
      [
        [1, 'a', 'b'],
        [3, '1', '2'],
      ],
    ],
    [
      'rows of other lengths',
      'a,b\n1\n1,2,3',
      [
        [1, 'a', 'b'],
        [2, '1'],
        [3, '1', '2', '3'],
      ],
    ],
    [
      'quotes within a cell without quotes',
      'a,b\nthe "A" team,2',
      [
        [1, 'a', 'b'],
        [2, 'the "A" team', '2'],
      ],
    ],
    [
      'Vietnamese and Japanese',
      'Tên,名前\nHội đàm,日越会談',
      [
        [1, 'Tên', '名前'],
        [2, 'Hội đàm', '日越会談'],
      ],
    ],
    [
      'zeros at the beginning, and what looks like a formula',
      'a,b\n0012,=1+1',
      [
        [1, 'a', 'b'],
        [2, '0012', '=1+1'],
      ],
    ],
  ])('has cells as they are written: %s', async (_, text, expected) => {
    expect(await cellsOf(text)).toEqual(expected)
  })

  test('keeps the column of a cell after empty ones', async () => {
    const { rows } = await read(utf8('a,b,c\n,,3'), {})
    expect(rows[1]).toEqual({ row: 2, cells: [[3, '3']] })
  })

  test('reads what is not UTF-8 only where its encoding is named', async () => {
    const bytes = Uint8Array.from([0x61, 0x2c, 0x62, 0x0a, 0x93, 0xfa, 0x2c, 0x31]) // 日 in Shift_JIS
    await expect(read(bytes, {})).rejects.toMatchObject({ code: 'E_ENCODING' })
    const { rows } = await read(bytes, { encoding: 'shift_jis' })
    expect(rows[1]?.cells).toEqual([
      [1, '日'],
      [2, '1'],
    ])
  })

  test('refuses a quote that nothing closes, with its line', async () => {
    const error = await read(utf8('a,b\n1,2\n"3,4\n'), {}).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(InvalidInput)
    expect(error).toMatchObject({ faults: [{ code: 'E_CSV', place: { line: expect.any(Number) } }] })
  })

  test('refuses what is mostly empty, and too large', async () => {
    const text = `${','.repeat(1_000_000)}\n`.repeat(21)
    await expect(read(utf8(text), {})).rejects.toMatchObject({ code: 'E_CELLS' })
  })

  test('refuses more than a million cells', async () => {
    const text = `${'1,2,3,4\n'.repeat(250_001)}`
    await expect(read(utf8(text), {})).rejects.toMatchObject({ code: 'E_CELLS' })
  })
})
