import { Command, type ErrorOptions, Help, type Option } from 'commander'

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
