import { useEffect, useState } from 'preact/hooks'
import { type Address, formatAddress, HOME, NOWHERE } from './address.ts'
import { ask, type Facts } from './api.ts'
import { addMonths, parseIsoDay } from './days.ts'
import { ChronicleBriefDocument, type ChronicleBriefQuery } from './operations.ts'
import { strings } from './strings.ts'

const { help } = strings

/** One chronicle among those of the server: what it asks, how much it holds and of which days, and where one may begin. */
export function ChronicleLine({ chronicle, today }: { readonly chronicle: Listed; readonly today: number }) {
  const { name, title, question, position } = chronicle
  const brief = useBrief(chronicle)
  const first = parseIsoDay(brief?.before?.nextChange?.date ?? '')
  const last = parseIsoDay(brief?.now?.recordEnds ?? '')
  const to = (change: Partial<Address>) =>
    formatAddress({ ...HOME, view: 'state', chronicle: name, ...change })
  const links = [
    { words: help.today(strings.day(today)), href: to({}) },
    ...(last === undefined
      ? []
      : [
          { words: help.lastTold(strings.day(last)), href: to({ at: { ...NOWHERE, date: last } }) },
          {
            words: help.yearBefore,
            href: to({
              view: 'compare',
              at: { ...NOWHERE, date: addMonths(last, -12) },
              to: { ...NOWHERE, date: last },
            }),
          },
        ]),
    { words: help.itsSources, href: to({ view: 'sources' }) },
  ]
  return (
    <li>
      <div>
        <h2>
          <a href={to({})} dir="auto">
            {title}
          </a>
        </h2>
        <p dir="auto">{help.asks(question)}</p>
        <p class="m">
          {[
            ...(position === undefined ? [] : [help.recorded(position)]),
            ...(brief?.sources == null ? [] : [help.sources(brief.sources.totalCount)]),
            ...(first === undefined || last === undefined
              ? []
              : [help.tells(strings.day(first), strings.day(last))]),
          ].join(' ')}
        </p>
        <ul class="begin">
          {links.map(({ words, href }) => (
            <li key={words}>
              <a href={href}>{words}</a>
            </li>
          ))}
        </ul>
      </div>
    </li>
  )
}

type Listed = Facts['chronicles'][number]
type Brief = NonNullable<ChronicleBriefQuery['chronicle']>

/** What the API says of it; undefined before it answers, where it refuses, and of one that is not open: that is not opened for this. */
function useBrief({ name, api, position }: Listed): Brief | undefined {
  const [brief, setBrief] = useState<Brief>()
  const isOpen = position !== undefined
  useEffect(() => {
    if (!isOpen) return
    const control = new AbortController()
    ask(api, ChronicleBriefDocument, { chronicle: name }, control.signal).then(
      ({ chronicle }) => setBrief(chronicle ?? undefined),
      // The line says less then.
      () => {},
    )
    return () => control.abort()
  }, [api, name, isOpen])
  return brief
}
