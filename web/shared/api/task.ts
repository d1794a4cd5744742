// One request of a screen: under way, done or in trouble. Never two of it at once.
import { readonly, ref, shallowRef, type Ref } from 'vue'
import { Trouble } from './trouble'

export interface Task<T, A extends unknown[]> {
  readonly busy: Readonly<Ref<boolean>>
  readonly found: Readonly<Ref<T | undefined>>
  readonly trouble: Readonly<Ref<Trouble | undefined>>
  /** Runs it; the latest call wins. `undefined` when it failed: `trouble` says why. */
  run(...given: A): Promise<T | undefined>
  forget(): void
}

export function useTask<T, A extends unknown[]>(work: (...given: A) => Promise<T>): Task<T, A> {
  const busy = ref(false)
  const found = shallowRef<T>()
  const trouble = shallowRef<Trouble>()
  let latest = 0

  async function run(...given: A): Promise<T | undefined> {
    const mine = ++latest
    busy.value = true
    trouble.value = undefined
    try {
      const result = await work(...given)
      if (mine === latest) found.value = result
      return result
    } catch (reason) {
      if (!(reason instanceof Trouble)) throw reason
      if (mine === latest) trouble.value = reason
      return undefined
    } finally {
      if (mine === latest) busy.value = false
    }
  }

  function forget(): void {
    latest++
    busy.value = false
    found.value = undefined
    trouble.value = undefined
  }

  return { busy: readonly(busy), found, trouble, run, forget }
}
