// What a status means for the person whose dossier it is, and how much time is left.
import { weekdayMoment } from '@/shared/format'
import { words } from './words'

export type Tone = 'good' | 'warn' | 'bad' | ''

/** What somebody has to do themselves: answer, pay, fetch the result. */
export const NEEDS_ME = [5, 6, 9]
export const UNDER_WAY = [1, 2, 4]
export const ENDED = [3, 7, 8, 10]

const TONES: { [code: number]: Tone } = {
  3: 'bad',
  5: 'warn',
  6: 'warn',
  8: 'bad',
  9: 'good',
  10: 'good',
}

export const tone = (code: number): Tone => TONES[code] ?? ''
export const plain = (code: number) => String(words[`status${code}` as keyof typeof words])

const HOUR = 3_600_000
// The day of Viet Nam that a moment is in, counted on.
const dayOf = (at: number) => Math.floor((at + 7 * HOUR) / (24 * HOUR))

/** "Còn 2 ngày", "Trễ 3 giờ": the tone for the eye, and always the words. */
export function left(due: string, now = Date.now()): { tone: Tone; text: string } {
  const at = new Date(due).getTime()
  const days = Math.abs(dayOf(at) - dayOf(now))
  const hours = Math.floor(Math.abs(at - now) / HOUR)
  const minutes = Math.ceil(Math.abs(at - now) / 60_000)
  const much = days ? words.days(days) : hours ? words.hours(hours) : words.minutes(minutes)
  if (at < now) return { tone: 'bad', text: words.lateBy(much) }
  return { tone: days > 1 ? 'good' : 'warn', text: words.left(much) }
}

/** "thứ Hai, 14:02 05/01/2026", as it stands within a sentence. */
export const spoken = (at: string) =>
  weekdayMoment(at).replace(/^(Thứ|Chủ)/, (word) => word.toLowerCase())

export const isPast = (at: string) => new Date(at).getTime() < Date.now()
