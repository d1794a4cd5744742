import { screen } from '@/shared/screens'

export default screen({
  path: '/quan-tri/nguoi-dung/:account?',
  for: 'administrators',
  view: () => import('./People.vue'),
})
