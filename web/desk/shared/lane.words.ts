import { inLanguages } from '@/shared/words'

export const laneWords = inLanguages(
  'desk/lane',
  { more: 'Xem thêm', open: 'Làm ở hồ sơ' },
  { more: 'Show more', open: 'Do it in the dossier' },
)
