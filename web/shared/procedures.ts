// How a procedure is told in a few words: how long it takes, what it costs, how it is filed.
import type { components } from '@api'
import { money, number } from './format'
import { inLanguages } from './words'

type Schemas = components['schemas']

const words = inLanguages(
  'shared/procedures',
  {
    same_day: 'Trong ngày làm việc',
    working_days: (count: string) => `${count} ngày làm việc`,
    working_hours: (count: string) => `${count} giờ làm việc`,
    calendar_days: (count: string) => `${count} ngày`,
    or: 'hoặc',
    free: 'Không thu phí',
    from: (least: string, most: string) => `${least} đến ${most}`,
    upTo: (most: string) => `Không thu phí, hoặc đến ${most} tùy trường hợp`,
    full: 'Trực tuyến toàn trình',
    partial: 'Trực tuyến một phần',
    none: 'Nộp trực tiếp',
    online: 'Trên mạng',
    counter: 'Tại Bộ phận Một cửa',
    postal: 'Qua bưu điện',
    any: 'Mọi cách nộp',
    citizen: 'Người dân',
    firm: 'Doanh nghiệp',
    state_body: 'Cơ quan nhà nước',
    organisation: 'Tổ chức khác',
  },
  {
    same_day: 'Within the working day',
    working_days: (count: string) => `${count} working days`,
    working_hours: (count: string) => `${count} working hours`,
    calendar_days: (count: string) => `${count} days`,
    or: 'or',
    free: 'Free of charge',
    from: (least: string, most: string) => `${least} to ${most}`,
    upTo: (most: string) => `Free, or up to ${most} depending on the case`,
    full: 'Wholly online',
    partial: 'Partly online',
    none: 'In person',
    online: 'Online',
    counter: 'At a one-stop desk',
    postal: 'By post',
    any: 'However it is filed',
    citizen: 'Citizens',
    firm: 'Firms',
    state_body: 'State bodies',
    organisation: 'Other organisations',
  },
)

export function limit(one: { unit: Schemas['Unit']; value: number }): string {
  return one.unit === 'same_day' ? words.same_day : words[one.unit](number(one.value))
}

export function takes(limits: readonly { unit: Schemas['Unit']; value: number }[] = []): string {
  return limits.map(limit).join(` ${words.or} `)
}

export function costs(told: { least: number; most: number } | null | undefined): string {
  if (!told) return ''
  if (!told.most) return words.free
  if (told.least === told.most) return money(told.most)
  return told.least ? words.from(money(told.least), money(told.most)) : words.upTo(money(told.most))
}

export function online(service: string): string {
  return words[service as 'full' | 'partial' | 'none'] ?? service
}

export const tone = (service: string) =>
  service === 'full' ? 'good' : service === 'partial' ? 'warn' : ''

/** A way of filing; one that the province added goes by its own name. */
export const channel = (key: string) => words[key as 'online' | 'counter' | 'postal' | 'any'] ?? key

export const meant = (kinds: readonly (keyof typeof words)[]) =>
  kinds.map((kind) => words[kind] as string).join(', ')
