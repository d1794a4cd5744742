// What an officer can do with a dossier: of each move who makes it, what it asks, what is sent,
// and what will be printed. Whether it is lawful now, the house says (`lawful_moves`).
import { api } from '@/shared/api/client'
import type { Me } from '@/shared/session'
import { holds } from '../shared/place'
import type { Colleague } from '../shared/staff'
import { words } from './words'
import type { components } from '@api'

export type Dossier = components['schemas']['DossierView']
export type Version = components['schemas']['Version']

export interface Context {
  d: Dossier
  /** The procedure as it was in force for this dossier; while it is fetched there is none. */
  version?: Version
  staff: Colleague[]
  agencies: { code: string; name: string }[]
  me?: Me | null
}

interface Option {
  value: string
  label: string
}

export interface Field {
  key: string
  label: string
  kind:
    | 'text'
    | 'number'
    | 'select'
    | 'choice'
    | 'check'
    | 'moment'
    | 'date'
    | 'lines'
    | 'papers'
    | 'waived'
    | 'counts'
    | 'defects'
    | 'charges'
    | 'asked'
  hint?: string
  optional?: boolean
  rows?: number
  code?: boolean
  options?: Option[]
  first?: unknown
  when?: (values: Values) => boolean
}

export type Values = Record<string, unknown>

/** What will be printed, before it is done. */
export interface Sheet {
  title: string
  rows: [name: string, told: string | string[]][]
}

type Sent = {
  params: { path: { code: string }; header: { 'Idempotency-Key': string } }
  body: never
}

export interface Kind {
  move: string
  slug: string
  name: keyof typeof words.move & string
  /** The step that a dossier waits for most; the others stand under "other moves". */
  main?: boolean
  danger?: boolean
  may: (d: Dossier, who: Me | null | undefined) => boolean
  fields: (at: Context) => Field[]
  body?: (values: Values, at: Context) => Record<string, unknown>
  send: (sent: Sent, values: Values) => Promise<unknown>
  sheet?: (values: Values, at: Context) => Sheet
}

// ---- Who ----------------------------------------------------------------------------------------

type May = Kind['may']
const at =
  (place: 'agency' | 'settled_by' | 'return_desk', ...roles: string[]): May =>
  (d, who) =>
    roles.some((role) => holds(who, role, d[place].code))
const inHand: May = (d, who) =>
  !d.assignee || d.assignee === who?.subject || holds(who, 'head', d.settled_by.code)
const both =
  (...all: May[]): May =>
  (d, who) =>
    all.every((one) => one(d, who))

// Until it is accepted it is reception's; a fee may be waited for before that.
const accepted = (d: Dossier) => d.timeline.some((one) => [2, 4].includes(one.status.code))
const reception = at('agency', 'reception')
const cashier = at('agency', 'finance', 'reception')
const head = at('settled_by', 'head')
const processor = both(at('settled_by', 'processing', 'head'), inHand)
const examiner: May = (d, who) =>
  accepted(d) ? both(at('settled_by', 'processing'), inHand)(d, who) : reception(d, who)
const stepMaker: May = both(
  (d, who) => !!d.step && holds(who, d.step.role, d.settled_by.code),
  inHand,
)
const consulted: May = (d, who) =>
  d.opinions.some((one) => ['processing', 'head'].some((role) => holds(who, role, one.agency.code)))

// ---- What is asked ------------------------------------------------------------------------------

const text = (key: string, label: string, more: Partial<Field> = {}): Field => ({
  key,
  label,
  kind: 'text',
  ...more,
})
const long = (key: string, label: string, more: Partial<Field> = {}) =>
  text(key, label, { rows: 3, ...more })
const reason = (label = words.reason, hint?: string) => long('reason', label, { hint })
const note = () => long('note', words.note, { optional: true, rows: 2 })
const days = (more: Partial<Field> = {}): Field => ({
  key: 'working_days',
  label: words.workingDays,
  kind: 'number',
  ...more,
})
const officer = (at: Context): Field => ({
  key: 'to',
  label: words.to,
  kind: 'select',
  options: at.staff
    .filter((one) => one.roles.includes('processing') && one.subject !== at.d.assignee)
    .map((one) => ({ value: one.subject, label: one.name })),
})
const needsNumber = (at: Context) =>
  !at.version || at.version.results.some((one) => one.document !== false)
const number = (at: Context) =>
  text('number', words.number, {
    hint: words.numberHint,
    code: true,
    optional: !needsNumber(at),
  })
const remedy = () => [
  long('remedy', words.remedy),
  { key: 'cost', label: words.cost, kind: 'number', optional: true } as Field,
]
const whoCame = (): Field[] => [
  {
    key: 'came',
    label: words.whoCame,
    kind: 'choice',
    first: 'applicant',
    options: [
      { value: 'applicant', label: words.applicantCame },
      { value: 'another', label: words.anotherCame },
    ],
  },
  text('came_name', words.cameName, { when: another }),
  text('came_number', words.cameNumber, { when: another, code: true }),
  {
    key: 'capacity',
    label: words.capacity,
    kind: 'select',
    when: another,
    options: (['authorised', 'parent', 'guardian', 'representative'] as const).map((value) => ({
      value,
      label: words.capacities[value],
    })),
  },
  text('paper_kind', words.paperKind, { when: another, hint: words.paperKindHint }),
  { key: 'paper_day', label: words.paperDay, kind: 'date', when: another },
]
const another = (values: Values) =>
  values.came === 'another' && (!values.method || values.method === 'counter')
function cameOf(values: Values): Record<string, unknown> {
  if (!another(values)) return {}
  return {
    came: { name: values.came_name, identity_number: values.came_number },
    acting: {
      capacity: values.capacity,
      paper: { kind: values.paper_kind, issued_on: values.paper_day || undefined },
    },
  }
}

// ---- What will be printed -----------------------------------------------------------------------

const owner = (at: Context) => at.d.applicant.organisation || at.d.applicant.name || ''
const sheet = (title: string, at: Context, ...rows: Sheet['rows']): Sheet => ({
  title,
  rows: [
    [words.sheetTo, owner(at)],
    [words.sheetAbout, `${at.d.procedure.name} (${at.d.code})`],
    ...rows,
  ],
})
const said = (value: unknown) => String(value || '…')
const many = (value: unknown) => (value ? words.daysMore(String(value)) : '…')

interface Defect {
  about: string
  reason: string
}
export const defectName = (about: string, at: Context): string => {
  if (about === 'form') return words.wholeForm
  const field = about.startsWith('form/') ? about.slice(5) : ''
  if (field) return formFields(at).find((one) => one.value === field)?.label ?? words.wholeForm
  return at.d.papers.find((one) => one.code === about)?.name ?? about
}
/** The fields of the procedure's form, by their titles. */
export function formFields(at: Context): Option[] {
  const schema = at.version?.form_schema as { properties?: Record<string, { title?: string }> }
  return Object.entries(schema?.properties ?? {}).map(([value, one]) => ({
    value,
    label: one.title ?? value,
  }))
}

// ---- The moves, in the order in which they are offered ------------------------------------------

export const kinds: Kind[] = [
  {
    move: 'accept',
    slug: 'tiep-nhan',
    name: 'accept',
    main: true,
    may: reception,
    fields: (at) => [
      ...(missing(at.d).length ? [waived()] : []),
      ...(at.d.channel === 'counter' ? [identity()] : []),
      note(),
    ],
    body: ({ identity, waived, note }) => ({
      note,
      waived,
      ...(identity
        ? {
            e_identity:
              identity === 'none' ? { state: 'none' } : { state: 'checked', how: identity },
          }
        : {}),
    }),
    send: (sent) => api.POST('/desk/dossiers/{code}/acceptance', sent),
    sheet: (_, at) =>
      sheet(
        words.sheetReceipt,
        at,
        [words.sheetPapers, at.d.papers.filter((one) => one.handed_in).map(counted)],
        [words.sheetReturn, words.ways[at.d.return_by.method as keyof typeof words.ways]],
      ),
  },
  {
    move: 'forward',
    slug: 'chuyen',
    name: 'forward',
    main: true,
    may: reception,
    fields: () => [note()],
    send: (sent) => api.POST('/desk/dossiers/{code}/forwarding', sent),
  },
  {
    move: 'complete_step',
    slug: 'xong-buoc',
    name: 'completeStep',
    main: true,
    may: stepMaker,
    fields: () => [note()],
    body: ({ note }, at) => ({ note, step: at.d.step?.key }),
    send: (sent) => api.POST('/desk/dossiers/{code}/step', sent),
  },
  {
    move: 'resolve',
    slug: 'ket-qua',
    name: 'resolve',
    main: true,
    may: head,
    fields: (at) => [number(at), note()],
    body: ({ number, note }) => ({ decision: 'granted', number, note }),
    send: (sent) => api.POST('/desk/dossiers/{code}/result', sent),
  },
  {
    move: 'return',
    slug: 'tra',
    name: 'giveBack',
    main: true,
    may: at('return_desk', 'reception'),
    fields: (at) => [
      {
        key: 'method',
        label: words.method,
        kind: 'choice',
        first: at.d.return_by.method,
        options: (['counter', 'postal', 'electronic'] as const).map((value) => ({
          value,
          label: words.ways[value],
          hint: value === at.d.return_by.method ? words.asWished : undefined,
        })),
      },
      ...whoCame().map((one) =>
        one.key === 'came'
          ? { ...one, when: (values: Values) => values.method === 'counter' }
          : one,
      ),
      text('received_by', words.receivedBy, {
        optional: true,
        when: (values) => values.method === 'postal',
      }),
      text('address', words.address, {
        optional: true,
        hint: words.addressHint,
        when: (values) => values.method === 'postal',
      }),
    ],
    body: (values) => ({
      method: values.method,
      ...(values.method === 'postal'
        ? { received_by: values.received_by, address: values.address }
        : {}),
      ...cameOf(values),
    }),
    send: (sent) => api.POST('/desk/dossiers/{code}/return', sent),
  },
  {
    move: 'pay_fee',
    slug: 'thu-phi',
    name: 'payFee',
    main: true,
    may: cashier,
    fields: () => [
      text('receipt', words.receiptNumber, { code: true, hint: words.receiptHint }),
      {
        key: 'method',
        label: words.payMethod,
        kind: 'choice',
        first: 'cash',
        options: [
          { value: 'cash', label: words.cash },
          { value: 'transfer', label: words.transfer },
        ],
      },
    ],
    body: ({ receipt, method }, at) => ({ amount: at.d.fee_due, receipt, method }),
    send: (sent) => api.POST('/desk/dossiers/{code}/payment', sent),
  },
  {
    move: 'assign',
    slug: 'phan-cong',
    name: 'assign',
    main: true,
    may: head,
    fields: (at) => [officer(at), note()],
    send: (sent) => api.POST('/desk/dossiers/{code}/assignment', sent),
  },
  {
    move: 'explain_lateness',
    slug: 'giai-trinh',
    name: 'explain',
    main: true,
    may: (d, who) => (accepted(d) ? processor(d, who) : reception(d, who)),
    fields: (at) => [
      {
        key: 'lateness',
        label: words.latenessWhy,
        kind: 'select',
        options: Object.entries(at.d.lateness_reasons).map(([value, label]) => ({ value, label })),
      },
      reason(words.latenessWords, words.latenessHint),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/explanation', sent),
    sheet: (values, at) =>
      sheet(
        words.sheetExplanation,
        at,
        [words.sheetBecause, said(at.d.lateness_reasons[String(values.lateness)])],
        [words.sheetReason, said(values.reason)],
      ),
  },
  {
    move: 'apologise',
    slug: 'xin-loi',
    name: 'apologise',
    main: true,
    may: head,
    fields: () => [
      reason(words.apologyWhy, words.apologyHint),
      days({ optional: true, label: words.promiseDays, hint: words.promiseHint }),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/apology', sent),
    sheet: (values, at) =>
      sheet(
        words.sheetApology,
        at,
        [words.sheetReason, said(values.reason)],
        [words.sheetPromise, many(values.working_days)],
      ),
  },
  {
    move: 'give_opinion',
    slug: 'cho-y-kien',
    name: 'giveOpinion',
    main: true,
    may: consulted,
    fields: (at) => [
      {
        key: 'id',
        label: words.opinionOf,
        kind: 'select',
        first: ours(at)[0]?.id,
        options: ours(at).map((one) => ({ value: one.id, label: one.agency.name })),
      },
      long('answer', words.answer, { rows: 5 }),
    ],
    body: ({ answer }) => ({ answer }),
    send: (sent, values) =>
      api.POST('/desk/dossiers/{code}/opinions/{id}/answer', withId(sent, values)),
  },
  {
    move: 'request_supplement',
    slug: 'yeu-cau-bo-sung',
    name: 'requestSupplement',
    may: examiner,
    fields: (at) => [
      { key: 'defects', label: words.defects, hint: words.defectsHint, kind: 'defects' },
      text('article', words.article, {
        optional: !at.d.timeline.some((one) => one.kind === 'supplement_requested'),
        hint: words.articleHint,
      }),
      note(),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/supplement-request', sent),
    sheet: (values, at) =>
      sheet(words.sheetSupplement, at, [
        words.sheetDefects,
        ((values.defects ?? []) as Defect[]).map(
          (one) => `${defectName(one.about, at)}: ${said(one.reason)}`,
        ),
      ]),
  },
  {
    move: 'demand_fee',
    slug: 'yeu-cau-phi',
    name: 'demandFee',
    may: (d, who) => (d.status.code === 9 ? cashier(d, who) : examiner(d, who)),
    fields: (at) => [
      ...(accepted(at.d)
        ? []
        : [
            {
              key: 'checked',
              label: words.checked,
              hint: words.checkedHint,
              kind: 'papers',
              optional: true,
            } as Field,
            ...(missing(at.d).length ? [waived()] : []),
          ]),
      { key: 'charges', label: words.charges, kind: 'charges', hint: words.chargesHint },
      note(),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/fee', sent),
  },
  {
    move: 'hand_over',
    slug: 'ban-giao',
    name: 'handOver',
    may: (d, who) =>
      head(d, who) || (d.assignee === who?.subject && holds(who, 'processing', d.settled_by.code)),
    fields: (at) => [officer(at), note()],
    send: (sent) => api.POST('/desk/dossiers/{code}/handover', sent),
  },
  {
    move: 'supplement',
    slug: 'nhan-bo-sung',
    name: 'supplement',
    may: reception,
    fields: () => [
      { key: 'papers', label: words.broughtPapers, hint: words.broughtHint, kind: 'counts' },
      ...whoCame(),
    ],
    body: (values) => ({ papers: values.papers, ...cameOf(values) }),
    send: (sent) => api.POST('/dossiers/{code}/supplement', sent),
  },
  {
    move: 'request_opinions',
    slug: 'lay-y-kien',
    name: 'requestOpinions',
    may: processor,
    fields: () => [
      { key: 'agencies', label: words.asked, hint: words.askedHint, kind: 'asked' },
      long('question', words.question, { rows: 4 }),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/opinions', sent),
  },
  {
    move: 'cancel_opinion',
    slug: 'thoi-y-kien',
    name: 'cancelOpinion',
    may: processor,
    fields: (at) => [
      {
        key: 'id',
        label: words.opinionOf,
        kind: 'select',
        options: at.d.opinions.map((one) => ({ value: one.id, label: one.agency.name })),
      },
      reason(),
    ],
    body: ({ reason }) => ({ reason }),
    send: (sent, values) =>
      api.POST('/desk/dossiers/{code}/opinions/{id}/cancellation', withId(sent, values)),
  },
  {
    move: 'extend',
    slug: 'hen-lai',
    name: 'extend',
    may: head,
    fields: () => [reason(words.apologyWhy, words.apologyHint), days()],
    send: (sent) => api.POST('/desk/dossiers/{code}/extension', sent),
    sheet: (values, at) =>
      sheet(
        words.sheetApology,
        at,
        [words.sheetReason, said(values.reason)],
        [words.sheetPromise, many(values.working_days)],
      ),
  },
  {
    move: 'lengthen',
    slug: 'keo-dai',
    name: 'lengthen',
    may: processor,
    fields: (at) => [
      {
        key: 'limit',
        label: words.limit,
        kind: 'choice',
        options: (at.version?.longer_limits ?? [])
          .filter((one) => !one.cases?.length || one.cases.includes(at.d.case))
          .map((one) => ({ value: one.key, label: one.name, hint: one.article })),
      },
      reason(),
      days({ optional: true, hint: words.limitDaysHint }),
      text('paper', words.limitPaper, { optional: true, hint: words.limitPaperHint }),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/longer-limit', sent),
    sheet: (values, at) =>
      sheet(
        words.sheetAppointment,
        at,
        [
          words.limit,
          said(at.version?.longer_limits?.find((one) => one.key === values.limit)?.name),
        ],
        [words.sheetReason, said(values.reason)],
      ),
  },
  {
    move: 'record_verification',
    slug: 'xac-minh',
    name: 'verification',
    may: processor,
    fields: () => [
      { key: 'happened_at', label: words.happenedAt, kind: 'moment' },
      text('place', words.where),
      { key: 'participants', label: words.participants, kind: 'lines', hint: words.onePerLine },
      long('content', words.content, { rows: 6 }),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/verification', sent),
    sheet: (values, at) =>
      sheet(
        words.sheetMinutes,
        at,
        [words.where, said(values.place)],
        [words.participants, (values.participants as string[] | undefined) ?? []],
        [words.content, said(values.content)],
      ),
  },
  {
    move: 'send_back',
    slug: 'tra-buoc',
    name: 'sendBack',
    may: (d, who) => stepMaker(d, who) || head(d, who),
    fields: () => [reason(words.sendBackWhy)],
    send: (sent) => api.POST('/desk/dossiers/{code}/step-return', sent),
  },
  {
    move: 'correct_result',
    slug: 'sua-ket-qua',
    name: 'correctResult',
    may: head,
    fields: (at) => [reason(words.faultWhy), ...remedy(), number(at)],
    send: (sent) => api.POST('/desk/dossiers/{code}/result-correction', sent),
    sheet: (values, at) =>
      sheet(
        words.sheetFault,
        at,
        [words.sheetReason, said(values.reason)],
        [words.remedy, said(values.remedy)],
      ),
  },
  {
    move: 'withdraw_refusal',
    slug: 'thu-hoi-tu-choi',
    name: 'withdrawRefusal',
    may: head,
    fields: () => [
      reason(words.faultWhy),
      ...remedy(),
      text('number', words.number, { hint: words.numberHint, code: true }),
      text('article', words.article),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/refusal-withdrawal', sent),
    sheet: (values, at) =>
      sheet(
        words.sheetFault,
        at,
        [words.sheetReason, said(values.reason)],
        [words.remedy, said(values.remedy)],
      ),
  },
  {
    move: 'record_loss',
    slug: 'mat-giay-to',
    name: 'loss',
    may: head,
    fields: () => [
      { key: 'papers', label: words.lostPapers, kind: 'papers' },
      { key: 'damaged', label: words.damaged, kind: 'check', optional: true },
      reason(words.faultWhy),
      ...remedy(),
      days({ optional: true, label: words.remedyDays }),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/loss', sent),
    sheet: (values, at) =>
      sheet(
        words.sheetFault,
        at,
        [words.lostPapers, ((values.papers ?? []) as string[]).map((code) => defectName(code, at))],
        [words.sheetReason, said(values.reason)],
        [words.remedy, said(values.remedy)],
      ),
  },
  {
    move: 'correct',
    slug: 'dinh-chinh',
    name: 'correct',
    may: reception,
    fields: (at) => [
      ...at.d.approvals
        .filter((one) => one.move === 'correct' && one.officer === at.me?.subject)
        .flatMap((one) => one.fields)
        .filter((one) => one in words.applicantFields)
        .map((one) =>
          text(`applicant.${one}`, words.applicantFields[one as 'name'], {
            first: String((at.d.applicant as Record<string, unknown>)[one] ?? ''),
          }),
        ),
      reason(),
    ],
    body: (values) => ({
      reason: values.reason,
      applicant: Object.fromEntries(
        Object.entries(values)
          .filter(([key, value]) => key.startsWith('applicant.') && value)
          .map(([key, value]) => [key.slice(10), value]),
      ),
    }),
    send: (sent) => api.POST('/desk/dossiers/{code}/correction', sent),
  },
  {
    move: 'withdraw_approval',
    slug: 'rut-duyet',
    name: 'withdrawApproval',
    may: head,
    fields: (at) => [
      {
        key: 'move',
        label: words.approval,
        kind: 'select',
        options: at.d.approvals.map((one) => ({
          value: one.move,
          label: `${words.approvable[one.move as 'correct'] ?? one.reason} (${one.reason})`,
        })),
      },
      reason(),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/approvals/withdrawal', sent),
  },
  {
    move: 'withdraw',
    slug: 'rut-ho-so',
    name: 'withdraw',
    danger: true,
    may: (d, who) => d.channel !== 'online' && reception(d, who),
    fields: () => [reason(words.withdrawWhy), ...whoCame()],
    body: (values) => ({ reason: values.reason, ...cameOf(values) }),
    send: (sent) => api.POST('/dossiers/{code}/withdrawal', sent),
  },
  {
    move: 'refuse_reception',
    slug: 'tu-choi-tiep-nhan',
    name: 'refuseReception',
    danger: true,
    may: reception,
    fields: () => [
      {
        key: 'ground',
        label: words.ground,
        kind: 'choice',
        options: [
          { value: 'competence', label: words.groundCompetence },
          { value: 'other', label: words.groundOther },
        ],
      },
      reason(words.refuseWhy, words.refuseHint),
    ],
    send: (sent) => api.POST('/desk/dossiers/{code}/refusal', sent),
    sheet: (values, at) => sheet(words.sheetRefusal, at, [words.sheetReason, said(values.reason)]),
  },
  {
    move: 'refuse_to_resolve',
    slug: 'tu-choi-giai-quyet',
    name: 'refuseToResolve',
    danger: true,
    may: head,
    fields: (at) => [reason(words.refuseWhy, words.refuseHint), number(at)],
    body: ({ reason, number }) => ({ decision: 'refused', reason, number }),
    send: (sent) => api.POST('/desk/dossiers/{code}/result', sent),
    sheet: (values, at) =>
      sheet(
        words.sheetRefusal,
        at,
        [words.number, said(values.number)],
        [words.sheetReason, said(values.reason)],
      ),
  },
  {
    move: 'stop',
    slug: 'dung',
    name: 'stop',
    danger: true,
    may: head,
    fields: () => [long('ground', words.stopWhy), text('article', words.article)],
    send: (sent) => api.POST('/desk/dossiers/{code}/stop', sent),
    sheet: (values, at) =>
      sheet(
        words.sheetStop,
        at,
        [words.sheetReason, said(values.ground)],
        [words.article, said(values.article)],
      ),
  },
]

/** The moves that are lawful now and that somebody may make. */
export const offered = (d: Dossier, who: Me | null | undefined) =>
  kinds.filter((one) => d.lawful_moves.includes(one.move) && one.may(d, who))

export const missing = (d: Dossier) => d.papers.filter((one) => one.required && !one.handed_in)

function waived(): Field {
  return {
    key: 'waived',
    label: words.waived,
    hint: words.waivedHint,
    kind: 'waived',
    optional: true,
  }
}
function identity(): Field {
  return {
    key: 'identity',
    label: words.identity,
    kind: 'select',
    optional: true,
    options: [
      { value: 'card', label: words.identityCard },
      { value: 'vneid', label: words.identityApp },
      { value: 'none', label: words.identityNone },
    ],
  }
}
function counted(one: components['schemas']['PaperView']): string {
  return words.counted(one.name, one.originals, one.copies)
}
function ours(at: Context) {
  return at.d.opinions.filter((one) =>
    ['processing', 'head'].some((role) => holds(at.me, role, one.agency.code)),
  )
}
function withId(sent: Sent, values: Values) {
  const path = { ...sent.params.path, id: String(values.id) }
  return { ...sent, params: { ...sent.params, path } }
}
