import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

/** The page: everything from this server, nothing inline, names by content. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [linkLicences()],
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licences.md' },
  },
})

/** Serves the licences of what is bundled as an asset, which the page links to. */
function linkLicences(): Plugin {
  return {
    name: 'licences',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const [found, html] = [bundle['licences.md'], bundle['index.html']]
        if (found?.type !== 'asset' || html?.type !== 'asset') return
        const name = `licences.${createHash('sha256').update(found.source).digest('base64url').slice(0, 8)}.txt`
        delete bundle['licences.md']
        this.emitFile({ type: 'asset', fileName: `assets/${name}`, source: found.source })
        html.source = String(html.source).replace(
          '</head>',
          `<link rel="license" href="/assets/${name}">\n</head>`,
        )
      },
    },
  }
}
