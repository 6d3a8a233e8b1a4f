import type { ChildProcess } from 'node:child_process'

const running = new Set<ChildProcess>()

/** Has a process end with the test file that started it, where the file does not end it itself. */
export function endWithFile<Child extends ChildProcess>(child: Child): Child {
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

/** Kills what still runs. */
export function endProcesses(): void {
  for (const child of running) child.kill('SIGKILL')
}
