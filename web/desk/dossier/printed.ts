// Where the printed form of an event is, if there is one.
import type { Dossier } from './moves'

const FORMS = [
  'supplement_requested',
  'reception_refused',
  'refused_at_once',
  'resolution_refused',
  'deadline_extended',
  'limit_lengthened',
  'verification_recorded',
  'lateness_explained',
  'apologised',
  'result_corrected',
  'refusal_withdrawn',
  'papers_lost',
  'stopped',
]
const RECEIPTS = ['accepted', 'fee_paid']

export function printed(d: Dossier, event: Dossier['timeline'][number]): string | undefined {
  if (FORMS.includes(event.kind)) return `/api/dossiers/${d.code}/forms/${event.version}?format=pdf`
  return RECEIPTS.includes(event.kind) && d.received_at ? receiptOf(d) : undefined
}

export const receiptOf = (d: Dossier) => `/api/dossiers/${d.code}/receipt?format=pdf`
