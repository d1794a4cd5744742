import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec',
  for: 'officers',
  view: () => import('./Desk.vue'),
})
