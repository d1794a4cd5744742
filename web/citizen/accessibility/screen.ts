import { screen } from '@/shared/screens'

export default screen({
  path: '/tro-nang',
  for: 'anyone',
  view: () => import('./Accessibility.vue'),
})
