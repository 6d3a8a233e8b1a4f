import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundledInPage, importedByPage, type Locked, ROOT, readLockfile } from './lockfile.ts'

/**
 * `npm run sbom`: prints a software bill of materials in CycloneDX 1.5: every package that is installed where Regesta
 * runs or is bundled in its page, with its digest and licence, what needs what, and what Node is built of. From the lockfile and the Node that
 * runs it alone: no network, no clock, the same bytes for the same versions. (npm's own leaves out, with `--omit dev`,
 * whatever something only used to work on it needs as well: `graphql` among them.)
 */
export function billOfMaterials() {
  const all = readLockfile().packages
  const bundled = bundledInPage(all)
  const packages = [...all].filter(([path, { dev }]) => !dev || bundled.has(path))
  const own = ownPackage()
  const components = new Map(packages.map(([, locked]) => [refOf(locked), componentOf(locked)]))
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': refOf(own),
        name: own.name,
        version: own.version,
        ...licencesOf(own),
      },
    },
    components: [...sorted(components.values()), ...sorted(builtInto())],
    dependencies: dependenciesOf(packages, own),
  }
}

type Component = { readonly 'bom-ref': string }

function componentOf(locked: Locked) {
  const { name, version, optional, integrity = '' } = locked
  return {
    type: 'library',
    'bom-ref': refOf(locked),
    name,
    version,
    scope: optional ? 'optional' : 'required',
    purl: purlOf('npm', name, version),
    hashes: [
      { alg: 'SHA-512', content: Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex') },
    ],
    ...licencesOf(locked),
  }
}

/** SQLite, OpenSSL, V8 and whatever else the Node at hand says that it is built of. */
function builtInto() {
  return Object.entries(process.versions)
    .filter(([name, version]) => version !== undefined && !['node', 'modules', 'napi'].includes(name))
    .map(([name, version = '']) => ({
      type: 'library',
      'bom-ref': `${name}@${version} (in Node)`,
      name,
      version,
      purl: purlOf('generic', name, version),
      properties: [{ name: 'regesta:part-of', value: `node ${process.versions.node}` }],
    }))
}

/** What each package needs, as Node finds it: in its own `node_modules`, or in the nearest one above. */
function dependenciesOf(packages: readonly (readonly [string, Locked])[], own: Locked) {
  const byPath = new Map(packages)
  const found = (from: string, name: string): Locked | undefined => {
    const here = byPath.get(`${from === '' ? '' : `${from}/`}node_modules/${name}`)
    if (here !== undefined || from === '') return here
    const above = from.lastIndexOf('node_modules/')
    return found(from.slice(0, Math.max(0, above - 1)), name)
  }
  const needs = new Map<string, ReadonlySet<string>>()
  for (const [path, locked] of [['', own] as const, ...packages]) {
    const refs = locked.needs.flatMap((name) => found(path, name) ?? []).map(refOf)
    needs.set(refOf(locked), new Set([...(needs.get(refOf(locked)) ?? []), ...refs]))
  }
  return [...needs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ref, on]) => ({ ref, dependsOn: [...on].sort() }))
}

function ownPackage(): Locked {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8')
  const { name, version, license, dependencies = {}, optionalDependencies = {} } = JSON.parse(text)
  const needs = [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...importedByPage()]
  return {
    ...{ name, version, licence: license, needs },
    ...{ integrity: undefined, dev: false, optional: false, hasInstallScript: false },
  }
}

function refOf({ name, version }: Pick<Locked, 'name' | 'version'>): string {
  return `${name}@${version}`
}

function purlOf(type: string, name: string, version: string): string {
  return `pkg:${type}/${name.replace('@', '%40')}@${encodeURIComponent(version)}`
}

function licencesOf({ licence }: Locked) {
  return {
    licenses: [/ (OR|AND|WITH) /.test(licence) ? { expression: licence } : { license: { id: licence } }],
  }
}

function sorted<T extends Component>(components: Iterable<T>): readonly T[] {
  return [...components].sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1))
}

if (import.meta.main) console.log(JSON.stringify(billOfMaterials(), undefined, 2))
