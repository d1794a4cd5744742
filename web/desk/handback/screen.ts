import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec/tra-giay-to',
  for: 'officers',
  view: () => import('./HandBack.vue'),
})
