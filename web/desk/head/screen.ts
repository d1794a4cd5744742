import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec/lanh-dao',
  for: 'officers',
  view: () => import('./Head.vue'),
})
