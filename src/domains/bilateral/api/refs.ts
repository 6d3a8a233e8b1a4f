import type { ApiKit, ItemAtPoint } from '../../../graphql/index.ts'
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
    meeting: builder.objectRef<ItemAtPoint>('Meeting'),
    instrument: builder.objectRef<ItemAtPoint>('Instrument'),
    mechanism: builder.objectRef<ItemAtPoint>('Mechanism'),
    label: builder.objectRef<ItemAtPoint>('StatusLabel'),
    undertaking: builder.objectRef<ItemAtPoint>('Undertaking'),
    office: builder.objectRef<ItemAtPoint>('Office'),
    person: builder.objectRef<ItemAtPoint>('Person'),
    visit: builder.objectRef<ItemAtPoint>('Visit'),
    figure: builder.objectRef<ItemAtPoint>('Figure'),
    position: builder.objectRef<ItemAtPoint>('Position'),
    cooperation: builder.objectRef<ItemAtPoint>('Cooperation'),
    place: builder.objectRef<ItemAtPoint>('NamedPlace'),
  }
}

export type Refs = ReturnType<typeof createRefs>
export type Kit = ApiKit & { readonly refs: Refs; readonly words: Words }
