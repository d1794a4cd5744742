// What is missing in the steps before the form; the house says the rest.
import { isAuthorised, isForFirm, isOwn, needsPaper, type Content } from './content'
import { faultOfFormat } from './questions'
import { words } from './words'

/** What is wrong, by the id of the field: the place in the order that is sent. */
export type Faults = Record<string, string>

export const whoFaults = (content: Content): Faults =>
  content.who ? {} : { who: words.chooseNeeded }

export function ownerFaults(content: Content): Faults {
  const found: Faults = {}
  const need = (id: string, text: string, format?: string) => {
    const fault = text.trim() ? faultOfFormat(format, text.trim()) : words.needed
    if (fault) found[id] = fault
  }
  const child = content.who === 'parent' || content.who === 'guardian'
  if (isForFirm(content.who)) {
    need('applicant/organisation', content.organisation)
    need('applicant/tax_code', content.taxCode, 'tax-code')
  }
  need('applicant/name', content.name)
  if (child && content.hasNoNumber) {
    need('applicant/birth/date', content.birth)
    need('applicant/birth/parent_name', content.parentName)
  } else if (!isForFirm(content.who)) {
    need('applicant/identity_number', content.number, 'identity-number')
  }
  if (content.phone.trim() || !content.noPhone.trim())
    need('applicant/phone', content.phone, 'phone')
  if (content.email.trim()) need('applicant/email', content.email, 'email')
  need('applicant/address', content.address)
  if (!isOwn(content.who) && needsPaper(content.who)) {
    need('acting/paper/kind', content.paperKind)
    const dated = isAuthorised(content.who) || content.paperUntil
    if (dated && !content.paperFrom) found['acting/paper/issued_on'] = words.needed
  }
  return found
}

export const caseFaults = (content: Content): Faults =>
  content.case ? {} : { case: words.chooseNeeded }

export function placeFaults(content: Content): Faults {
  const found: Faults = {}
  if (!content.agency) found['agency'] = words.chooseNeeded
  if (content.returnBy === 'postal' && !content.returnTo.trim())
    found['return_by/address'] = words.needed
  return found
}
