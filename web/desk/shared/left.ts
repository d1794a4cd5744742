// How much time is left: a colour for the eye, and always the words.
import { words } from './words'

export interface Left {
  kind: 'good' | 'warn' | 'bad'
  text: string
}

const HOUR = 3_600_000
// The day of Viet Nam that a moment is in, counted on.
const dayOf = (at: number) => Math.floor((at + 7 * HOUR) / (24 * HOUR))

export function left(due: string, now = Date.now()): Left {
  const at = new Date(due).getTime()
  const late = at < now
  const days = Math.abs(dayOf(at) - dayOf(now))
  const hours = Math.floor(Math.abs(at - now) / HOUR)
  const much = days
    ? words.days(days)
    : hours
      ? words.hours(hours)
      : words.minutes(Math.ceil(Math.abs(at - now) / 60_000))
  if (late) return { kind: 'bad', text: words.lateBy(much) }
  return { kind: days > 1 ? 'good' : 'warn', text: words.left(much) }
}
