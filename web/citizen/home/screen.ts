import { screen } from '@/shared/screens'

export default screen({
  path: '/',
  for: 'anyone',
  view: () => import('./Home.vue'),
})
