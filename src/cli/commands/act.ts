import { dirname, join, relative } from 'node:path'
import type { Command } from 'commander'
import { type ActDraft, draftOfAct, placesOf } from '../../archive/index.ts'
import { RegestaError } from '../../errors.ts'
import { helpWith } from '../command-line.ts'
import { domainOfChronicle } from '../domains.ts'
import { writeNew } from '../files.ts'
import { eventInWords, findEvent } from '../find-event.ts'
import {
  type ChronicleFlags,
  chronicleFlags,
  readChronicle,
  readSourcesIfAny,
  sourcesFlag,
} from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'

type Flags = ChronicleFlags & {
  readonly sources?: string
  readonly out?: string
  readonly reason?: string
  readonly reader?: string
}

/** `regesta correct <event>` and `regesta retract <event>`: the draft of an act on an event, to be completed and recorded. */
export function fill(command: Command, io: Io): void {
  const act = command.name() === 'correct' ? 'correct' : 'retract'
  const completed =
    act === 'correct'
      ? 'Below `set` stands what the event says now, as comments: uncomment what is to be read otherwise, and change it.'
      : 'The event is kept, and no longer counts.'
  sourcesFlag(
    command
      .description(
        `Writes the draft of a ${act === 'correct' ? 'correction' : 'retraction'} of an event, which \`record\` refuses until \`reason\` says why. ${completed}`,
      )
      .argument('<event...>', 'the first digits of its id, at least four; or words that it alone has')
      .option(
        '--out <file>',
        `where the draft goes, over no file that is there; - is standard output (default: <chronicle>-${act}-<digits>.yaml)`,
      )
      .option('--reason <words>', 'why, in a line of your own')
      .option('--reader <name>', 'who you are (default: who read the last batch)'),
  ).action((words: readonly string[], flags: Flags) => writeAct(act, words.join(' '), flags, io))
  helpWith(chronicleFlags(command), {
    examples: [
      `${act} 78f3fe4a`,
      `${act} talks on fisheries`,
      `${act} 78f3 --out - --reason "It was misread."`,
    ],
    json: '{ chronicle, event, after, file }; file is null where the draft goes to standard output, which then has no JSON',
  })
}

async function writeAct(act: ActDraft['act'], text: string, flags: Flags, io: Io): Promise<void> {
  const texts = await readSourcesIfAny(flags.sources, io)
  const words = new Map([...(texts ?? [])].map(([digest, { text }]) => [digest, text]))
  await readChronicle(flags, io, async (chronicle) => {
    const search = { chronicle, domain: domainOfChronicle(chronicle), texts: words }
    const { recorded, name } = chronicle
    const id = await findEvent(text, search)
    const standing = recorded.eventOf(id)
    if (standing === undefined)
      throw new RegestaError('E_NO_EVENT', 'fault', `${id} was found and is not there`)
    const acted = standing.event.target
    if (acted !== undefined) {
      const message = `${id} acts on another event itself; expected that one: ${acted.event}`
      throw new RegestaError('E_TARGET', 'invalid', message, { event: id, target: acted.event })
    }
    if (act === 'retract' && standing.retracted) {
      const message = `${id} is retracted already, by ${standing.lastAct}`
      throw new RegestaError('E_RETRACTED', 'conflict', message, { event: id, lastAct: standing.lastAct })
    }
    const file = flags.out ?? `${name}-${act}-${id.slice(0, 8)}.yaml`
    const { eventsDir } = placesOf(flags, io.env)
    const draft = draftOfAct({
      act,
      chronicle: name,
      reader: flags.reader ?? (await chronicle.readerOf(chronicle.position)) ?? 'not told',
      reason: flags.reason ?? '',
      standing,
      title: eventInWords(standing.current, search),
      schema: join(relative(dirname(file), eventsDir), 'draft.schema.json'),
      textsOf: (source) =>
        (recorded.sourceOf(source)?.texts ?? []).flatMap(({ digest }) => words.get(digest) ?? []),
    })
    if (file === '-') return print(io, draft)
    await writeNew(file, draft)
    if (flags.json === true)
      return printJson(io, { chronicle: name, event: id, after: standing.lastAct ?? null, file })
    const say = flags.reason === undefined ? 'say why in reason' : 'look it over'
    print(
      io,
      `${file} ${act}s ${eventInWords(standing.current, search)}\n${say}, then: regesta record ${file}`,
    )
  })
}
