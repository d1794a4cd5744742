import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec/ban-giao',
  for: 'officers',
  view: () => import('./Forwarding.vue'),
})
