import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What the tests' set-up has built of this very checkout. */
const DIST = join(import.meta.dirname, '..', '..', 'web', 'dist')

/** What a browser may have to load before it shows anything, bytes. */
const MOST = 150_000

test('the first load of the page is under 150 KB compressed: its html and every script and style', () => {
  const html = readFileSync(join(DIST, 'index.html'))
  const assets = readdirSync(join(DIST, 'assets')).filter((name) => /\.(js|css)$/.test(name))
  for (const ending of ['br', 'gz']) {
    const sizes = assets.map((name) => readFileSync(join(DIST, 'assets', `${name}.${ending}`)).length)
    expect(sizes.reduce((sum, size) => sum + size, html.length)).toBeLessThan(MOST)
  }
  expect(assets.length).toBeGreaterThan(1)
})

test('the page has no script, style or handler within itself, and names no other host', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8')
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|javascript:|https?:|"\/\//i)
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address)
  expect(loaded.length).toBeGreaterThan(1)
  for (const address of loaded) {
    expect(address).toMatch(/^\/assets\/[\w-]+[.-][\w-]{8}\.\w+$/)
    expect(existsSync(join(DIST, address))).toBe(true)
  }
})

test('no script of the page makes code of text, which its policy forbids, and no style asks another host', () => {
  const assets = join(DIST, 'assets')
  const texts = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name))
  for (const name of texts) {
    const text = readFileSync(join(assets, name), 'utf8')
    expect(text).not.toMatch(/\beval\(|new Function\(|@import|url\((?!["']?(data:|#))/)
  }
})

test('the licences of what is bundled come with it', () => {
  const name = readdirSync(join(DIST, 'assets')).find((each) => /^licences\..*\.txt$/.test(each)) ?? ''
  expect(readFileSync(join(DIST, 'assets', name), 'utf8')).toMatch(
    /preact[\s\S]*Permission is hereby granted/,
  )
})
