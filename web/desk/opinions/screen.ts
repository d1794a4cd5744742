import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec/y-kien',
  for: 'officers',
  view: () => import('./Opinions.vue'),
})
