import { screen } from '@/shared/screens'

export default screen({
  path: '/dang-nhap',
  for: 'anyone',
  view: () => import('./SignIn.vue'),
})
