import { screen } from '@/shared/screens'

export default screen({
  path: '/ho-so',
  for: 'applicants',
  view: () => import('./Mine.vue'),
})
