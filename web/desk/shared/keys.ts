// Keys of a screen for whoever works without a mouse; never while something is typed.
import { onMounted, onUnmounted } from 'vue'

const TYPED = 'input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]'

export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const typing = event.target instanceof Element && event.target.matches(TYPED)
    if (typing && event.key !== 'Escape') return
    const what = keys[event.key]
    if (!what) return
    event.preventDefault()
    what(event)
  }
  onMounted(() => document.addEventListener('keydown', press))
  onUnmounted(() => document.removeEventListener('keydown', press))
}
