import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'citizen/withdraw',
  {
    title: 'Rút hồ sơ',
    means: 'Khi bạn rút hồ sơ',
    stops: 'Cơ quan thôi giải quyết ngay, không có kết quả.',
    papers: (desk: string) => `Giấy tờ bạn đã nộp được trả lại tại ${desk}.`,
    paid: (sum: string) =>
      `Bạn đã nộp ${sum}. Việc hoàn lại do cơ quan xem xét theo quy định, rút hồ sơ không tự hoàn tiền.`,
    final: 'Hồ sơ đã rút không lấy lại được. Cần thì nộp hồ sơ mới, tính hẹn từ đầu.',
    instead: 'Chỉ ghi nhầm? Không cần rút:',
    amend: 'sửa hồ sơ trước khi tiếp nhận',
    reason: 'Vì sao bạn rút hồ sơ?',
    reasonHint: 'Một câu là đủ, ví dụ: tôi không còn cần làm việc này.',
    reasonMissing: 'Hãy ghi lý do rút hồ sơ.',
    go: 'Rút hồ sơ này',
    stay: 'Không rút nữa',
  },
  {
    title: 'Withdraw a dossier',
    means: 'When you withdraw it',
    stops: 'The agency stops at once; there will be no result.',
    papers: (desk: string) => `The papers that you handed in are given back at ${desk}.`,
    paid: (sum: string) =>
      `You have paid ${sum}. Whether it is paid back is for the agency to decide by law.`,
    final: 'It cannot be undone. You can file a new dossier, whose time begins anew.',
    instead: 'Something was only mistyped? You need not withdraw it:',
    amend: 'change it before it is received',
    reason: 'Why do you withdraw it?',
    reasonHint: 'One sentence is enough, for example: I no longer need this.',
    reasonMissing: 'Tell why you withdraw it.',
    go: 'Withdraw this dossier',
    stay: 'Do not withdraw it',
  },
)
