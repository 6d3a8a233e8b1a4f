/** How long a list is copied to grow: V8 gives one that is pushed to room for sixteen more, and most stay short. */
const SHORT = 12

/** Adds a value to the list of its key. Cost: O(1). */
export function appendTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else if (list.length < SHORT) map.set(key, list.concat([value]))
  else list.push(value)
}
