import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'citizen/home',
  {
    title: 'Thủ tục hành chính, rõ từng bước',
    about:
      'Xem hồ sơ đã đến đâu, cần giấy tờ gì, mất bao lâu và bao nhiêu tiền. Nộp hồ sơ ngay trên điện thoại.',
    find: 'Bạn cần làm thủ tục gì?',
    findLabel: 'Tên việc cần làm, không cần gõ dấu',
    findGo: 'Tìm',
    events: 'Việc thường làm',
    lookup: 'Hồ sơ của bạn đến đâu rồi?',
    lookupAbout: 'Chỉ cần mã trên giấy tiếp nhận, không phải đăng nhập.',
    lookupGo: 'Tra cứu hồ sơ',
    signInGo: 'Đăng nhập',
    signIn: 'Đăng nhập để nộp và theo dõi',
    signInAbout: 'Dùng tài khoản định danh điện tử. Hồ sơ đang điền dở được giữ lại cho bạn.',
    mine: 'Hồ sơ của tôi',
    mineAbout: 'Tiếp tục hồ sơ đang làm, trả lời yêu cầu bổ sung, nhận kết quả.',
  },
  {
    title: 'Administrative procedures, step by step',
    about:
      'See where a dossier stands, which papers it needs, how long it takes and what it costs. File it from your telephone.',
    find: 'What do you need to do?',
    findLabel: 'Name of the matter, marks are not needed',
    findGo: 'Find',
    events: 'Often done',
    lookup: 'Where is your dossier?',
    lookupAbout: 'The code on the receipt is enough, you need not sign in.',
    lookupGo: 'Look up a dossier',
    signInGo: 'Sign in',
    signIn: 'Sign in to file and to follow',
    signInAbout: 'With your electronic identity. What you have begun to fill in is kept for you.',
    mine: 'My dossiers',
    mineAbout: 'Go on with a dossier, answer a request for more, take the result.',
  },
)
