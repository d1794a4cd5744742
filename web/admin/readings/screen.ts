import { screen } from '@/shared/screens'

export default screen({
  path: '/quan-tri/luot-doc',
  for: 'administrators',
  view: () => import('./Readings.vue'),
})
