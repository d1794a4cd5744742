import { screen } from '@/shared/screens'

export default screen({
  path: '/huong-dan',
  for: 'anyone',
  view: () => import('./Help.vue'),
})
