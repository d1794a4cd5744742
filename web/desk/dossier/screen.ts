import { screen } from '@/shared/screens'

export default screen({
  path: '/ban-lam-viec/ho-so/:code',
  for: 'officers',
  view: () => import('./DossierScreen.vue'),
})
