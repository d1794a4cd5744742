// Open dossiers by the day on which they are due.
import { day } from '@/shared/format'
import { today } from '@/shared/today'

export interface Due {
  text: string
  count: number
  today: boolean
}

export function workingDays(lines: readonly { due_at: string }[]): Due[] {
  const now = Date.now()
  const counts = new Map<string, { count: number; at: string }>()
  for (const { due_at } of lines) {
    if (!due_at || new Date(due_at).getTime() < now) continue
    const at = due_at.slice(0, 10)
    const known = counts.get(at)
    if (known) known.count++
    else counts.set(at, { count: 1, at: due_at })
  }
  return [...counts]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([key, { count, at }]) => ({ text: day(at), count, today: key === today() }))
}
