import type { ApiKit, StandingItem } from '../../../graphql/index.ts'
import type { Words } from './words.ts'

/** The schema's name for the items of each kind. */
export const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ['meeting', 'Meeting'],
  ['instrument', 'Instrument'],
  ['mechanism', 'Mechanism'],
  ['label', 'StatusLabel'],
  ['undertaking', 'Undertaking'],
  ['office', 'Office'],
  ['person', 'Person'],
  ['visit', 'Visit'],
  ['figure', 'Figure'],
  ['position', 'Position'],
  ['cooperation', 'Cooperation'],
  ['place', 'NamedPlace'],
])

/** Every type of item, referred to before it is filled in, so that they may speak of one another. */
export function createRefs({ builder }: ApiKit) {
  return {
    meeting: builder.objectRef<StandingItem>('Meeting'),
    instrument: builder.objectRef<StandingItem>('Instrument'),
    mechanism: builder.objectRef<StandingItem>('Mechanism'),
    label: builder.objectRef<StandingItem>('StatusLabel'),
    undertaking: builder.objectRef<StandingItem>('Undertaking'),
    office: builder.objectRef<StandingItem>('Office'),
    person: builder.objectRef<StandingItem>('Person'),
    visit: builder.objectRef<StandingItem>('Visit'),
    figure: builder.objectRef<StandingItem>('Figure'),
    position: builder.objectRef<StandingItem>('Position'),
    cooperation: builder.objectRef<StandingItem>('Cooperation'),
    place: builder.objectRef<StandingItem>('NamedPlace'),
  }
}

export type Refs = ReturnType<typeof createRefs>
export type Kit = ApiKit & { readonly refs: Refs; readonly words: Words }
