import { screen } from '@/shared/screens'

export default screen({
  path: '/ngay-hen',
  for: 'anyone',
  view: () => import('./Due.vue'),
})
