/**
 * The tabs that the playground opens with, each of which runs as it is: what stood on a day, two dates compared, who
 * says so. They ask the chronicle that they have days for, or else the first. Where several are served, or none yet, one
 * more tab lists them.
 *
 * An operation's name is what the playground writes on its tab.
 */
export function examplesFor(chronicles: readonly string[]): readonly string[] {
  const chronicle = chronicles.find((name) => name in DAYS) ?? chronicles[0]
  return [
    ...(chronicle === undefined ? [] : tabsOf(chronicle, DAYS[chronicle] ?? ANY_DAYS)),
    ...(chronicles.length === 1 ? [] : [WHICH_THERE_ARE]),
  ]
}

/** The arguments that the tabs ask with, and what their comments say of them. */
type Days = {
  readonly day: string
  readonly inWords: string
  readonly from: string
  readonly to: string
  readonly fromInWords: string
  readonly promises: string
}

/** The days on which something happens in a chronicle that comes with the program. */
const DAYS: Readonly<Record<string, Days>> = {
  'japan-viet-nam': {
    day: '(date: "2025-05-01")',
    inWords: 'stood on 1 May 2025',
    from: '{ date: "2025-04-27" }',
    to: '{ date: "2025-05-01" }',
    fromInWords: 'between 27 April and 1 May 2025',
    promises: 'undertakings(open: true, hasDue: true)',
  },
}

/** For any other: today, and everything until today. A point without a date is today. */
const ANY_DAYS: Days = {
  day: '',
  inWords: 'stands today',
  from: '{ date: "1500-01-01" }',
  to: '{}',
  fromInWords: 'from 1500 until today',
  promises: 'undertakings(open: true)',
}

function tabsOf(
  chronicle: string,
  { day, inWords, from, to, fromInWords, promises }: Days,
): readonly string[] {
  const id = JSON.stringify(chronicle)
  return [
    `# What ${inWords}?
# Press the button, then ask for another day.
# Ctrl-Space shows what else may be asked.
# knownAt: "YYYY-MM-DD" shows only what one
# could know by that day.
query WhatStood {
  relationship(id: ${id}) {
    asOf${day} {
      point { date knownAt position }
      status { label certainty }
      ${promises} {
        content
        certainty
        due { date standing inDays }
      }
      meetings { headline certainty }
    }
  }
}
`,
    `# What changed ${fromInWords},
# and why? WORLD_CHANGED: it happened in between.
# Other causes: we learned of it, recorded it,
# corrected a reading.
query WhatChanged {
  relationship(id: ${id}) {
    compare(
      from: ${from}
      to: ${to}
    ) {
      changes {
        change
        subject
        causes
      }
    }
  }
}
`,
    `# Who says so? Each promise with its events, and
# for each event the source, and from which
# character to which. quote is null unless the
# server has the texts (--sources).
query WhoSaysSo {
  relationship(id: ${id}) {
    asOf${day} {
      ${promises} {
        content
        because {
          type
          known { edtf }
          evidence {
            source { label published { edtf } }
            start
            end
            quote
          }
        }
      }
    }
  }
}
`,
  ]
}

const WHICH_THERE_ARE = `# Which chronicles are there, and how far does each go?
query WhichThereAre {
  relationships { id position }
}
`
