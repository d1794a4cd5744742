import { screen } from '@/shared/screens'

export default screen({
  path: '/tra-cuu',
  for: 'anyone',
  view: () => import('./LookUp.vue'),
})
