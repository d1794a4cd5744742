import { screen } from '@/shared/screens'

export default screen({
  path: '/thu-tuc',
  for: 'anyone',
  view: () => import('./Procedures.vue'),
})
