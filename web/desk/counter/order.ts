// What the counter fills in, and the order that it becomes. Ids of fields are the places in it.
import type { components } from '@api'
import type { FormValue } from '@/citizen/apply/content'
import { words } from './words'

type Schemas = components['schemas']
export type Procedure = Schemas['ProcedureView']
export type Paper = Schemas['Paper']
export type Fee = Schemas['Fee']
export type Order = Schemas['IntakeOrder']
export type Received = Schemas['DossierView']
export type Faults = Record<string, string>

export type KnownBy = 'number' | 'passport' | 'birth'
export type Way = 'accept' | 'register' | 'at_once' | 'refuse'

export interface Brought {
  originals: number | string | undefined
  copies: number | string | undefined
  waived: boolean
  reason: string
  shownBy: '' | 'card' | 'vneid'
  seen: string
}

export interface Charged {
  quantity: number | string | undefined
  copies: number | string | undefined
  exempt: string
  shownBy: string
}

export interface Content {
  kind: string
  knownBy: KnownBy
  name: string
  number: string
  passport: string
  country: string
  birth: string
  parentName: string
  parentNumber: string
  organisation: string
  taxCode: string
  phone: string
  noPhone: string
  email: string
  address: string
  eIdentity: '' | 'card' | 'vneid' | 'none'
  eReason: string
  byAnother: boolean
  bearerName: string
  bearerNumber: string
  bearerPhone: string
  capacity: string
  paperKind: string
  paperNumber: string
  paperFrom: string
  paperUntil: string
  case: string
  papers: Record<string, Brought>
  sets: number | string | undefined
  typesForm: boolean
  form: Record<string, FormValue>
  returnBy: string
  returnTo: string
  settledBy: string
  way: Way
  takesFee: boolean
  charges: Record<string, Charged>
  amount: number | string | undefined
  receipt: string
  method: 'cash' | 'transfer'
  resultNumber: string
  signedBy: string
  refusal: string
  ground: string
  handedOverAt: string
  writtenAt: string
  writtenBy: string
  note: string
}

export const nothing = (): Content => ({
  kind: 'citizen',
  knownBy: 'number',
  name: '',
  number: '',
  passport: '',
  country: '',
  birth: '',
  parentName: '',
  parentNumber: '',
  organisation: '',
  taxCode: '',
  phone: '',
  noPhone: '',
  email: '',
  address: '',
  eIdentity: '',
  eReason: '',
  byAnother: false,
  bearerName: '',
  bearerNumber: '',
  bearerPhone: '',
  capacity: '',
  paperKind: '',
  paperNumber: '',
  paperFrom: '',
  paperUntil: '',
  case: '',
  papers: {},
  sets: 1,
  typesForm: false,
  form: {},
  returnBy: 'counter',
  returnTo: '',
  settledBy: '',
  way: 'accept',
  takesFee: false,
  charges: {},
  amount: undefined,
  receipt: '',
  method: 'cash',
  resultNumber: '',
  signedBy: '',
  refusal: '',
  ground: 'other',
  handedOverAt: '',
  writtenAt: '',
  writtenBy: '',
  note: '',
})

/** Where it comes from: the counter, the post, or a line of the outage book. */
export interface Source {
  agency: string
  postal: boolean
  sheet: string
}

export const isBody = (content: Content) => content.kind !== 'citizen'
/** A firm, a body and a child without a number do not come themselves. */
export const mustBeBrought = (content: Content) =>
  isBody(content) || (content.kind === 'citizen' && content.knownBy === 'birth')
export const isBrought = (content: Content) => content.byAnother || mustBeBrought(content)
export const needsPaper = (content: Content) =>
  content.capacity === 'guardian' || content.capacity === 'authorised'
export const papersOf = (procedure: Procedure, content: Content) =>
  (procedure.version.cases.find((one) => one.key === content.case) ?? procedure.version.cases[0])
    ?.papers ?? []

/** The fees of the counter that the case has and that may be taken now. */
export function feesOf(procedure: Procedure, content: Content): Fee[] {
  const wanted = content.case || procedure.version.cases[0]?.key || ''
  return (procedure.version.fees ?? []).filter(
    (one) =>
      (one.channel === 'counter' || one.channel === 'any') &&
      (!one.cases?.length || one.cases.includes(wanted)) &&
      (content.way === 'at_once' || one.due !== 'with_result'),
  )
}

/** What the fees come to as far as the screen can count; the house counts for itself. */
export function comesTo(fees: Fee[], content: Content): number {
  return fees.reduce((sum, fee) => {
    const given = content.charges[fee.name]
    const ground = fee.grounds?.find((one) => one.key === given?.exempt)
    const full = (one: Fee) =>
      partsOf(fee, content).reduce((all, part) => all + part.items * ofItem(one, part.units), 0)
    if (!ground) return sum + full(fee)
    if (ground.percent != null) return sum + Math.floor((full(fee) * (100 - ground.percent)) / 100)
    return ground.amount == null ? sum : sum + full({ ...fee, amount: ground.amount })
  }, 0)
}

interface Part {
  units: number
  items: number
}

/** What was counted by hand; else what the form says; else one. */
function partsOf(fee: Fee, content: Content): Part[] {
  const given = content.charges[fee.name]
  if (typeof given?.quantity === 'number' || typeof given?.copies === 'number')
    return [{ units: count(given.quantity), items: count(given.copies) }]
  const from = fee.quantity_from
  const said = from && content.typesForm ? content.form[from.field] : undefined
  if (typeof said === 'number') return [{ units: said, items: 1 }]
  if (!Array.isArray(said)) return [{ units: 1, items: 1 }]
  if (!from?.units) return [{ units: said.length, items: 1 }]
  const number = (value: unknown) => (typeof value === 'number' ? value : 1)
  return said.map((one) => ({
    units: number(one[from.units!]),
    items: from.items ? number(one[from.items]) : 1,
  }))
}

/** One item of so many units, tier by tier, never more than its most. */
function ofItem(fee: Fee, units: number): number {
  const starts = [{ above: 0, amount: fee.amount }, ...(fee.tiers ?? [])]
  const full = starts.reduce((sum, { above, amount }, at) => {
    const end = Math.min(units, starts[at + 1]?.above ?? units)
    return sum + Math.max(0, end - above) * amount
  }, 0)
  return fee.most == null ? full : Math.min(full, fee.most)
}

const count = (value: number | string | undefined) => (typeof value === 'number' ? value : 1)
const whole = (value: number | string | undefined) => (typeof value === 'number' ? value : 0)

export const isHanded = (one: Brought | undefined) =>
  !!one && !one.waived && whole(one.originals) + whole(one.copies) > 0

/** Each paper as the case asks for it: what it must have is there until the officer says no. */
export function asAsked(papers: Paper[], kept: Content['papers']): Content['papers'] {
  return Object.fromEntries(
    papers.map((one) => {
      const some = one.required ? 1 : 0
      const originals = one.required ? one.originals || (one.copies ? 0 : some) : 0
      const copies = one.required ? one.copies : 0
      const fresh = { originals, copies, waived: false, reason: '', shownBy: '', seen: '' } as const
      return [one.code, kept[one.code] ?? { ...fresh }]
    }),
  )
}

export function faultsOf(procedure: Procedure, content: Content, source: Source): Faults {
  const found: Faults = {}
  const need = (id: string, text: string, format?: string) => {
    const fault = text.trim() ? faultOfFormat(format, text.trim()) : words.needed
    if (fault) found[id] = fault
  }
  if (isBody(content)) {
    need('applicant/organisation', content.organisation)
    need('applicant/tax_code', content.taxCode, 'tax-code')
  } else if (content.knownBy === 'number') {
    need('applicant/identity_number', content.number, 'identity-number')
  } else if (content.knownBy === 'passport') {
    need('applicant/passport/number', content.passport)
    need('applicant/passport/country', content.country)
  } else {
    need('applicant/birth/date', content.birth)
    need('applicant/birth/parent_name', content.parentName)
  }
  need('applicant/name', content.name)
  need('applicant/address', content.address)
  if (content.phone.trim() || !content.noPhone.trim())
    need('applicant/phone', content.phone, 'phone')
  if (content.eIdentity === 'none') need('e_identity/reason', content.eReason)
  if (isBrought(content)) {
    need('handed_in_by/identity_number', content.bearerNumber, 'identity-number')
    need('handed_in_by/name', content.bearerName)
    if (!content.capacity) found['acting/capacity'] = words.chooseNeeded
    if (needsPaper(content)) need('acting/paper/kind', content.paperKind)
    if (content.paperUntil && !content.paperFrom) found['acting/paper/issued_on'] = words.needed
  }
  if (content.returnBy === 'postal') need('return_by/address', content.returnTo)
  if (content.way !== 'refuse') {
    for (const { code } of papersOf(procedure, content)) {
      const one = content.papers[code]
      if (one?.waived && content.way !== 'register') {
        if (!one.reason.trim()) found[`papers/${code}/reason`] = words.reasonNeeded
        if (one.shownBy && !one.seen.trim()) found[`papers/${code}/seen`] = words.needed
      }
      for (const part of ['originals', 'copies'] as const) {
        if (typeof one?.[part] === 'string') found[`papers/${code}/${part}`] = words.numberWrong
      }
    }
  }
  if (content.way === 'refuse') need('refused/reason', content.refusal)
  if (content.way === 'at_once' && !content.signedBy) found['signed_by'] = words.chooseNeeded
  if (takesNow(content)) {
    if (typeof content.amount !== 'number') found['paid/amount'] = words.numberWrong
    if (typeof content.amount !== 'number' || content.amount > 0)
      need('paid/receipt', content.receipt)
  }
  if (source.postal) need('handed_over_at', content.handedOverAt)
  if (source.sheet) need('outage/received_at', content.writtenAt)
  return found
}

/** Only what is plainly wrong: the house itself reads each number. */
function faultOfFormat(format: string | undefined, text: string): string | undefined {
  const digits = text.replace(/[\s.-]/g, '')
  if (format === 'identity-number' && !/^\d{12}$/.test(digits)) return words.identityWrong
  if (format === 'phone' && !/^(\+\d{7,15}|0\d{9,10})$/.test(digits)) return words.phoneWrong
  if (format === 'tax-code' && !/^\d{10}(\d{3})?$|^\d{12}$/.test(digits)) return words.taxWrong
  return undefined
}

export const takesNow = (content: Content) =>
  content.takesFee && (content.way === 'accept' || content.way === 'at_once')

export function orderOf(procedure: Procedure, content: Content, source: Source): Order {
  const some = (text: string) => text.trim() || undefined
  const body = isBody(content)
  const by = (one: KnownBy) => !body && content.knownBy === one
  const brought = isBrought(content)
  const refuses = content.way === 'refuse'
  const registers = content.way === 'register' || source.postal
  const papers = papersOf(procedure, content)
  const checked = content.eIdentity === 'card' || content.eIdentity === 'vneid'
  const fees = feesOf(procedure, content)
  const paid = takesNow(content) && whole(content.amount) > 0
  const order: Record<string, unknown> = {
    procedure: procedure.code,
    agency: source.agency,
    case: some(content.case),
    channel: source.postal ? 'postal' : 'counter',
    settled_by: some(content.settledBy),
    applicant: {
      kind: content.kind,
      name: content.name.trim(),
      identity_number: by('number') ? some(content.number) : undefined,
      passport: by('passport')
        ? { number: content.passport.trim(), country: content.country.trim().toUpperCase() }
        : undefined,
      birth: by('birth')
        ? {
            date: content.birth,
            parent_name: content.parentName.trim(),
            parent_number: some(content.parentNumber),
          }
        : undefined,
      organisation: body ? some(content.organisation) : undefined,
      tax_code: body ? some(content.taxCode) : undefined,
      phone: some(content.phone),
      no_phone_reason: content.phone.trim() ? undefined : some(content.noPhone),
      email: some(content.email),
      address: content.address.trim(),
    },
    handed_in_by: brought
      ? {
          name: content.bearerName.trim(),
          identity_number: some(content.bearerNumber),
          phone: some(content.bearerPhone),
        }
      : undefined,
    acting: brought
      ? {
          capacity: content.capacity,
          paper: content.paperKind.trim()
            ? {
                kind: content.paperKind.trim(),
                number: some(content.paperNumber),
                issued_on: some(content.paperFrom),
                until: some(content.paperUntil),
              }
            : undefined,
        }
      : undefined,
    e_identity: checked
      ? { state: 'checked', how: content.eIdentity }
      : content.eIdentity === 'none'
        ? { state: 'none', reason: content.eReason.trim() }
        : undefined,
    form: content.typesForm ? told(content.form) : undefined,
    papers: refuses
      ? undefined
      : papers
          .filter((one) => isHanded(content.papers[one.code]))
          .map(({ code }) => ({
            code,
            originals: whole(content.papers[code]!.originals),
            copies: whole(content.papers[code]!.copies),
          })),
    waived:
      refuses || registers
        ? undefined
        : papers
            .map((one) => [one.code, content.papers[one.code]] as const)
            .filter(([, one]) => one?.waived)
            .map(([code, one]) => ({
              paper: code,
              reason: one!.reason.trim(),
              shown_by: one!.shownBy || undefined,
              data: one!.shownBy ? lines(one!.seen) : undefined,
            })),
    sets: refuses ? undefined : whole(content.sets) || 1,
    return_by: refuses
      ? undefined
      : {
          method: content.returnBy,
          address: content.returnBy === 'postal' ? some(content.returnTo) : undefined,
        },
    accept: refuses || content.way === 'at_once' ? undefined : !registers,
    at_once: content.way === 'at_once' || undefined,
    number: content.way === 'at_once' ? some(content.resultNumber) : undefined,
    signed_by: content.way === 'at_once' ? some(content.signedBy) : undefined,
    charges: takesNow(content) ? fees.flatMap((fee) => charge(fee, content)) : undefined,
    paid: paid
      ? { amount: content.amount, receipt: content.receipt.trim(), method: content.method }
      : undefined,
    refused: refuses ? { reason: content.refusal.trim(), ground: content.ground } : undefined,
    handed_over_at: source.postal ? content.handedOverAt : undefined,
    outage: source.sheet
      ? {
          code: source.sheet,
          received_at: content.writtenAt,
          received_by: some(content.writtenBy),
        }
      : undefined,
    note: some(content.note),
  }
  return JSON.parse(JSON.stringify(order)) as Order
}

/** How much of a fee; what nobody changed is left to the form. */
function charge(fee: Fee, content: Content): object[] {
  const given = content.charges[fee.name]
  if (!given) return []
  const counted = typeof given.quantity === 'number' || typeof given.copies === 'number'
  if (!counted && !given.exempt) return []
  return [
    {
      name: fee.name,
      quantity: counted ? count(given.quantity) : undefined,
      copies: counted ? count(given.copies) : undefined,
      exempt: given.exempt || undefined,
      shown_by: given.exempt ? given.shownBy.trim() || undefined : undefined,
    },
  ]
}

const lines = (text: string) => text.split('\n').flatMap((one) => one.trim() || [])

function told(form: Content['form']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form).filter(
      ([, one]) => one !== undefined && one !== '' && !(Array.isArray(one) && !one.length),
    ),
  )
}
