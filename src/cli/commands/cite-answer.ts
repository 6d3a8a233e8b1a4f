import type { Command } from 'commander'
import type { CitingFlags } from '../citing.ts'
import { helpWith } from '../command-line.ts'
import { textOf } from '../files.ts'
import { eventsFlags, jsonFlag, ledgerFlag, sourcesFlag } from '../flags.ts'
import { type Io, print } from '../io.ts'

type Flags = CitingFlags & {
  readonly variables?: string
  readonly operation?: string
  readonly at?: string
}

/** `regesta cite-answer <question>`: a citation of the answer to a GraphQL query, from the ledger here. */
export function fill(command: Command, io: Io): void {
  sourcesFlag(
    command
      .description(
        'Answers a GraphQL query from the ledger here, and prints a line for a footnote: the question, where it stood, and digests of the answer and of the ledger that it rests on. With --json in CSL-JSON, which verify-answer takes. What is cited is pinned, by itself at the head, today.',
      )
      .argument('<question>', 'a file of GraphQL')
      .option('--variables <json>', 'values for its variables')
      .option('--operation <name>', 'which of its operations, where there are several')
      .option('--at <place>', 'a day and positions to stand at, like 2026-11-21,japan-viet-nam:143')
      .option('--url <address>', 'of the API that others ask, to be put into the citation'),
  ).action((file: string, flags: Flags) => citeAnswer(file, flags, io))
  helpWith(jsonFlag(ledgerFlag(eventsFlags(command))), {
    examples: [
      'cite-answer cookbook/01-what-was-open.graphql',
      'cite-answer question.graphql --variables \'{"on": "2025-05-01"}\' --json > citation.json',
    ],
    json: 'CSL-JSON, a list of one item; what it cites stands under custom.regesta',
  })
}

async function citeAnswer(file: string, flags: Flags, io: Io): Promise<void> {
  const query = await textOf(file)
  const { variables, operation, at, json } = flags
  const search = new URLSearchParams({
    query,
    ...(variables !== undefined && { variables }),
    ...(operation !== undefined && { operationName: operation }),
    ...(at !== undefined && { at }),
  })
  const { citeWithAllFaults, citingHere } = await import('../citing.ts')
  const format = json === true ? 'csl-json' : 'text'
  const cited = await citingHere(flags, io, [], (cite) => citeWithAllFaults(cite, search, format))
  print(io, cited)
}
