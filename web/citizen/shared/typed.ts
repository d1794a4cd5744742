// What somebody is typing, kept in this tab until it is sent, so that a reload costs no word.
// Signing out removes it; nothing of it is in an address or outlives the tab.
import { ref, watch, type Ref } from 'vue'

export function useTyped<T extends object>(
  place: string,
  nothing: T,
): { typed: Ref<T>; forget: () => void; restored: boolean } {
  const key = `typed:${place}`
  let known: string | null = null
  try {
    known = sessionStorage.getItem(key)
  } catch {
    // A browser that keeps nothing has it in its memory.
  }
  const typed = ref(known ? { ...nothing, ...(JSON.parse(known) as T) } : nothing) as Ref<T>
  let forgotten = false
  watch(
    typed,
    (now) => {
      if (forgotten) return
      try {
        sessionStorage.setItem(key, JSON.stringify(now))
      } catch {
        // As above.
      }
    },
    { deep: true },
  )
  function forget(): void {
    forgotten = true
    sessionStorage.removeItem(key)
  }
  return { typed, forget, restored: !!known }
}
