// The officers of an agency, asked once.
import { ref, type Ref } from 'vue'
import { answer, api } from '@/shared/api/client'

export interface Colleague {
  subject: string
  name: string
  roles: string[]
}

const known = new Map<string, Ref<Colleague[]>>()

export function staffOf(agency: string): Ref<Colleague[]> {
  const found = known.get(agency) ?? ref<Colleague[]>([])
  if (agency && !known.has(agency)) {
    known.set(agency, found)
    void ask(agency, found)
  }
  return found
}

async function ask(agency: string, found: Ref<Colleague[]>): Promise<void> {
  try {
    const told = await answer(api.GET('/people', { params: { query: { agency } } }))
    found.value = told.staff as unknown as Colleague[]
  } catch {
    // Names are a help; without them accounts are shown, and the next screen asks again.
    known.delete(agency)
  }
}

export const nameOf = (staff: Colleague[], subject: string) =>
  staff.find((one) => one.subject === subject)?.name ?? subject
