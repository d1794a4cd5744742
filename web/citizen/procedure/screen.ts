import { screen } from '@/shared/screens'

export default screen({
  path: '/thu-tuc/:code',
  for: 'anyone',
  view: () => import('./Procedure.vue'),
})
