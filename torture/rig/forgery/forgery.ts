import type { Dice } from '../dice.ts'
import type { Genuine, World } from './world.ts'

/** One way to make another proof of a genuine one: its text. What cannot be done to this one comes back unchanged. */
export type Forgery = (genuine: Genuine, world: World, dice: Dice) => string
