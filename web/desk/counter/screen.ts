import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec/tiep-nhan',
  for: 'officers',
  view: () => import('./Counter.vue'),
})
