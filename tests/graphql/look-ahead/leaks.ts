import { type GraphQLField, type GraphQLSchema, getNamedType, isLeafType, isObjectType } from 'graphql'
import type { Chronicle } from '../../../src/engine/index.ts'
import type { Envelope } from '../../../src/event/index.ts'
import type { Vocabulary } from '../../../src/state/index.ts'
import { formatDay, formatInstant } from '../../../src/time/index.ts'
import type { Point } from '../../../src/visibility/index.ts'
import { eventsIn } from '../../toy/index.ts'
import { type ArgumentPools, goingTogether, isGiven, literalFor } from './arguments.ts'
import { type Answer, ask, comparable, firstDifference, openAsWritten, reachedBy } from './ask.ts'
import type { Dice } from './dice.ts'
import { DocumentWriter } from './documents.ts'
import { followUps } from './follow-ups.ts'
import { otherwise } from './unseen.ts'

/** A schema, what its chronicles speak, and which of its fields speak of the ledger rather than from a point. */
export type World = {
  readonly schema: GraphQLSchema
  readonly vocabulary: Vocabulary
  readonly chronicle: string
  /** The query's field for one chronicle, and the type of that. */
  readonly field: string
  readonly root: string
  readonly aside: ReadonlyMap<string, string>
  readonly pools: ArgumentPools
}

/** A chronicle to look at, and from where. */
export type Told = {
  readonly events: readonly Envelope[]
  readonly texts: ReadonlyMap<string, string>
  readonly points: readonly [Point, Point]
}

/**
 * Asks everything that can be asked, twice: of a chronicle, and of one that differs from it only in what cannot
 * be seen from the points asked about. Whatever differs in the answers is a leak.
 */
export class LeakSearch {
  readonly #world: World
  readonly #writer: DocumentWriter
  readonly reached = new Set<string>()
  /** How many events said something else, in all questions. */
  hidden = 0

  constructor(world: World) {
    this.#world = world
    this.#writer = new DocumentWriter(world.schema, world.aside.keys())
  }

  get asked(): ReadonlySet<string> {
    return this.#writer.asked
  }

  /** Every field that must be asked for: what lies on any way from the query, without what stands aside. */
  get wanted(): ReadonlySet<string> {
    const { root, field } = this.#world
    const fields = this.#writer.fieldsFrom('Query')
    return new Set([...fields].filter((each) => each !== `Query.${field}` && each !== `${root}.id`))
  }

  /** The leaks that one chronicle shows, each in a line that says where and what. */
  async search({ events, texts, points }: Told, dice: Dice): Promise<readonly string[]> {
    const { root, schema, vocabulary, chronicle: name, aside, field: query } = this.#world
    const whole = await openAsWritten(name, vocabulary, events)
    const type = schema.getType(root)
    if (!isObjectType(type)) throw new Error(`${root} has no fields`)
    const leaks: string[] = []
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type)
      if (aside.has(`${root}.${field.name}`) || isLeafType(named)) continue
      this.#writer.note(`${root}.${field.name}`)
      const { args, asked } = this.#argumentsOf(field, points, dice)
      const inside = this.#writer.selection(named.name, dice, this.#world.pools, 5, 150)
      const document = `{ ${query}(id: "${name}") { ${root}__${field.name}: ${field.name}${args} ${inside} } }`
      const onward = this.#writer.selection('Item', dice, this.#world.pools, 2, 60)
      leaks.push(...(await this.#compare(whole, texts, asked, document, onward)))
    }
    return leaks
  }

  /** The arguments of a field of the root, its points given: the one that it asks about, or both. */
  #argumentsOf(field: GraphQLField<unknown, unknown>, [first, second]: Told['points'], dice: Dice) {
    const inputs = field.args.filter((argument) => getNamedType(argument.type).name === 'PointInput')
    const points = inputs.map(({ name }, index) => {
      const point = index === 0 ? first : second
      return `${name}: { ${clocksOf(point, true, dice)} }`
    })
    const flat = field.args.some(({ name }) => name === 'trusting')
    const dated = field.args.some(({ name }) => name === 'date')
    const others = field.args.filter((argument) => !inputs.includes(argument) && !CLOCKS.has(argument.name))
    const drawn = others.filter((argument) =>
      isGiven(`${this.#world.root}.${field.name}`, argument, others.length, dice, this.#world.pools),
    )
    const given = goingTogether(drawn).map(
      (argument) =>
        `${argument.name}: ${literalFor(`${this.#world.root}.${field.name}`, argument, dice, this.#world.pools)}`,
    )
    const args = [...(flat ? [clocksOf(first, dated, dice)] : []), ...points, ...given]
    return {
      args: args.length === 0 ? '' : `(${args.join(', ')})`,
      asked: inputs.length > 1 ? [first, second] : [first],
    }
  }

  async #compare(
    whole: Chronicle,
    texts: Told['texts'],
    points: readonly Point[],
    document: string,
    onward: string,
  ): Promise<readonly string[]> {
    const { schema, vocabulary, field } = this.#world
    const told = otherwise(eventsIn(whole), points)
    const answer = await ask(schema, whole, texts, document)
    if (answer.errors.length > 0) return [`${answer.errors.join('\n')}\nof ${document}`]
    reachedBy(answer.data, this.reached)
    this.hidden += told.left.length
    const followed = async (chronicle: Chronicle, first: Answer) => {
      const answers = [comparable(first, chronicle)]
      for (const each of followUps(first.data, `${field}(id: "${whole.name}")`, onward))
        answers.push(comparable(await ask(schema, chronicle, texts, each), chronicle))
      return `[${answers.join()}]`
    }
    const here = await followed(whole, answer)
    const retold = async (events: readonly Envelope[]) => {
      const other = await openAsWritten(whole.name, vocabulary, events)
      return followed(other, await ask(schema, other, texts, document))
    }
    const there = await retold(told.events)
    if (here === there) return []
    const alone: number[] = []
    for (const position of told.left)
      if ((await retold(otherwise(eventsIn(whole), points, position).events)) !== here) alone.push(position)
    const culprits = alone.map((position) => JSON.stringify(eventsIn(whole)[position - 1]?.event))
    return [
      `${firstDifference(here, there)}\n  at ${JSON.stringify(points)}\n  by what it cannot see at ${alone}: ${culprits.join('\n    ')}`,
    ]
  }
}

const CLOCKS = new Set(['date', 'knownAt', 'recordedAt', 'position', 'trusting'])

function clocksOf({ date, knownAt, position, trusting }: Point, dated: boolean, dice: Dice): string {
  const recorded = dice.oneIn(4) && position > 0
  const clocks = [
    dated ? `date: "${formatDay(date)}"` : '',
    knownAt === undefined ? '' : `knownAt: "${formatDay(knownAt)}"`,
    recorded ? `recordedAt: "${formatInstant(position * 1000)}"` : `position: ${position}`,
    `trusting: { ${Object.entries(trusting)
      .map(([name, names]) => `${name}: ${JSON.stringify(names)}`)
      .join(', ')} }`,
  ]
  return clocks.filter((clock) => clock !== '').join(', ')
}
