import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ALLOWED, ALLOWED_TO_WORK, LICENCES, licencesPage } from '../../supply/licences.ts'
import { bundledInPage, type Locked, ROOT, readLockfile } from '../../supply/lockfile.ts'
import { billOfMaterials } from '../../supply/sbom.ts'

const lockfile = readLockfile()
const packages = [...lockfile.packages]
const bundled = bundledInPage(lockfile.packages)
const manifest: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
)
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
const wanted = SECTIONS.flatMap((section) => Object.entries(manifest[section] ?? {}))
const told = ([path, { version }]: readonly [string, Locked]) => `${path} ${version}`

describe('what is installed', () => {
  test.each(wanted)('%s is wanted at one version, %s, and locked at it', (name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(lockfile.packages.get(`node_modules/${name}`)?.version).toBe(version)
  })

  test('every package is locked by version and SHA-512, and by no address', () => {
    expect(lockfile.version).toBe(3)
    expect(packages.length).toBeGreaterThan(wanted.length)
    expect(packages.filter(([, { version }]) => !/^\d+\.\d+\.\d+/.test(version)).map(told)).toEqual([])
    const undigested = packages.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))
    expect(undigested.map(told)).toEqual([])
    expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toContain('"resolved"')
  })

  test('Node is locked at one version for every system, and is the one that runs', () => {
    const nodes = Object.values(manifest.optionalDependencies ?? {})
    expect(new Set(nodes).size).toBe(1)
    expect(process.versions.node).toBe(nodes[0])
  })

  test('nothing runs when it is installed', () => {
    expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(told)).toEqual([])
    expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m)
    const wouldRun = [...lockfile.packages.keys()].filter((path) => {
      const file = join(ROOT, path, 'package.json')
      if (!existsSync(file)) return false
      const { scripts = {} }: { scripts?: Readonly<Record<string, string>> } = JSON.parse(
        readFileSync(file, 'utf8'),
      )
      const own = ['preinstall', 'install', 'postinstall'].some((script) => script in scripts)
      return own || existsSync(join(ROOT, path, 'binding.gyp'))
    })
    expect(wouldRun).toEqual([])
  })

  test('nothing in node_modules is other than the lockfile has it', () => {
    const installed = globSync('node_modules/**/package.json', {
      cwd: ROOT,
      exclude: (name) => name === '.bin' || name === '.vite',
    })
      .map((file) => file.replace(/\/package\.json$/, ''))
      .filter((path) => /(^|\/)node_modules\/(@[^/]+\/)?[^@/]+$/.test(path))
    expect(installed.length).toBeGreaterThan(50)
    const strangers = installed.filter((path) => {
      const { version }: { version?: string } = JSON.parse(
        readFileSync(join(ROOT, path, 'package.json'), 'utf8'),
      )
      return version !== undefined && lockfile.packages.get(path)?.version !== version
    })
    expect(strangers).toEqual([])
  })
})

describe('licences', () => {
  test('are such as ask for no more than to be named, of all that runs with Regesta', () => {
    const others = packages.filter(
      ([path, { dev, licence }]) => !(dev && !bundled.has(path) ? ALLOWED_TO_WORK : ALLOWED).has(licence),
    )
    expect(others.map(([path, { licence }]) => `${path}: ${licence}`)).toEqual([])
  })

  test('of what is bundled in the page are known: what it imports, and what that needs', () => {
    for (const name of ['preact', 'd3-scale', 'd3-array']) expect(bundled).toContain(`node_modules/${name}`)
    expect([...bundled].filter((path) => /vite|axe|vitest|types/.test(path))).toEqual([])
  })

  test('are listed in docs/licences.md as the lockfile has them', () => {
    expect(readFileSync(LICENCES, 'utf8')).toBe(licencesPage(lockfile.packages))
  })
})

describe('npm run sbom', () => {
  const sbom = () =>
    execFileSync('npm', ['run', '-s', 'sbom'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })

  test('lists all that is installed to run, with version, digest and licence', () => {
    const { components } = billOfMaterials()
    const listed = components.flatMap((component) =>
      'hashes' in component ? [`${component['bom-ref']} ${component.hashes[0]?.content}`] : [],
    )
    const locked = packages
      .filter(([path, { dev }]) => !dev || bundled.has(path))
      .map(
        ([, { name, version, integrity = '' }]) =>
          `${name}@${version} ${Buffer.from(integrity.slice(7), 'base64').toString('hex')}`,
      )
    expect(listed).toEqual([...new Set(locked)].sort())
    for (const name of ['graphql', 'pg', 'zod']) expect(listed.join()).toContain(`${name}@`)
    expect(components).toContainEqual(
      expect.objectContaining({ name: 'sqlite', version: process.versions.sqlite }),
    )
  })

  test('says what needs what, and knows everything that it names', () => {
    const { components, dependencies, metadata } = billOfMaterials()
    const known = new Set([metadata.component, ...components].map((component) => component['bom-ref']))
    expect(known.size).toBe(components.length + 1)
    const reached = new Set<string>()
    const reach = (ref: string): void => {
      if (reached.has(ref)) return
      reached.add(ref)
      for (const on of dependencies.find((each) => each.ref === ref)?.dependsOn ?? []) reach(on)
    }
    reach(metadata.component['bom-ref'])
    expect([...reached].filter((ref) => !known.has(ref))).toEqual([])
    expect([...known].filter((ref) => !reached.has(ref) && !ref.endsWith('(in Node)'))).toEqual([])
  })

  test('prints the same bytes every time, as CycloneDX', () => {
    const printed = sbom()
    expect(JSON.parse(printed)).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 })
    expect(sbom()).toBe(printed)
  })
})
