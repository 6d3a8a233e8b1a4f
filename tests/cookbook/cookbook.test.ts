import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerRecipes, cookbookSection, readRecipes, withCookbook } from '../../cookbook/write.ts'

const root = join(import.meta.dirname, '..', '..')
const recipes = await readRecipes()
let folder: string
let answers: ReadonlyMap<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regesta-cookbook-'))
  answers = await answerRecipes(join(folder, 'ledger.sqlite'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('the cookbook has at least twelve recipes', () => {
  expect(recipes.length).toBeGreaterThanOrEqual(12)
})

test.each(recipes.map(({ name }) => name))(
  '%s answers what the cookbook says, without errors',
  async (name) => {
    const written = await readFile(join(root, 'cookbook', `${name}.json`), 'utf8')
    expect(written).not.toContain('"errors"')
    expect(answers.get(name)).toBe(written)
  },
)

test('the README shows the recipes as they are', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  expect(withCookbook(readme, cookbookSection(recipes, answers))).toBe(readme)
})
