import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { json, makePlace, type Place, regesta, TEXTS } from './small-chronicle.ts'

let place: Place

/** The small chronicle, with a tension and a gap that a reader noted of its fisheries dialogue. */
beforeAll(async () => {
  place = await makePlace()
  const draft = join(place.dir, 'notes.draft.yaml')
  writeFileSync(
    draft,
    `chronicle: arlandia-bolria
reader: the tests
events:
  - ref: talks
    type: MeetingHeld
    subject: meeting/2025-01-14-fisheries
    payload: { kind: dialogue, name: fisheries talks }
    valid: { edtf: 2025-01-14, basis: relative }
    evidence: [{ source: source/b2, quote: took place in Holm, role: statement }]
  - ref: elsewhere
    type: PersonNamed
    subject: person/someone
    payload: { name: Minister }
    valid: { edtf: 2024-03-01, basis: relative }
    evidence: [{ source: source/a1, quote: Minister Ada Berg of Arlandia, role: name }]
  - type: DisagreementNoted
    subject: disagreement/holm-or-sund
    payload: { kind: tension, about: [meeting/2025-01-14-fisheries], summary: Two towns for one dialogue. }
    premises: [talks, elsewhere]
  - type: DisagreementNoted
    subject: disagreement/name-of-the-dialogue
    payload: { kind: tension, about: [meeting/2025-01-14-fisheries], summary: One name for many talks. }
    premises: [talks]
  - type: DisagreementNoted
    subject: disagreement/hour
    payload: { kind: gap, about: [meeting/2025-01-14-fisheries], summary: The hour is not told. }
    premises: [talks]
`,
  )
  expect(await regesta(place, ['record', draft, '--sources', TEXTS])).toMatchObject({ code: 0 })
})

describe('as-of', () => {
  test('shows a noted tension under the title of what it is about, and counts the gaps', async () => {
    const { out } = await regesta(place, ['as-of', '2025-02-01'])
    expect(out).toMatch(/≠ [^≠]*fisheries[^≠]*: Two towns for one dialogue\. \[B2 \d+–\d+[^\]]*\]/)
    expect(out).toContain('WHAT IS NOT TOLD\n  ∅ 1 gap noted by readers: --all shows them')
  })

  test('counts what was noted of one source among the remarks, whatever the reader called it', async () => {
    const { out } = await regesta(place, ['as-of', '2025-02-01'])
    expect(out).toContain('REMARKS\n  · 1 remark noted by readers: --all shows them')
    const { out: all } = await regesta(place, ['as-of', '2025-02-01', '--all'])
    expect(all).toMatch(/· [^≠]*One name for many talks\./)
  })

  test('--all lists the gaps', async () => {
    const { out } = await regesta(place, ['as-of', '2025-02-01', '--all'])
    expect(out).toContain('The hour is not told.')
    expect(out).not.toContain('--all shows them')
  })

  test('shows none of them before what they rest on', async () => {
    const { out } = await regesta(place, ['as-of', '2025-01-13'])
    expect(out).not.toContain('Two towns')
    expect(out).not.toContain('WHAT IS NOT TOLD')
  })

  test('--json has all that was noted, with the events it rests on', async () => {
    const { noted } = await json(place, ['as-of', '2025-02-01'])
    expect(noted).toMatchObject([
      {
        kind: 'tension',
        subject: 'disagreement/holm-or-sund',
        certainty: 'definitely',
        because: [expect.any(String), expect.any(String), expect.any(String)],
      },
      { kind: 'remark', subject: 'disagreement/name-of-the-dialogue' },
      { kind: 'gap', subject: 'disagreement/hour', about: ['meeting/2025-01-14-fisheries'] },
    ])
  })
})
