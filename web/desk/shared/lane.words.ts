import { inLanguages } from '@/shared/words'

export const laneWords = inLanguages(
  'desk/lane',
  {
    more: 'Xem thêm',
    signedOut: 'Phiên đăng nhập đã hết',
    signedOutDo:
      'Những gì bạn đã nhập vẫn còn trên trang này. Hãy đăng nhập lại ở thẻ mới, rồi quay lại và bấm “Tôi đã đăng nhập”.',
    signInAgain: 'Đăng nhập ở thẻ mới',
    goOn: 'Tôi đã đăng nhập',
  },
  {
    more: 'Show more',
    signedOut: 'You were signed out',
    signedOutDo:
      'What you typed is still on this page. Sign in again in a new tab, then come back and press “I have signed in”.',
    signInAgain: 'Sign in in a new tab',
    goOn: 'I have signed in',
  },
)
