import { screen } from '@/shared/screens'

export default screen({
  path: '/ho-so/:code/sua',
  for: 'applicants',
  view: () => import('./Amend.vue'),
})
