import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec/phi',
  for: 'officers',
  view: () => import('./Fees.vue'),
})
