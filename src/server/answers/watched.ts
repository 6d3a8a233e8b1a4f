/** The same object or function, telling of every use of it. */
export function watched<T extends object>(thing: T, used: () => void): T {
  return new Proxy(thing, {
    get(target, property) {
      used()
      const member: unknown = Reflect.get(target, property, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
    apply(target, self, args) {
      used()
      return typeof target === 'function' ? Reflect.apply(target, self, args) : undefined
    },
  })
}
