// A double click, a reload and "try again" must do a thing once: one key for one intention.

/**
 * The Idempotency-Key for sending `content` from `screen`: the same until the content changes or
 * `done` is called, also after a reload of the page.
 */
export function onceKey(screen: string) {
  const kept = `once:${screen}`
  return {
    for(content: unknown): string {
      const print = fingerprint(JSON.stringify(content))
      const [key, of] = (sessionStorage.getItem(kept) ?? '').split(' ')
      if (key && of === print) return key
      const fresh = crypto.randomUUID?.() ?? randomKey()
      sessionStorage.setItem(kept, `${fresh} ${print}`)
      return fresh
    },
    done(): void {
      sessionStorage.removeItem(kept)
    },
  }
}

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** FNV-1a, so that no word of the form is kept beside the key. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16) + text.length.toString(16)
}
