import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'desk/opinions',
  {
    title: 'Ý kiến được hỏi',
    about:
      'Hồ sơ của cơ quan khác đang chờ ý kiến của cơ quan này. Trả lời đúng hạn để hồ sơ đi tiếp.',
    none: 'Không có ai đang chờ ý kiến',
    noneAbout: 'Khi một cơ quan khác hỏi ý kiến, câu hỏi hiện ở đây.',
    look: 'Xem câu hỏi và trả lời',
    by: (at: string) => `Cần trả lời trước ${at}.`,
    answer: 'Ý kiến của cơ quan',
    answerHint: 'Đồng ý hay không, vì sao, căn cứ nào.',
    needed: 'Hãy ghi ý kiến.',
    go: 'Gửi ý kiến',
    notAsked: 'Câu hỏi này đã được trả lời.',
    done: (code: string) => `Đã gửi ý kiến cho hồ sơ ${code}.`,
  },
  {
    title: 'Opinions asked of us',
    about: 'Dossiers of other agencies that wait for an opinion of this one.',
    none: 'Nobody waits for an opinion',
    noneAbout: 'When another agency asks, the question appears here.',
    look: 'See the question and answer',
    by: (at: string) => `To be answered by ${at}.`,
    answer: 'Opinion of the agency',
    answerHint: 'Whether you agree, why, and on which ground.',
    needed: 'Write the opinion.',
    go: 'Send the opinion',
    notAsked: 'This was answered already.',
    done: (code: string) => `The opinion on dossier ${code} was sent.`,
  },
)
