import { registerHooks } from 'node:module'

/** Loaded before a program: at its end it says, as a line of JSON, which files were loaded. */
const loaded: string[] = []
registerHooks({
  load(url, context, next) {
    loaded.push(url)
    return next(url, context)
  },
})
process.once('exit', () => console.log(JSON.stringify({ loaded })))
