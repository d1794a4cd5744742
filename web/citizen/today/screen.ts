import { screen } from '@/shared/screens'

export default screen({
  path: '/hom-nay',
  for: 'anyone',
  view: () => import('./Today.vue'),
})
