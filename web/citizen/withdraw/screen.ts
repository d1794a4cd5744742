import { screen } from '@/shared/screens'

export default screen({
  path: '/ho-so/:code/rut',
  for: 'applicants',
  view: () => import('./Withdraw.vue'),
})
