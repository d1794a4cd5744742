import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec/so-theo-doi',
  for: 'officers',
  view: () => import('./Registers.vue'),
})
