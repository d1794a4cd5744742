// The questions of a form, read from the JSON Schema of the procedure.
import type { Content, FormValue } from './content'
import { words } from './words'

export interface Schema {
  title?: string
  description?: string
  type?: string
  format?: string
  pattern?: string
  const?: unknown
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minItems?: number
  maxItems?: number
  oneOf?: { const: string; title: string }[]
  enum?: string[]
  items?: Schema
  required?: string[]
  properties?: Record<string, Schema>
  allOf?: { anyOf?: { required?: string[] }[] }[]
  dependentRequired?: Record<string, string[]>
  'x-step'?: string
  'x-past'?: boolean
  'x-applicant'?: { parties?: Party[] }
}

interface Party {
  name?: string
  number?: string
  passport?: string
}

export interface Question {
  name: string
  schema: Schema
  required: boolean
  /** Whoever answers one of these must answer this as well. */
  after: string[]
  /** What may be answered instead: shown when it is wanted, or was answered. */
  instead: Question[]
}

export interface Page {
  title: string
  questions: Question[]
}

/** The pages of a form: what belongs together is asked together. */
export function pagesOf(schema: Schema | null | undefined): Page[] {
  const given = schema?.properties ?? {}
  const choices = (schema?.allOf ?? []).flatMap((one) =>
    one.anyOf ? [one.anyOf.flatMap((option) => option.required ?? [])] : [],
  )
  const groups = groupsOf(Object.keys(given), choices)
  const pages: Page[] = []
  const question = (name: string): Question => ({
    name,
    schema: given[name]!,
    required: !!schema?.required?.includes(name),
    after: Object.entries(schema?.dependentRequired ?? {}).flatMap(([one, others]) =>
      others.includes(name) ? [one] : [],
    ),
    instead: [],
  })
  const following = new Set(groups.flatMap((group) => group.slice(1)))
  for (const name of Object.keys(given)) {
    if (following.has(name)) continue
    const asked = question(name)
    const group = groups.find((one) => one[0] === name)
    if (group) {
      asked.required ||= choices.some((one) => one.includes(name))
      asked.instead = group.slice(1).map(question)
    }
    const title = given[name]!['x-step'] ?? schema?.title ?? ''
    const page = pages.find((one) => one.title === title)
    if (page) page.questions.push(asked)
    else pages.push({ title, questions: [asked] })
  }
  return pages
}

/** Fields of which one is enough, each group led by what most people have. */
function groupsOf(names: string[], choices: string[][]): string[][] {
  const found = choices.map((choice) => {
    const stem = choice[0]!.replace(/_?(id|phone)$/, '')
    const country = names.filter((one) => one === (stem ? `${stem}_country` : 'country'))
    return [...choice, ...country.filter((one) => !choice.includes(one))]
  })
  // Where nothing must be said, the same alternatives stand behind the same kind of question.
  for (const name of names.filter((one) => /(^|_)(id|phone)$/.test(one))) {
    if (found.some((group) => group.includes(name))) continue
    const stem = name.replace(/_?(id|phone)$/, '')
    const parts = name.endsWith('phone') ? ['no_phone'] : ['passport', 'country', 'no_id']
    const others = parts
      .map((part) => (stem ? `${stem}_${part}` : part))
      .filter((one) => names.includes(one))
    if (others.length) found.push([name, ...others])
  }
  return found
}

export const isText = (schema: Schema) => schema.type === 'string' && !options(schema)
export const isMoney = (schema: Schema) => /đồng|VND/.test(schema.title ?? '')
export const isDate = (schema: Schema) => /^(partial-)?date$/.test(schema.format ?? '')

export function options(schema: Schema): { value: string; label: string }[] | undefined {
  if (schema.oneOf) return schema.oneOf.map(({ const: value, title }) => ({ value, label: title }))
  return schema.enum?.map((value) => ({ value, label: value }))
}

const empty = (value: FormValue) =>
  value === undefined || value === '' || (Array.isArray(value) && !value.length)

/** Whether it must be answered, after what was answered so far. */
export const isNeeded = (question: Question, form: Content['form']) =>
  question.required || question.after.some((one) => !empty(form[one]))

/** What is wrong with the answers of a page, by the id of its field. */
export function faultsOf(
  questions: Question[],
  form: Content['form'],
  prefix = 'form',
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const one of questions) {
    const group = [one, ...one.instead]
    const answered = group.filter(({ name }) => !empty(form[name]))
    if (isNeeded(one, form) && !answered.length) {
      found[`${prefix}/${one.name}`] = needed(one.schema)
    }
    for (const { name, schema } of one.instead.filter((other) => isNeeded(other, form))) {
      if (empty(form[name])) found[`${prefix}/${name}`] = needed(schema)
    }
    for (const { name, schema } of answered) {
      const fault = faultOf(schema, form[name])
      if (fault) found[`${prefix}/${name}`] = fault
      if (schema.type === 'array') {
        const rows = form[name] as Record<string, FormValue>[]
        rows.forEach((row, at) =>
          Object.assign(found, faultsOf(itemQuestions(schema), row, `${prefix}/${name}/${at}`)),
        )
      }
    }
  }
  return found
}

export function itemQuestions(schema: Schema): Question[] {
  const { properties = {}, required = [] } = schema.items ?? {}
  return Object.entries(properties).map(([name, one]) => ({
    name,
    schema: one,
    required: required.includes(name),
    after: [],
    instead: [],
  }))
}

function needed(schema: Schema): string {
  if (schema.type === 'boolean' && schema.const === true) return words.tickNeeded
  return options(schema) || schema.type === 'boolean' ? words.chooseNeeded : words.needed
}

function faultOf(schema: Schema, value: FormValue): string | undefined {
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) return words.atLeast(schema.minimum)
    if (schema.exclusiveMinimum !== undefined && value <= schema.exclusiveMinimum)
      return words.moreThan(schema.exclusiveMinimum)
    if (schema.maximum !== undefined && value > schema.maximum) return words.atMost(schema.maximum)
    if (schema.type === 'integer' && !Number.isInteger(value)) return words.wholeNumber
  }
  if (schema.type === 'boolean' && schema.const === true && value !== true) return words.tickNeeded
  if (typeof value !== 'string') {
    return typeof value === 'object' || schema.type === 'boolean' || typeof value === 'number'
      ? undefined
      : words.needed
  }
  if (schema.type === 'integer' || schema.type === 'number') return words.numberWrong
  const text = value.trim()
  if (schema.minLength && text.length < schema.minLength) return words.longer(schema.minLength)
  if (schema['x-past'] && isDate(schema) && text > today().slice(0, text.length))
    return words.dayAhead
  // As the house reads it: a number without its blanks, in capitals.
  const regular = schema.format === 'number' ? text.replace(/[\s.]/g, '').toUpperCase() : text
  if (schema.pattern && !new RegExp(schema.pattern).test(regular)) return words.patternWrong
  return faultOfFormat(schema.format, text)
}

/** Only what is plainly wrong: the house itself reads each number. */
export function faultOfFormat(format: string | undefined, text: string): string | undefined {
  const digits = text.replace(/[\s.-]/g, '')
  if (format === 'identity-number' && !/^\d{12}$/.test(digits)) return words.identityWrong
  if (format === 'phone' && !/^(\+\d{7,15}|0\d{9,10})$/.test(digits)) return words.phoneWrong
  if (format === 'email' && !/^\S+@\S+\.\S+$/.test(text)) return words.emailWrong
  if (format === 'tax-code' && !/^\d{10}(\d{3})?$|^\d{12}$/.test(digits)) return words.taxWrong
  return undefined
}

/** Today in Viet Nam, as 2026-01-05. */
export const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)

/** Who asks is who is signed in: what is known is not asked again. */
export function applicantKnown(
  schema: Schema | null | undefined,
  known: { name: string; number: string; phone: string },
): Content['form'] {
  const [party, ...others] = schema?.['x-applicant']?.parties ?? []
  const found: Content['form'] = {}
  if (party && !others.length) {
    if (party.name) found[party.name] = known.name
    if (party.number) found[party.number] = known.number
  }
  if (schema?.properties?.['phone']) found['phone'] = known.phone
  return found
}
