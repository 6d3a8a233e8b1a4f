import { Command, type ErrorOptions, Help, type Option } from 'commander'
import { EXIT_HELP } from './exit.ts'

/** What commander calls it when something that a command cannot do without was not typed. */
const LACKING: ReadonlySet<string | undefined> = new Set([
  'commander.missingArgument',
  'commander.missingMandatoryOptionValue',
])

/** A command whose usage errors name everything that is missing, and whose help lists what may be typed. */
export class CommandLine extends Command {
  override createCommand(name?: string): Command {
    return new CommandLine(name)
  }

  override createHelp(): Help {
    return Object.assign(new HelpInWords(), this.configureHelp())
  }

  override error(message: string, options?: ErrorOptions): never {
    const text = LACKING.has(options?.code) ? `error: missing: ${lackedBy(this).join(', ')}` : message
    return super.error(`${text}\nsee ${typedAs(this)} --help`, options)
  }
}

/** Help that shows no default where there is none: a list that flags add to begins empty. */
class HelpInWords extends Help {
  override optionDescription(option: Option): string {
    const { defaultValue, description } = option
    return Array.isArray(defaultValue) && defaultValue.length === 0
      ? description
      : super.optionDescription(option)
  }
}

/** Ends the command's help with what its JSON holds, examples to type, and the exit codes. */
export function helpWith(
  command: Command,
  { examples, json }: { readonly examples: readonly string[]; readonly json?: string },
): Command {
  const shape = json === undefined ? '' : `\nWith --json: ${json}\n`
  const typed = examples.map((example) => `  $ regesta ${example}`).join('\n')
  return command.addHelpText('after', `${shape}\nExamples:\n${typed}\n\n${EXIT_HELP}`)
}

/** The arguments and then the options that a command needs and was not given, as its help writes them. */
function lackedBy(command: Command): readonly string[] {
  const given = command.args.length
  return [
    ...command.registeredArguments
      .filter(({ required }, index) => required && index >= given)
      .map((argument) => `<${argument.name()}>`),
    ...command.options
      .filter((option) => option.mandatory && command.getOptionValue(option.attributeName()) === undefined)
      .map(({ flags }) => flags),
  ]
}

/** `regesta as-of`: the command as it is typed. */
function typedAs(command: Command): string {
  const { parent } = command
  return parent === null ? command.name() : `${typedAs(parent)} ${command.name()}`
}
