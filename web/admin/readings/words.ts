import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'admin/readings',
  {
    title: 'Lượt đọc hồ sơ',
    about: 'Người quản trị của cơ quan xem được ai đã đọc hồ sơ do cơ quan mình giải quyết.',
    code: 'Mã hồ sơ',
    codeHint: 'Ghi trên giấy tiếp nhận, ví dụ H01.51-261128-0001.',
    codeMissing: 'Hãy nhập mã hồ sơ.',
    go: 'Xem',
    opened: 'Đã mở hồ sơ',
    listed: 'Đã thấy tên trong danh sách',
    none: 'Chưa có ai.',
  },
  {
    title: 'Readings of dossiers',
    about: 'The administrator of an agency sees who read the dossiers that it settles.',
    code: 'Dossier code',
    codeHint: 'It stands on the receipt, like H01.51-261128-0001.',
    codeMissing: 'Enter the dossier code.',
    go: 'Show',
    opened: 'Opened the dossier',
    listed: 'Saw the name in a list',
    none: 'Nobody yet.',
  },
)
