// What somebody fills in, as the screens keep it, and the order that it becomes.
import type { components } from '@api'

type Schemas = components['schemas']
export type Procedure = Schemas['ProcedureView']
export type Order = Schemas['OnlineOrder']
export type Me = Schemas['PersonView']

export type Who =
  'self' | 'parent' | 'guardian' | 'authorised' | 'firm' | 'firm_representative' | 'firm_authorised'
export type FormValue = string | number | boolean | Record<string, unknown>[] | undefined

export interface Content {
  who: Who | ''
  /** Whose dossier it is. Empty texts are left out of the order. */
  name: string
  number: string
  hasNoNumber: boolean
  birth: string
  parentName: string
  organisation: string
  taxCode: string
  phone: string
  noPhone: string
  email: string
  address: string
  paperKind: string
  paperNumber: string
  paperFrom: string
  paperUntil: string
  case: string
  agency: string
  settledBy: string
  returnBy: 'counter' | 'postal' | 'electronic'
  returnTo: string
  form: Record<string, FormValue>
  /** Codes of the papers that will be brought. */
  papers: string[]
  /** Up to which step everything was answered. */
  reached: number
  /** Which window kept it last. */
  tab: string
}

export const nothing = (): Content => ({
  who: '',
  name: '',
  number: '',
  hasNoNumber: false,
  birth: '',
  parentName: '',
  organisation: '',
  taxCode: '',
  phone: '',
  noPhone: '',
  email: '',
  address: '',
  paperKind: '',
  paperNumber: '',
  paperFrom: '',
  paperUntil: '',
  case: '',
  agency: '',
  settledBy: '',
  returnBy: 'counter',
  returnTo: '',
  form: {},
  papers: [],
  reached: 0,
  tab: '',
})

export const isFirmAccount = (me: Me) => me.roles.some((role) => role.code === 'firm')

/** For whom one may file it, of those whom the procedure is for. */
export function whoMay(procedure: Procedure, me: Me): Who[] {
  const { applicants, by_another } = procedure.version
  const refused =
    by_another && !by_another.cases?.length && !Object.keys(by_another.when ?? {}).length
      ? by_another.refused
      : []
  const may = (capacity: string) => !(refused as string[]).includes(capacity)
  const people = applicants.includes('citizen')
  const bodies = applicants.some((kind) => kind !== 'citizen')
  const found: Who[] = []
  if (isFirmAccount(me)) {
    if (bodies) found.push('firm')
    if (people && may('authorised')) found.push('authorised')
    return found
  }
  if (people) found.push('self')
  if (people && may('parent')) found.push('parent')
  if (people && may('guardian')) found.push('guardian')
  if (people && may('authorised')) found.push('authorised')
  if (bodies && may('representative')) found.push('firm_representative')
  if (bodies && may('authorised')) found.push('firm_authorised')
  return found
}

export const isForFirm = (who: Who | '') => who.startsWith('firm')
export const isOwn = (who: Who | '') => who === 'self' || who === 'firm'
export const isAuthorised = (who: Who | '') => who === 'authorised' || who === 'firm_authorised'
export const needsPaper = (who: Who | '') =>
  who === 'guardian' || who === 'firm_representative' || isAuthorised(who)

export const theCase = (procedure: Procedure, content: Content) =>
  procedure.version.cases.find((one) => one.key === content.case) ?? procedure.version.cases[0]

/** A value that says nothing is not sent. */
function told(form: Content['form']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form).filter(
      ([, one]) => one !== undefined && one !== '' && !(Array.isArray(one) && !one.length),
    ),
  )
}

/** What is handed in: those filled in here, and those that will be brought. */
export function handedIn(procedure: Procedure, content: Content): Order['papers'] {
  return theCase(procedure, content)
    ?.papers.filter((one) => one.e_form || content.papers.includes(one.code))
    .map(({ code, originals, copies }) => ({
      code,
      originals: originals || copies ? originals : 1,
      copies,
    }))
}

export function orderOf(procedure: Procedure, content: Content, draft: string): Order {
  const some = (text: string) => text.trim() || undefined
  const firm = isForFirm(content.who)
  const child = content.who === 'parent' || content.who === 'guardian'
  const withoutNumber = child && content.hasNoNumber
  const order: Record<string, unknown> = {
    procedure: procedure.code,
    agency: content.agency,
    case: content.case || undefined,
    settled_by: some(content.settledBy),
    applicant: {
      kind: firm ? bodyOf(procedure) : 'citizen',
      name: content.name.trim(),
      identity_number: firm || withoutNumber ? undefined : some(content.number),
      tax_code: firm ? some(content.taxCode) : undefined,
      organisation: firm ? some(content.organisation) : undefined,
      phone: some(content.phone),
      no_phone_reason: content.phone.trim() ? undefined : some(content.noPhone),
      email: some(content.email),
      address: content.address.trim(),
      birth: withoutNumber
        ? { date: content.birth, parent_name: content.parentName.trim() }
        : undefined,
    },
    form: told(content.form),
    papers: handedIn(procedure, content),
    return_by: {
      method: content.returnBy,
      address: content.returnBy === 'postal' ? some(content.returnTo) : undefined,
    },
    acting: isOwn(content.who)
      ? undefined
      : {
          capacity:
            content.who === 'firm_representative' ? 'representative' : capacity(content.who),
          paper: needsPaper(content.who)
            ? {
                kind: content.paperKind.trim(),
                number: some(content.paperNumber),
                issued_on: some(content.paperFrom),
                until: some(content.paperUntil),
              }
            : undefined,
        },
    declared: true,
    draft,
  }
  return JSON.parse(JSON.stringify(order)) as Order
}

/** Which kind of body the procedure is for: a firm where there may be one. */
const bodyOf = ({ version }: Procedure) =>
  version.applicants.find((kind) => kind === 'firm') ??
  version.applicants.find((kind) => kind !== 'citizen')

const capacity = (who: Who | '') => (who === 'firm_authorised' ? 'authorised' : who)
