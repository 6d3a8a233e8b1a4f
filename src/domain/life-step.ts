import type { Envelope, LifeStep } from '../event/index.ts'
import type { Put } from '../state/index.ts'
import type { AnyDeclared } from './field.ts'
import { date } from './value.ts'

/** What an event is in the life of its subject, by what it `claims` of it. */
export type StepOf = (event: Envelope, claims: (put: Put) => void) => LifeStep

/** How the events of a kind with these fields are read as steps. */
export function lifeSteps(fields: ReadonlyMap<string, AnyDeclared>): StepOf {
  return ({ payload }, claims) => {
    let begins = false
    let stage: string | undefined
    let ends = false
    let due: LifeStep['due']
    claims(({ name }, value, how) => {
      const field = fields.get(name)
      if (field?.existence === true) begins = true
      if (how?.stage !== undefined && field !== undefined && field.ends.length > 0) {
        stage = how.stage
        ends = field.ends.includes(stage)
      }
      const bound = field?.roles.includes('due') === true ? date.safeParse(value).data : undefined
      if (bound !== undefined) due = { path: pathOf(value, payload), bound }
    })
    return { begins, stage, ends, due }
  }
}

/** The field of the payload that a value was taken from whole. */
function pathOf(value: unknown, payload: Envelope['payload']): readonly string[] {
  return Object.keys(payload).filter((field) => payload[field] === value)
}
