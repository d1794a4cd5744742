import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'desk/forwarding',
  {
    title: 'Bàn giao trong ngày',
    about:
      'Hồ sơ đã tiếp nhận được chuyển cho bộ phận giải quyết ngay trong ngày; nhận sau 15 giờ thì chuyển vào đầu giờ ngày làm việc kế tiếp.',
    none: 'Đã bàn giao hết',
    noneAbout: 'Hồ sơ vừa tiếp nhận sẽ hiện ở đây để chuyển đi.',
    choose: (code: string) => `Bàn giao hồ sơ ${code}`,
    go: (count: number) => `Bàn giao ${count} hồ sơ`,
    done: (count: number) => `Đã bàn giao ${count} hồ sơ.`,
  },
  {
    title: 'Hand over the day',
    about:
      'What was accepted goes to whoever processes it on the same day; what came after 15:00, first thing on the next working day.',
    none: 'All is handed over',
    noneAbout: 'What is accepted now appears here, to be forwarded.',
    choose: (code: string) => `Hand over dossier ${code}`,
    go: (count: number) => (count === 1 ? 'Hand over 1 dossier' : `Hand over ${count} dossiers`),
    done: (count: number) =>
      count === 1 ? '1 dossier was handed over.' : `${count} dossiers were handed over.`,
  },
)
