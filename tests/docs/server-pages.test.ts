import { expect, test } from 'vitest'
import { readServerPage, SERVER_PAGES } from '../../cookbook/server-pages.ts'

test.each(Object.keys(SERVER_PAGES))(
  'docs/%s is what the program gives; if not, run npm run cookbook',
  async (file) => {
    const { is, written } = await readServerPage(file)
    expect(is).toBe(written)
    expect(is.split('\n').length).toBeGreaterThan(30)
  },
)
