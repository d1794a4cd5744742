import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'citizen/due',
  {
    title: 'Tính ngày hẹn trả',
    about:
      'Tính như hệ thống tính: theo giờ mở cửa của nơi tiếp nhận, bỏ ngày nghỉ, ngày lễ. Thời hạn của mỗi thủ tục ghi ở trang thủ tục.',
    date: 'Ngày nộp đủ hồ sơ',
    time: 'Giờ nộp',
    timeHint: 'Ví dụ 14:00',
    days: 'Thời hạn, số ngày làm việc',
    agency: 'Nơi tiếp nhận',
    go: 'Tính ngày hẹn',
    dateMissing: 'Hãy ghi ngày nộp hồ sơ.',
    timeWrong: 'Hãy ghi giờ như 14:00.',
    daysWrong: 'Hãy ghi số ngày từ 0 đến 365.',
    due: 'Hẹn trả kết quả',
    how: 'Cách tính',
    hours: (hours: string) => `Thời gian làm việc: ${hours} giờ.`,
  },
  {
    title: 'Calculate a due time',
    about:
      'As the system counts: by the opening hours of the desk, without days off and holidays. The time limit is on the page of each procedure.',
    date: 'Day on which the dossier was complete',
    time: 'Time',
    timeHint: 'Such as 14:00',
    days: 'Time limit in working days',
    agency: 'Received at',
    go: 'Calculate',
    dateMissing: 'Please give the day.',
    timeWrong: 'Please write the time like 14:00.',
    daysWrong: 'Please give a number of days from 0 to 365.',
    due: 'Due',
    how: 'How it is counted',
    hours: (hours: string) => `Working time: ${hours} hours.`,
  },
)
