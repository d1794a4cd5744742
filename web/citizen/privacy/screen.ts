import { screen } from '@/shared/screens'

export default screen({
  path: '/du-lieu-ca-nhan',
  for: 'anyone',
  view: () => import('./PersonalData.vue'),
})
