import { screen } from '@/shared/screens'

export default screen({
  path: '/da-nop/:code',
  for: 'applicants',
  view: () => import('./Filed.vue'),
})
