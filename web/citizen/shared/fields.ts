// What the papers and the fields of a dossier are called.
import { shallowRef, watchEffect } from 'vue'
import { answer, api } from '@/shared/api/client'
import type { Dossier } from './dossier'

export interface Schema {
  title?: string
  required?: string[]
  properties: { [name: string]: { title?: string; [more: string]: unknown } }
}

const known = new Map<string, Promise<Schema | null>>()

/** The form of the procedure of a dossier, as it was in force when it was filed. */
export function formOf(dossier: Dossier): Promise<Schema | null> {
  const on = dossier.filed_at.slice(0, 10)
  const key = `${dossier.procedure.code} ${on}`
  let asked = known.get(key)
  if (!asked) {
    const params = { path: { code: dossier.procedure.code }, query: { on } }
    asked = answer(api.GET('/procedures/{code}', { params })).then(
      (told) => (told.version.form_schema as Schema | null | undefined) ?? null,
    )
    asked.catch(() => known.delete(key))
    known.set(key, asked)
  }
  return asked
}

/** A function that names what a defect is about: `GT.GCS`, `form/child_name`. */
export function useFieldNames(dossier: () => Dossier, withForm: () => boolean) {
  const schema = shallowRef<Schema | null>(null)
  watchEffect(() => {
    if (withForm())
      formOf(dossier()).then(
        (found) => (schema.value = found),
        // A name is worth no message: what is wrong with it is said beside it.
        () => undefined,
      )
  })
  return (about: string): string => {
    const field = about.replace(/^form\//, '')
    if (field !== about) return schema.value?.properties[field]?.title ?? '…'
    return dossier().papers.find((one) => one.code === about)?.name ?? about
  }
}
