import { type GraphQLField, getNamedType, isLeafType, isObjectType } from 'graphql'
import { type Envelope, eventId } from '../../../src/event/index.ts'
import { formatInstant } from '../../../src/time/index.ts'
import { type ArgumentPools, isGiven, literalFor, quotedAll } from '../../graphql/look-ahead/arguments.ts'
import type { Dice } from '../../graphql/look-ahead/dice.ts'
import { DocumentWriter } from '../../graphql/look-ahead/documents.ts'
import type { World } from '../../graphql/look-ahead/leaks.ts'
import { dayOf } from '../../graphql/look-ahead/stories.ts'

/** Questions about a chronicle, of every field that begins one: some give all clocks, some one or none. */
export class QuestionWriter {
  readonly #world: World
  readonly #writer: DocumentWriter

  constructor(world: World) {
    this.#world = world
    // What the server tells of itself is of the moment; a proof of one event is asked of the ledger’s own fields.
    this.#writer = new DocumentWriter(world.schema, ['Query.server'])
  }

  get asked(): ReadonlySet<string> {
    return this.#writer.asked
  }

  /**
   * One for each field of the query and of the chronicle, asked at a place of which the positions are known: clocks are
   * chosen up to that, those that tell by instants often just there.
   */
  write(events: readonly Envelope[], here: number, dice: Dice): readonly string[] {
    const { root, field, chronicle } = this.#world
    const pools = this.#poolsFor(events, here)
    const onRoot = this.#fieldsOf(root).map(
      (each) => `{ ${field}(id: "${chronicle}") { ${this.#asking(root, each, here, dice, pools)} } }`,
    )
    const onQuery = this.#fieldsOf('Query')
      .filter(({ name }) => name !== field && name !== 'server')
      .map((each) => `{ ${this.#asking('Query', each, here, dice, pools)} }`)
    return [...onRoot, ...onQuery]
  }

  #fieldsOf(name: string): readonly GraphQLField<unknown, unknown>[] {
    const type = this.#world.schema.getType(name)
    return isObjectType(type) ? Object.values(type.getFields()) : []
  }

  #asking(
    type: string,
    field: GraphQLField<unknown, unknown>,
    here: number,
    dice: Dice,
    pools: ArgumentPools,
  ): string {
    this.#writer.note(`${type}.${field.name}`)
    const clocks = clocksOf(here, dice)
    const args = field.args.flatMap((argument) => {
      const name = `${type}.${field.name}`
      if (argument.name in clocks) return clocks[argument.name] ?? []
      return isGiven(name, argument, field.args.length, dice, pools)
        ? [`${argument.name}: ${literalFor(name, argument, dice, pools)}`]
        : []
    })
    const given = args.length === 0 ? '' : `(${args.join(', ')})`
    const named = getNamedType(field.type)
    const inside = isLeafType(named) ? '' : this.#writer.selection(named.name, dice, pools, 4, 80)
    return `${field.name}${given} ${inside}`
  }

  #poolsFor(events: readonly Envelope[], here: number): ArgumentPools {
    const { pools, root, chronicle } = this.#world
    const ids = quotedAll(events.slice(0, here).map(eventId))
    const sources = quotedAll(
      events.slice(0, here).flatMap(({ type, subject }) => (type === 'SourceRegistered' ? subject : [])),
    )
    const positions = [0, 1, Math.ceil(here / 2), here].map(String)
    return new Map([
      ...pools,
      ['Int', positions],
      ['DateTime', positions.map((position) => JSON.stringify(formatInstant(Number(position) * 1000)))],
      ['Trust', [`{ without: [${sources[0] ?? ''}] }`, `{ only: [${sources.join(', ')}] }`]],
      ['Query.event.id', ids],
      ['Query.node.id', [...ids, ...sources, JSON.stringify(chronicle)]],
      ['Query.nodes.ids', [...ids, ...sources, JSON.stringify(chronicle)]],
      ['Query.source.id', sources],
      ['Query.source.chronicle', [JSON.stringify(chronicle)]],
      [`${root}.consistency.from`, ['0', '1']],
      [`${root}.consistency.to`, [String(here)]],
      [`${root}.whyNot.field`, []],
      ['PointInput', pointsOf(here)],
      ['Event.proof.position', []],
      ['atLeast', ['0', String(here)]],
      ['atMost', ['1', '2', '100']],
      ['afterId', quotedAll(['a', this.#world.chronicle])],
    ])
  }
}

function pointsOf(here: number): readonly string[] {
  const [date, position] = [`date: "${dayOf(5)}"`, `position: ${Math.ceil(here / 2)}`]
  const at = `recordedAt: "${formatInstant(here * 1000)}"`
  return [
    '{}',
    `{ ${date} }`,
    `{ ${position} }`,
    `{ ${date}, ${position} }`,
    `{ ${date}, ${at} }`,
    `{ ${date}, position: ${here}, knownAt: "${dayOf(4)}" }`,
  ]
}

/** The clocks of a point, each as it is written where it is given. */
function clocksOf(here: number, dice: Dice): Readonly<Record<string, readonly string[]>> {
  const all = dice.oneIn(3)
  const none = !all && dice.oneIn(2)
  const given = () => all || (!none && dice.oneIn(2))
  const position = 1 + dice.upTo(here)
  const instant = dice.oneIn(2) ? here + dice.upTo(2) : position
  const byInstant = dice.oneIn(2)
  const recorded = given()
  return {
    date: given() ? [`date: "${dayOf(dice.upTo(12))}"`] : [],
    knownAt: dice.oneIn(3) ? [`knownAt: "${dayOf(dice.upTo(12))}"`] : [],
    position: recorded && !byInstant ? [`position: ${position}`] : [],
    recordedAt: recorded && byInstant ? [`recordedAt: "${formatInstant(instant * 1000)}"`] : [],
    trusting: [],
  }
}
