// Roles as people call them.
import { words } from './words'

export interface Colleague {
  subject: string
  name: string
  roles: string[]
}

export const OF_AN_AGENCY = ['reception', 'processing', 'head', 'finance', 'postal'] as const

export const roleName = (code: string) => words.role[code as keyof typeof words.role] ?? ''
