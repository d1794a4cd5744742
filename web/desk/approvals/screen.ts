import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec/duyet',
  for: 'officers',
  view: () => import('./Approvals.vue'),
})
