#!/usr/bin/env node
import module from 'node:module'

// The sources run as they are, their types stripped, which an old Node cannot do.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `E_NODE expected Node 24 or later, this is ${process.version}; in a clone, npm ci brings one: npm run regesta -- …`,
  )
  process.exit(1)
}
module.enableCompileCache?.()
await import('../src/cli/main.ts')
