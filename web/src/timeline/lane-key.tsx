import type { ComponentChildren } from 'preact'
import { strings } from '../strings.ts'
import { useTimeView } from './time-view.ts'

/** How the lanes are read: in words beside what they stand for. On a phone it is folded. */
export function LaneKey() {
  const { isNarrow } = useTimeView()
  const { laneKey } = strings
  const entries = (
    <p class="key">
      <Entry words={laneKey.certain}>
        <rect y="2" width="34" height="10" class="solid" />
      </Entry>
      <Entry words={laneKey.begin}>
        <rect y="2" width="34" height="10" fill="url(#lane-hatch)" mask="url(#lane-grows)" />
      </Entry>
      <Entry words={laneKey.within}>
        <rect x="8" y="2" width="18" height="10" fill="url(#lane-hatch)" />
        <path d="M11 2h-3v10h3M23 2h3v10h-3" class="br" />
      </Entry>
      <Entry words={laneKey.likely}>
        <path d="M17 1l5 6l-5 6l-5-6z" class="lk" />
      </Entry>
      <Entry words={laneKey.day}>
        <circle cx="17" cy="7" r="4" class="pt" />
      </Entry>
      <Entry words={laneKey.possibly}>
        <circle cx="8" cy="7" r="4" class="pth" />
        <path d="M8 3a4 4 0 0 0 0 8z" class="pt" />
        <path d="M16 7H34" class="thp" />
      </Entry>
      <Entry words={laneKey.planned}>
        <circle cx="17" cy="7" r="3.6" class="pth" />
      </Entry>
      <Entry words={laneKey.record}>
        <path d="M0 7H34" class="thr2" />
      </Entry>
      <Entry words={laneKey.due}>
        <path d="M17 1v12" class="due" />
      </Entry>
      <span>{laneKey.nothing}</span>
    </p>
  )
  if (!isNarrow) return entries
  return (
    <details class="lane-tables">
      <summary>{laneKey.title}</summary>
      {entries}
    </details>
  )
}

function Entry({ words, children }: { readonly words: string; readonly children: ComponentChildren }) {
  return (
    <span>
      <svg viewBox="0 0 34 14" aria-hidden="true">
        {children}
      </svg>
      {words}
    </span>
  )
}
