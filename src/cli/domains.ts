import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { checkDomain, type Domain, domainOf, isDomain } from '../domain/index.ts'
import { bilateral } from '../domains/index.ts'
import type { Chronicle } from '../engine/index.ts'
import { InvalidInput } from '../errors.ts'
import type { Catalogue } from '../event/index.ts'
import type { Vocabulary } from '../state/index.ts'

/** The domains that a command knows: those of the package, and those of the modules that `--domain` names. */
export type DomainFlags = { readonly domains?: Domains }

/** The package’s own first. */
type Domains = readonly [Domain, ...Domain[]]

/** Adds `--domain` to a command that opens a chronicle; what the modules give is in its flags as `domains`. */
export function domainFlag(command: Command): Command {
  return command
    .option(
      '--domain <module>',
      'a module that declares a domain of your own, beside the package’s; may be given several times',
      (module: string, before: readonly string[] = []) => [...before, module],
    )
    .hook('preAction', async (_, action) => {
      const { domain = [] } = action.opts<{ readonly domain?: readonly string[] }>()
      action.setOptionValue('domains', await readDomains(domain))
    })
}

/** The package’s domains, and the one that each module gives. Throws InvalidInput with the faults of all modules. */
async function readDomains(modules: readonly string[]): Promise<Domains> {
  const domains: [Domain, ...Domain[]] = [bilateral]
  const faults = []
  for (const module of modules) {
    const { value, problem } = await load(module)
    const found =
      problem === undefined
        ? checkDomain(value, domains)
        : [{ code: 'E_DOMAIN', message: `cannot be loaded: ${problem}` }]
    faults.push(...found.map((fault) => ({ ...fault, place: { file: module } })))
    if (found.length === 0 && isDomain(value)) domains.push(value)
  }
  if (faults.length > 0) throw new InvalidInput(faults)
  return domains
}

/** What a module exports that is a domain, or else its default; with `problem`, why it cannot be loaded. */
async function load(module: string): Promise<{ readonly value?: unknown; readonly problem?: string }> {
  try {
    const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(resolve(module)).href)
    return { value: Object.values(exported).find(isDomain) ?? exported.default }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

/** The domains of a command’s flags; where it takes no `--domain`, those of the package. */
export function domainsOf({ domains = [bilateral] }: DomainFlags): Domains {
  return domains
}

/** The vocabularies to open chronicles by. */
export function vocabulariesOf(flags: DomainFlags): {
  readonly vocabulary: Vocabulary
  readonly otherVocabularies: readonly Vocabulary[]
} {
  const [first, ...others] = domainsOf(flags)
  return { vocabulary: first.vocabulary, otherVocabularies: others.map(({ vocabulary }) => vocabulary) }
}

/** The event types of all domains: no two have one of the same name. */
export function catalogueOfDomains(flags: DomainFlags): Catalogue {
  return new Map(domainsOf(flags).flatMap(({ vocabulary }) => [...vocabulary.catalogue]))
}

/** The domain of an open chronicle: those that a command opens have one. */
export function domainOfChronicle(chronicle: Pick<Chronicle, 'vocabulary'>): Domain {
  return domainOf(chronicle) ?? bilateral
}
