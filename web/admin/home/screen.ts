import { screen } from '@/shared/screens'

export default screen({
  path: '/quan-tri',
  for: 'administrators',
  view: () => import('./Home.vue'),
})
