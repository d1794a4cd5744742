import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec/so-giay',
  for: 'officers',
  view: () => import('./Outages.vue'),
})
