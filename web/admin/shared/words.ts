import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'admin',
  {
    signIn: 'Hãy đăng nhập',
    signInAbout: 'Phần này dành cho người quản trị của cơ quan và của tỉnh.',
    signInGo: 'Đăng nhập để tiếp tục',
    notAdmin: 'Phần này dành cho người quản trị',
    notAdminAbout:
      'Tài khoản của bạn không được giao quản trị. Nếu cần, hãy nhờ người quản trị của cơ quan cấp quyền.',
    parts: 'Các phần của quản trị',
    people: 'Người dùng',
    data: 'Dữ liệu của tỉnh',
    readings: 'Lượt đọc hồ sơ',
    signedOut: 'Phiên đăng nhập đã hết',
    signedOutDo:
      'Những gì bạn đã nhập vẫn còn ở đây. Hãy đăng nhập lại trong thẻ mới, rồi quay về và gửi lại.',
    signInAgain: 'Đăng nhập trong thẻ mới',
    sendAgain: 'Gửi lại',
  },
  {
    signIn: 'Please sign in',
    signInAbout: 'This part is for administrators of agencies and of the province.',
    signInGo: 'Sign in to go on',
    notAdmin: 'This part is for administrators',
    notAdminAbout:
      'Your account administers nothing. If you need it, ask the administrator of your agency.',
    parts: 'Parts of administration',
    people: 'People',
    data: 'Data of the province',
    readings: 'Readings of dossiers',
    signedOut: 'You have been signed out',
    signedOutDo: 'What you typed is still here. Sign in again in a new tab, come back, send again.',
    signInAgain: 'Sign in in a new tab',
    sendAgain: 'Send again',
  },
)
