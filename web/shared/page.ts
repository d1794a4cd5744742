// What a screen says of itself: its title in the tab, and what a screen reader hears.
import { ref, watchEffect } from 'vue'
import { words } from './frame.words'

export const announced = ref('')

/** Names the page in the tab as long as the screen is open; called in the screen's setup. */
export function titled(title: () => string): void {
  watchEffect(() => {
    document.title = title() ? `${title()} - ${words.house}` : words.house
  })
}

/** Says something to those who do not see that it happened. */
export function announce(text: string): void {
  announced.value = ''
  requestAnimationFrame(() => (announced.value = text))
}
