// Keeps what is filled in: on the server after each step and each pause; beside it in this tab,
// until the server has it, so that neither a reload nor a lost line costs a word.
import { onUnmounted, ref, watch, type Ref } from 'vue'
import { answer, api } from '@/shared/api/client'
import { Trouble } from '@/shared/api/trouble'
import type { Content } from './content'

const PAUSE = 2_000 // milliseconds without typing
const AGAIN = 15_000 // until a lost line is tried again

export type Kept = 'nothing' | 'waiting' | 'kept' | 'signedOut' | 'changed' | 'failed'

interface Unsent {
  version: number
  content: Content
}

const place = (id: string) => `draft:${id}`

/** What this tab has not been able to send yet. */
export function unsent(id: string): Unsent | undefined {
  try {
    const text = sessionStorage.getItem(place(id))
    return text ? (JSON.parse(text) as Unsent) : undefined
  } catch {
    return undefined
  }
}

/** What tells this window from another, also after a reload. */
export function thisTab(): string {
  try {
    const known = sessionStorage.getItem('tab')
    if (known) return known
    const fresh = Math.random().toString(36).slice(2)
    sessionStorage.setItem('tab', fresh)
    return fresh
  } catch {
    return ''
  }
}

export function forget(id: string): void {
  sessionStorage.removeItem(place(id))
}

export function useKeeper(id: Ref<string>, procedure: Ref<string>, content: Ref<Content>) {
  const state = ref<Kept>('nothing')
  const trouble = ref<Trouble>()
  const version = ref(0)
  let timer = 0
  let under: Promise<boolean> | undefined
  let listening = false
  let last = ''

  const tab = thisTab()
  const printed = () => JSON.stringify({ ...content.value, tab })

  function begin(from: number, sent: boolean): void {
    version.value = from
    last = sent ? printed() : ''
    listening = true
    state.value = from ? 'kept' : 'nothing'
    if (!sent) changed()
  }

  function changed(): void {
    if (!listening || printed() === last) return
    if (state.value !== 'signedOut' && state.value !== 'changed') state.value = 'waiting'
    try {
      const kept: Unsent = { version: version.value, content: content.value }
      sessionStorage.setItem(place(id.value), JSON.stringify(kept))
    } catch {
      // A browser that keeps nothing has it in its memory.
    }
    later(PAUSE)
  }

  function later(after: number): void {
    clearTimeout(timer)
    timer = window.setTimeout(() => void keep(), after)
  }

  /** Sends what is new; whether the server has it all. */
  async function keep(): Promise<boolean> {
    clearTimeout(timer)
    if (under) {
      await under
      return keep()
    }
    if (!listening || state.value === 'changed') return false
    if (printed() === last) return true
    under = send()
    const done = await under
    under = undefined
    return done
  }

  async function send(): Promise<boolean> {
    const sending = printed()
    try {
      const kept = await answer(
        api.PUT('/drafts/{draft}', {
          params: { path: { draft: id.value } },
          body: {
            procedure: procedure.value,
            version: version.value,
            content: JSON.parse(sending) as Record<string, unknown>,
          },
        }),
      )
      version.value = kept.version
      last = sending
      trouble.value = undefined
      if (printed() === last) {
        forget(id.value)
        state.value = 'kept'
      } else changed()
      return printed() === last
    } catch (reason) {
      if (!(reason instanceof Trouble)) throw reason
      trouble.value = reason
      state.value =
        reason.status === 401 ? 'signedOut' : reason.code === 'draft_changed' ? 'changed' : 'failed'
      if (reason.passing) later(AGAIN)
      return false
    }
  }

  /** What is here goes over what another window kept. */
  async function insist(theirs: number): Promise<boolean> {
    version.value = theirs
    last = ''
    state.value = 'waiting'
    return keep()
  }

  function stop(): void {
    listening = false
    clearTimeout(timer)
  }

  const back = () => void keep()
  window.addEventListener('online', back)
  watch(content, changed, { deep: true })
  onUnmounted(() => {
    window.removeEventListener('online', back)
    clearTimeout(timer)
    if (listening && printed() !== last) void keep()
  })

  return { state, trouble, version, begin, keep, insist, stop }
}
