import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answerRecipes,
  COOKBOOK_PAGE,
  cookbookSection,
  readRecipes,
  withCookbook,
} from '../../cookbook/write.ts'

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

test('docs/cookbook.md shows the recipes as they are', async () => {
  const page = await readFile(COOKBOOK_PAGE, 'utf8')
  expect(withCookbook(page, cookbookSection(recipes, answers))).toBe(page)
})
