// What is typed into the form of a move, what is wrong with it, and how it is sent.
import { words as frame } from '@/shared/frame.words'
import type { Context, Field, Values } from './moves'
import { words } from './words'

export interface Mark {
  on: boolean
  why: string
}
export type Marks = Record<string, Mark>
export type Counts = Record<string, { originals: string; copies: string }>
export interface ChargeTyped {
  quantity: string
  exempt: string
  shown_by: string
}
export interface AskedTyped {
  agency: string
  days: string
}
export interface MomentTyped {
  date: string
  time: string
}
export interface Wrong {
  id: string
  text: string
}

export const idOf = (...parts: (string | number)[]) =>
  ['f', ...parts].join('-').replace(/[^\w-]/g, '-')

export function blank(field: Field, at: Context): unknown {
  if (field.first !== undefined) return field.first
  switch (field.kind) {
    case 'check':
      return false
    case 'papers':
      return []
    case 'moment':
      return { date: '', time: '' } satisfies MomentTyped
    case 'asked':
      return [{ agency: '', days: '' }] satisfies AskedTyped[]
    case 'counts':
      return Object.fromEntries(at.d.papers.map((one) => [one.code, { originals: '', copies: '' }]))
    case 'charges':
      return Object.fromEntries(
        at.d.charges
          .filter((one) => one.state !== 'paid')
          .map((one) => [one.name, { quantity: '', exempt: '', shown_by: '' }]),
      )
    case 'waived':
    case 'defects':
      return {} satisfies Marks
    default:
      return ''
  }
}

const marked = (typed: unknown) => Object.entries(typed as Marks).filter(([, one]) => one.on)
const TIME = /^([01]?\d|2[0-3])[:hg]([0-5]\d)$/

/** As it is sent; what is empty is left out. */
export function sent(field: Field, typed: unknown): unknown {
  switch (field.kind) {
    case 'number':
      return typed === '' ? undefined : Number(String(typed).replace(/[. ]/g, ''))
    case 'check':
    case 'papers':
      return typed
    case 'lines':
      return String(typed)
        .split('\n')
        .map((one) => one.trim())
        .filter(Boolean)
    case 'moment': {
      const { date, time } = typed as MomentTyped
      const [, hour = '', minute = ''] = TIME.exec(time.trim()) ?? []
      return date && hour ? `${date}T${hour.padStart(2, '0')}:${minute}` : undefined
    }
    case 'waived':
      return marked(typed).map(([paper, one]) => ({ paper, reason: one.why.trim() }))
    case 'defects':
      return marked(typed).map(([about, one]) => ({ about, reason: one.why.trim() }))
    case 'counts':
      return Object.entries(typed as Counts)
        .map(([code, one]) => ({
          code,
          originals: Number(one.originals) || 0,
          copies: Number(one.copies) || 0,
        }))
        .filter((one) => one.originals || one.copies)
    case 'charges':
      return charges(typed as Record<string, ChargeTyped>)
    case 'asked':
      return (typed as AskedTyped[])
        .filter((one) => one.agency)
        .map((one) => ({ agency: one.agency, working_days: Number(one.days) }))
    default:
      return String(typed).trim() || undefined
  }
}

/** Every fee as the form counts it, unless one of them is counted otherwise. */
function charges(typed: Record<string, ChargeTyped>): unknown {
  const told = Object.entries(typed)
  if (!told.some(([, one]) => one.quantity || one.exempt)) return undefined
  return told.map(([name, one]) => ({
    name,
    ...(one.quantity ? { quantity: Number(one.quantity) } : {}),
    ...(one.exempt ? { exempt: one.exempt, shown_by: one.shown_by.trim() || undefined } : {}),
  }))
}

export function wrong(field: Field, typed: unknown): Wrong[] {
  const id = idOf(field.key)
  const value = sent(field, typed)
  switch (field.kind) {
    case 'waived':
    case 'defects': {
      const open = marked(typed).filter(([, one]) => !one.why.trim())
      const say = field.kind === 'waived' ? words.waivedSay : words.defectSay
      if (open.length) return open.map(([about]) => ({ id: idOf(field.key, about), text: say }))
      if (field.kind === 'defects' && !marked(typed).length)
        return [{ id, text: words.defectsMissing }]
      return []
    }
    case 'counts':
      return (value as unknown[]).length ? [] : [{ id, text: words.countsMissing }]
    case 'moment':
      return value ? [] : [{ id, text: words.timeWrong }]
    case 'number':
      if (value !== undefined && !Number.isInteger(value)) return [{ id, text: words.numberWrong }]
      break
    case 'asked': {
      const bad = (value as { working_days: number }[]).some((one) => !(one.working_days > 0))
      if (bad) return [{ id, text: words.numberWrong }]
    }
  }
  const empty = value === undefined || (Array.isArray(value) && !value.length)
  return empty && !field.optional && field.kind !== 'check' && field.kind !== 'charges'
    ? [{ id, text: frame.required }]
    : []
}

/** The field on the screen that a JSON Pointer of the house means. */
export function fieldOf(pointer: string, fields: Field[], values: Values): string {
  const [, first = '', second = '', third = ''] = pointer.split('/')
  const key = first === 'applicant' ? `applicant.${second}` : first
  const came: Record<string, string> = { name: 'came_name', identity_number: 'came_number' }
  if (first === 'came') return idOf(came[second] ?? 'came_number')
  if (first === 'acting') return idOf(second === 'paper' ? 'paper_kind' : 'capacity')
  const field = fields.find((one) => one.key === key)
  if (!field) return ''
  const list = values[key] as Record<string, string>[] | undefined
  const name = field.kind === 'defects' ? 'about' : field.kind === 'waived' ? 'paper' : ''
  const about = name && third ? list?.[Number(second)]?.[name] : ''
  return about ? idOf(key, about) : idOf(key)
}
