import { screen } from '@/shared/screens'

export default screen({
  path: '/kiem-tra',
  for: 'anyone',
  view: () => import('./Verify.vue'),
})
