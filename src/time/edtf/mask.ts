/** Digits of which some are unspecified: `156X`, `XX`, `1X`. */

/** Every number that the digits can be, ascending; `X` stands for any digit. At most ten to the number of `X`. */
export function matches(digits: string): readonly number[] {
  let numbers = [0]
  for (const digit of digits) {
    const choices = digit === 'X' ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [Number(digit)]
    numbers = numbers.flatMap((number) => choices.map((choice) => number * 10 + choice))
  }
  return numbers
}

/** Whether some digit of it is unspecified. */
export function isMasked(digits: string): boolean {
  return digits.includes('X')
}
