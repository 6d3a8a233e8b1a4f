import {
  type AtPoint,
  datedOf,
  eventsOf,
  evidenceFor,
  itemsBySubject,
  sourcesById,
} from '../../../graphql/index.ts'
import type { Valued } from '../../../state/index.ts'
import { officeFields as fields } from '../office.ts'
import { ATTESTED, addChanges, itemsOfList, listArgs } from './lists.ts'
import type { Kit } from './refs.ts'
import { one, printed } from './values.ts'

type Holding = AtPoint & { readonly valued: Valued<string> }

/** Offices: who held them, which a source attests of its own date and no other. */
export function addOffice(kit: Kit): void {
  const { builder, refs, item, validTime, provenance } = kit

  const holding = builder.objectRef<Holding>('Holding').implement({
    description: 'Someone in an office, at a date.',
    fields: (t) => ({
      person: t.field({
        type: refs.person,
        nullable: true,
        description: 'Who held it; null where that cannot be seen from the point.',
        resolve: ({ valued, ...stand }) => itemsBySubject(stand, [valued.value])[0],
      }),
      certainty: t.field({
        type: item.certainty,
        description: 'Whether it is attested in any case.',
        resolve: ({ valued }) => valued.answer,
      }),
      when: t.field({
        type: [validTime.ref],
        description: 'When it is attested.',
        resolve: ({ valued }) => valued.standings.map(datedOf),
      }),
      sources: t.field({
        type: [provenance.source],
        description: 'Who attests it.',
        resolve: ({ chronicle, state, valued }) => sourcesById({ chronicle, state }, valued.sources),
      }),
      evidence: t.field({
        type: [provenance.evidence],
        description: 'Where the sources attest it.',
        args: provenance.evidenceArgs,
        resolve: ({ chronicle, state, valued }, args) =>
          evidenceFor({ chronicle, state }, valued.because, args),
      }),
      because: t.field({
        type: [provenance.event],
        description: 'The events that attest it.',
        resolve: ({ chronicle, state, valued }) => [...eventsOf({ chronicle, state }, valued.because)],
      }),
    }),
  })
  refs.office.implement({
    description:
      'An office, as one source prints its title. Titles of other words are other offices until it is shown otherwise.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      titles: t.stringList({
        description: 'Every form that a source prints.',
        resolve: (each) => printed(each, fields.title),
      }),
      side: t.string({
        nullable: true,
        description:
          'The country whose office it is, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`; null where no source says.',
        resolve: (each) => one(each, fields.side) ?? printed(each, fields.side)[0] ?? null,
      }),
      bodies: t.stringList({
        description: 'The body that it belongs to, as sources print it.',
        resolve: (each) => printed(each, fields.body),
      }),
      inferred: t.stringList({
        description: 'What the title does not print and the context gives: `portfolio`, `country`.',
        resolve: (each) => printed(each, fields.inferred),
      }),
      holders: t.field({
        type: [holding],
        description: 'Who held it on the date itself.',
        resolve: ({ item, ...stand }) =>
          item.get(fields.holder).values.map((valued) => ({ ...stand, valued })),
      }),
      lastAttested: t.field({
        type: holding,
        nullable: true,
        description: 'The nearest attestation before the date; null where there is none.',
        resolve: ({ item, ...stand }) => holdingOf(stand, item.get(fields.holder).lastAttested),
      }),
      nextAttested: t.field({
        type: holding,
        nullable: true,
        description: 'The nearest attestation after the date; null where there is none.',
        resolve: ({ item, ...stand }) => holdingOf(stand, item.get(fields.holder).nextAttested),
      }),
    }),
  })

  builder.objectField(kit.root.state, 'offices', (t) =>
    t.field({
      type: [refs.office],
      description:
        'Offices, with who held them. A source attests an office on its own date only: between two, it is unknown.',
      args: listArgs(kit, ATTESTED, 'office'),
      resolve: (stand, args) => itemsOfList(kit, stand, 'office', args),
    }),
  )
  addChanges(kit, 'offices', 'office', refs.office)
}

function holdingOf(stand: AtPoint, valued: Valued<string> | undefined): Holding | null {
  return valued === undefined ? null : { ...stand, valued }
}
