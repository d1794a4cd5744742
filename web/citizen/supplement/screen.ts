import { screen } from '@/shared/screens'

export default screen({
  path: '/ho-so/:code/bo-sung',
  for: 'applicants',
  view: () => import('./Supplement.vue'),
})
