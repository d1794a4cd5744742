// Words that were typed and not sent yet, as long as the tab is open: by dossier and move. In the
// memory alone, so that nothing of a person stays in a browser that others use.
const drafts = new Map<string, Record<string, unknown>>()

export function kept(key: string) {
  const words = drafts.get(key) ?? {}
  drafts.set(key, words)
  return { words, done: () => void drafts.delete(key) }
}
