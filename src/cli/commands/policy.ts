import type { Command } from 'commander'
import type { Policy } from '../../graphql/index.ts'
import { helpWith } from '../command-line.ts'
import { jsonFlag } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'

/** `regesta policy`: who may have what of the API. */
export function fill(command: Command, io: Io): void {
  command
    .description(
      'Prints, as a Markdown table, the role that each field takes: those that an operation can begin with, and those that ask for more than what they are reached through. All others follow.',
    )
    .action(async (flags: { readonly json?: boolean }) => {
      const [{ bilateral }, { createSchema, policyOf }] = await Promise.all([
        import('../../domains/index.ts'),
        import('../../graphql/index.ts'),
      ])
      const policy = sorted(policyOf(createSchema(bilateral)))
      if (flags.json === true) return printJson(io, Object.fromEntries(policy))
      print(io, policyTable(policy))
    })
  helpWith(jsonFlag(command), { examples: ['policy'], json: '{ [coordinate]: role }' })
}

/** By coordinate, in alphabetical order. */
function sorted(policy: Policy): Policy {
  return new Map([...policy].sort(([a], [b]) => a.localeCompare(b, 'en')))
}

/** A Markdown table of fields and the roles that they take. */
export function policyTable(policy: Policy): string {
  const rows = [...sorted(policy)].map(([coordinate, need]) => `| \`${coordinate}\` | ${need} |`)
  return ['| field | takes |', '| --- | --- |', ...rows].join('\n')
}
