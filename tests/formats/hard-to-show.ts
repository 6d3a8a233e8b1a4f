import { bilateral } from '../../src/domains/index.ts'
import type { Chronicle } from '../../src/engine/index.ts'
import { event, source } from '../domains/bilateral/vocabulary.ts'
import { openAsWritten } from '../graphql/look-ahead/ask.ts'

/** Names that break out of what they are put into: of HTML, of lines, of a direction, of a line of iCalendar. */
export const NASTY = {
  markup: '<img src=x onerror="window.ran=1"><script>window.ran=2</script>&amp;lt;b&amp;gt;',
  lines: 'one\r\nEND:VEVENT\nATTACH:http://elsewhere.example/\\n;two,',
  bidi: 'abc \u202E\u2067txt.exe',
  long: '長'.repeat(2000),
} as const

/** Meetings under such names and on such dates as are hard to show; today is 2030-01-01. */
export function openHardToShow(): Promise<Chronicle> {
  const held = (slug: string, name: string, edtf?: string) =>
    event('MeetingHeld', `meeting/${slug}`, { kind: 'talks', name }, edtf)
  return openAsWritten('nz-cl', bilateral.vocabulary, [
    source('a', '2026-01-01'),
    held('exact', 'Exact talks', '2025-03-03'),
    held('window', 'Talks in a window', '[2025-03-03..2025-03-09]'),
    held('span', 'Talks of three days', '2025-12-30/2026-01-01'),
    held('open', 'Talks until a day', '[..2025-02-09]'),
    held('cosmic', 'Talks before people', 'Y-300000'),
    held('antique', 'Antique talks', '-0043-03-15'),
    held('year-zero', 'Talks in 1 BC', '0000-06-01'),
    held('leap', 'Leap talks', '2024-02-29'),
    held('newyear', 'New Year talks', '2025-01-01'),
    ...Object.entries(NASTY).map(([slug, name]) => held(slug, name, '2025-06-15')),
    event('MeetingPlanned', 'meeting/ahead', {
      name: 'Talks ahead',
      window: { edtf: '2026-05', basis: 'stated' },
    }),
    event(
      'LabelAdopted',
      'label/partners',
      { object: 'relationship', label: '<i>partners</i>' },
      '2020-04-01/2024-06-30',
    ),
    event('LabelAdopted', 'label/friends', { object: 'relationship', label: 'friends' }, '2025-01-01/'),
  ])
}
