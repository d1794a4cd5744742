import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'admin/home',
  {
    title: 'Quản trị',
    people: 'Cấp quyền, đổi quyền, ghi chức danh; bàn giao hồ sơ khi có người nghỉ hoặc chuyển đi.',
    data: 'Thủ tục, phí, mẫu đơn, quy tắc, ngày nghỉ, cơ quan: soạn thay đổi, so sánh, người thứ hai duyệt.',
    readings: 'Xem ai đã mở một hồ sơ, lúc nào và ở cơ quan nào.',
  },
  {
    title: 'Administration',
    people: 'Give and change roles and titles; hand dossiers over when somebody leaves.',
    data: 'Procedures, fees, forms, rules, days off, agencies: draft, compare, approve by a second person.',
    readings: 'See who opened a dossier, when and at which agency.',
  },
)
