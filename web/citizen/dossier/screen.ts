import { screen } from '@/shared/screens'

export default screen({
  path: '/ho-so/:code',
  for: 'applicants',
  view: () => import('./Dossier.vue'),
})
