import { afterAll } from 'vitest'
import { endProcesses } from './started-processes.ts'

/** Runs with every test file: files of one worker share their modules, so a module cannot clean up after each. */
afterAll(endProcesses)
