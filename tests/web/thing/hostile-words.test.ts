import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newToken } from '../../../src/server/access/tokens.ts'
import { browserNeeded } from '../../browser.ts'
import { describeWith } from '../../require.ts'
import { type Opened, openPages } from '../opened-page.ts'

const MARKUP = '<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;'
const ARABIC = '\u0645\u0634\u062a\u0631\u0643\u200f (A) \u05e9\u05dc\u05d5\u05dd'
const LONG = 'w'.repeat(2000)
const folder = mkdtempSync(join(tmpdir(), 'regesta-hostile-'))
const press = newToken('press', 'recorder')

const REGISTER = `mutation ($input: RegisterSourceInput!) { done: registerSource(input: $input) { __typename
  ... on ValidationFailed { faults { code argument message } } } }`
const RECORD = `mutation ($input: RecordEventsInput!) { done: recordEvents(input: $input) { __typename
  ... on ValidationFailed { faults { code argument message } } } }`

describeWith(browserNeeded, 'recorded words with markup, in other directions, and without end', () => {
  let opened: Opened

  beforeAll(async () => {
    const tokens = join(folder, 'tokens.yaml')
    writeFileSync(tokens, `${press.line}\n`)
    opened = await openPages(['--tokens', tokens, '--reading', 'open'])
    const send = async (query: string, input: object) => {
      const response = await fetch(`${opened.server.origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${press.token}` },
        body: JSON.stringify({ query, variables: { input } }),
      })
      const { data } = await response.json()
      expect(JSON.stringify(data)).toContain('Success')
    }
    await send(REGISTER, {
      chronicle: 'japan-viet-nam',
      id: 'source/hostile',
      label: 'H1',
      title: MARKUP,
      publisher: ARABIC,
      absent: [LONG],
      published: { edtf: '2024-03-01', basis: 'STATED' },
      evidence: [{ locator: 'p. 1', role: 'DATE' }],
    })
    await send(RECORD, {
      chronicle: 'japan-viet-nam',
      events: [MARKUP, ARABIC, LONG].map((name, nth) => ({
        type: 'MeetingHeld',
        subject: `meeting/hostile-${nth}`,
        payload: { kind: 'talks', name },
        valid: { edtf: '2024-03-02', basis: 'STATED' },
        evidence: [{ source: 'source/hostile', locator: `page 2 ${MARKUP}`, role: 'STATEMENT' }],
      })),
    })
  })
  afterAll(async () => {
    await opened?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test.each([
    { path: '/japan-viet-nam/meeting/hostile-0', words: MARKUP },
    { path: '/japan-viet-nam/meeting/hostile-1', words: ARABIC },
    { path: '/japan-viet-nam/meeting/hostile-2', words: LONG },
    { path: '/japan-viet-nam/source/hostile', words: MARKUP },
    { path: '/japan-viet-nam/sources', words: ARABIC },
  ])('are shown in $path as they stand, and run nothing', async ({ path, words }) => {
    for (const width of [390, 1280]) {
      const page = await opened.open(`${path}?date=2024-06-01`, { width, height: 844 })
      await expect.poll(() => page.locator('main').textContent()).toContain(words)
      await expect.poll(() => page.locator('main img, main script').count()).toBe(0)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(width)
      await page.close()
    }
    expect(opened.complaints.filter((line) => line.includes('a script asked'))).toEqual([])
  })
})
