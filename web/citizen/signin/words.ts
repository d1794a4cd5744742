import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'citizen/signin',
  {
    title: 'Đăng nhập',
    failed: 'Chưa đăng nhập được',
    sign_in_not_begun:
      'Lần đăng nhập này đã quá lâu, hoặc được mở ở một cửa sổ khác. Hãy bắt đầu lại; chưa có gì bị mất.',
    token_invalid: 'Nơi cấp tài khoản trả lời không đúng. Hãy thử lại sau ít phút.',
    unavailable: 'Nơi cấp tài khoản đang không trả lời. Hãy thử lại sau ít phút.',
    other: 'Nơi cấp tài khoản chưa xác nhận bạn. Bạn có thể thử lại.',
    code: (code: string) => `Khi cần hỗ trợ, hãy đọc mã này: ${code}.`,
    again: 'Đăng nhập lại',
    about: 'Dùng tài khoản định danh điện tử của bạn. Mật khẩu không đi qua trang này.',
    go: 'Đăng nhập',
    without: 'Không đăng nhập, bạn vẫn tra cứu được hồ sơ và xem được mọi thủ tục.',
    noAccount: 'Chưa có tài khoản?',
    already: (name: string) => `Bạn đã đăng nhập: ${name}.`,
    on: 'Đi tiếp',
  },
  {
    title: 'Sign in',
    failed: 'You are not signed in yet',
    sign_in_not_begun:
      'This sign-in took too long, or was opened in another window. Please begin again; nothing is lost.',
    token_invalid: 'The issuer of your account answered wrongly. Please try again in some minutes.',
    unavailable: 'The issuer of your account does not answer. Please try again in some minutes.',
    other: 'The issuer of your account has not confirmed you. You can try again.',
    code: (code: string) => `If you ask for help, tell this code: ${code}.`,
    again: 'Sign in again',
    about: 'With your electronic identity. Your password does not pass through this site.',
    go: 'Sign in',
    without: 'Without signing in you can look up dossiers and read every procedure.',
    noAccount: 'No account yet?',
    already: (name: string) => `You are signed in: ${name}.`,
    on: 'Go on',
  },
)
