// Where a dossier is, in plain words, and the one thing to do about it.
import { moment, money } from '@/shared/format'
import { can, latest, type Dossier } from '../shared/dossier'
import { isPast, spoken, type Tone } from '../shared/status'
import { words } from './words'

export interface Now {
  tone: Tone
  title: string
  lines: (string | false | null | undefined)[]
  go?: { text: string; to: string }
}

export function now(dossier: Dossier): Now {
  const at = `/ho-so/${dossier.code}`
  const filing = { text: words.again, to: `/thu-tuc/${dossier.procedure.code}` }
  const papersBack = dossier.papers_at && words.papersAt(dossier.papers_at.name)
  const why = (...kinds: string[]) => {
    const note = latest(dossier, ...kinds)?.note
    return note && words.reason(note)
  }
  switch (dossier.status.code) {
    case 1:
      return {
        tone: '',
        title: words.waits,
        lines: [
          dossier.examine_by && words.waitsUntil(spoken(dossier.examine_by)),
          words.nothingToDo,
        ],
      }
    case 3:
      return {
        tone: 'bad',
        title: words.refused,
        lines: [why('reception_refused', 'refused_at_once'), words.refusedNext, papersBack],
        go: filing,
      }
    case 5:
      return {
        tone: 'warn',
        title: words.asksMore,
        lines: [dossier.supplement_by && words.answerBy(spoken(dossier.supplement_by))],
        go: can(dossier, 'supplement') ? { text: words.answerGo, to: `${at}/bo-sung` } : undefined,
      }
    case 6:
      return {
        tone: 'warn',
        title: words.asksFee(money(dossier.fee_due)),
        lines: [
          dossier.fee_by && words.payBy(spoken(dossier.fee_by)),
          words.payAt(dossier.return_desk.name),
        ],
      }
    case 7:
      return {
        tone: '',
        title: words.withdrawn,
        lines: [why('withdrawn'), words.withdrawnNext, papersBack],
      }
    case 8:
      return {
        tone: 'bad',
        title: words.stopped,
        lines: [why('stopped'), words.stoppedNext, papersBack],
        go: filing,
      }
    case 9:
      return ready(dossier)
    case 10:
      return {
        tone: 'good',
        title: words.returned,
        lines: [
          dossier.closed_at && words.returnedAt(moment(dossier.closed_at)),
          dossier.received_by && words.receivedBy(dossier.received_by),
          papersBack,
        ],
      }
    default:
      return settling(dossier)
  }
}

function settling(dossier: Dossier): Now {
  const { due_at: due, promised_at: promised } = dossier
  const consulted = dossier.opinions.map((one) => one.agency.name).join(', ')
  if (due && isPast(due))
    return {
      tone: 'bad',
      title: words.isLate,
      lines: [
        dossier.apologised ? words.apologised : words.notApologised,
        promised && words.promised(spoken(promised)),
        consulted && words.consulted(consulted),
      ],
      go: dossier.apologised ? undefined : { text: words.contact, to: '/huong-dan' },
    }
  return {
    tone: '',
    title: words.settling,
    lines: [
      due ? words.dueAt(spoken(due)) : words.stands,
      consulted && words.consulted(consulted),
      words.nothingToDo,
    ],
  }
}

function ready(dossier: Dossier): Now {
  const decided = latest(dossier, 'resolved', 'resolution_refused', 'result_corrected')
  const refused = decided?.kind === 'resolution_refused'
  const desk = dossier.return_desk.name
  const { method, address } = dossier.return_by
  const number = decided?.data.number
  return {
    tone: refused ? 'bad' : 'good',
    title: refused ? words.readyRefused : words.ready,
    lines: [
      refused && decided.note && words.reason(decided.note),
      refused && words.readyRefusedAbout,
      number ? words.number(String(number)) : '',
      method === 'counter' && words.fetchAt(desk),
      method === 'postal' && (address ? words.byPost(address) : words.byPostHome),
      method === 'electronic' && words.electronic(desk),
      dossier.fee_due > 0 && words.payWhenFetching(money(dossier.fee_due)),
    ],
  }
}
