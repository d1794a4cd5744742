import { screen } from '@/shared/screens'

export default screen({
  path: '/nop-ho-so/:procedure',
  for: 'applicants',
  view: () => import('./Apply.vue'),
})
