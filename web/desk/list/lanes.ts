// The lists of a desk by the work that they are for, named in the address.
import type { Role } from '../shared/place'

export interface Lane {
  slug: string
  name:
    | 'all'
    | 'mine'
    | 'unassigned'
    | 'overdue'
    | 'today'
    | 'soon'
    | 'waiting'
    | 'forward'
    | 'asked'
    | 'papers'
  query: Record<string, unknown>
  counted?: 'overdue' | 'due_today' | 'unassigned' | 'waiting' | 'to_forward'
  roles?: Role[]
}

export const lanes: Lane[] = [
  { slug: '', name: 'all', query: {} },
  { slug: 'cua-toi', name: 'mine', query: { mine: true }, roles: ['processing'] },
  {
    slug: 'qua-han',
    name: 'overdue',
    query: { overdue: true },
    counted: 'overdue',
  },
  { slug: 'hom-nay', name: 'today', query: { due_today: true }, counted: 'due_today' },
  { slug: 'sap-han', name: 'soon', query: { due_within: 5 } },
  {
    slug: 'chua-giao',
    name: 'unassigned',
    query: { unassigned: true },
    counted: 'unassigned',
    roles: ['processing', 'head'],
  },
  {
    slug: 'cho-chuyen',
    name: 'forward',
    query: { to_forward: true },
    counted: 'to_forward',
    roles: ['reception'],
  },
  { slug: 'dang-cho', name: 'waiting', query: { waiting: true }, counted: 'waiting' },
  { slug: 'y-kien', name: 'asked', query: { asked: true }, roles: ['processing', 'head'] },
  {
    slug: 'tra-giay-to',
    name: 'papers',
    query: { papers: 'to_hand_back' },
    roles: ['reception'],
  },
]

/** Words without marks and capitals, as people type them in a hurry. */
export const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()

const CODE = /^(\d{3}\.\d{2}\.\d{2}\.)?[HGK]\d{2}(\.\d{2,3})*-\d{6}-\d{4,12}$/

export const isCode = (text: string) => CODE.test(text)
