import { screen } from '@/shared/screens'

export default screen({
  path: '/quan-tri/du-lieu/:change?',
  for: 'administrators',
  view: () => import('./Data.vue'),
})
