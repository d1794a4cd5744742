// The form of a dossier as it is filled in anew.
import type { Trouble } from '@/shared/api/trouble'
import type { FormValue } from '../apply/content'
import { pagesOf, type Page, type Question, type Schema } from '../apply/questions'
import { formOf, type Schema as Titles } from './fields'
import type { Dossier } from './dossier'

export type Filled = Record<string, FormValue>

export async function pagesFor(dossier: Dossier): Promise<Page[]> {
  const schema: Titles | null = await formOf(dossier)
  return pagesOf(schema as Schema | null)
}

/** The question in which a field is answered, be it instead of another. */
export const questionOf = (pages: Page[], field: string): Question | undefined =>
  pages
    .flatMap((page) => page.questions)
    .find((one) => one.name === field || one.instead.some((other) => other.name === field))

/** What is filled in, without what is empty. */
export function told(form: Filled): Filled {
  return Object.fromEntries(
    Object.entries(form).filter(
      ([, one]) => one !== undefined && one !== '' && !(Array.isArray(one) && !one.length),
    ),
  )
}

const sorted = (form: object) =>
  JSON.stringify(Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1)))
export const isChanged = (dossier: Dossier, form: Filled) =>
  sorted(told(form)) !== sorted(told(dossier.form as Filled))
export const changedIn = (dossier: Dossier, form: Filled, field: string) =>
  JSON.stringify(form[field] ?? '') !== JSON.stringify((dossier.form as Filled)[field] ?? '')

/** How a paper is handed in anew: as many as the procedure asks for. */
export function broughtAnew(dossier: Dossier, codes: string[]) {
  return dossier.papers
    .filter((one) => codes.includes(one.code))
    .map((one) => ({
      code: one.code,
      originals: one.originals_required || (one.copies_required ? 0 : 1),
      copies: one.copies_required,
    }))
}

/** The refusals of fields, by the id of the field that shows them. */
export function errorsById(trouble: Trouble | undefined): Record<string, string> {
  return Object.fromEntries(
    (trouble?.errors ?? []).map((one) => [one.pointer.replace(/^\//, ''), one.title]),
  )
}
