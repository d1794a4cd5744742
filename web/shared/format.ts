// Days, times and money as people here write them; the time is always that of Viet Nam.
import { language } from './words'

const ZONE = 'Asia/Ho_Chi_Minh'
const locale = () => (language.value === 'en' ? 'en-GB' : 'vi-VN')

function spoken(at: string, more: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: ZONE, ...more }).format(new Date(at))
}

/** 05/01/2026 */
export const day = (at: string) => spoken(at, { day: '2-digit', month: '2-digit', year: 'numeric' })

/** 14:02 05/01/2026 */
export const moment = (at: string) =>
  `${spoken(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })} ${day(at)}`

/** thứ Hai, 14:02 05/01/2026 */
export const weekdayMoment = (at: string) => `${spoken(at, { weekday: 'long' })}, ${moment(at)}`

/** A day without a time (`2026-01-05`, also `2026-01` or `2026`) as 05/01/2026, 01/2026, 2026. */
export const date = (known: string) => known.split('-').reverse().join('/')

export const number = (value: number) => value.toLocaleString(locale())

/** 1.250.000 đ */
export const money = (dong: number) => `${dong.toLocaleString('vi-VN')} đ`
