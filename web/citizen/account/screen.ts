import { screen } from '@/shared/screens'

export default screen({
  path: '/tai-khoan',
  for: 'anyone',
  view: () => import('./Account.vue'),
})
