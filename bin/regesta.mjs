#!/usr/bin/env node
import { existsSync } from 'node:fs'
import module from 'node:module'

// In a clone the sources run as they are, their types stripped, which an old Node cannot do. A package holds them compiled.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `E_NODE expected Node 24 or later, this is ${process.version}; in a clone, npm ci brings one: npm run regesta -- …`,
  )
  process.exit(1)
}
module.enableCompileCache?.()
const sources = new URL('../src/cli/main.ts', import.meta.url)
await import(existsSync(sources) ? sources.href : new URL('../dist/cli/main.js', import.meta.url).href)
