import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'citizen/accessibility',
  {
    title: 'Trợ năng',
    about:
      'Trang này làm ra để ai cũng dùng được: người dùng điện thoại cũ, người chỉ dùng bàn phím, người nghe máy đọc màn hình, người cần chữ to.',
    can: 'Bạn có thể',
    canList: [
      'Dùng mọi chức năng chỉ bằng bàn phím; chỗ đang chọn luôn có viền rõ.',
      'Phóng to đến 200 % mà không phải kéo ngang.',
      'Dùng chế độ nền tối, màu tương phản cao, giảm chuyển động của máy.',
      'Nghe bằng phần mềm đọc màn hình: các phần có tên, bảng có tiêu đề, thay đổi được đọc lên.',
      'Tra cứu hồ sơ và xem thủ tục khi trình duyệt tắt JavaScript.',
    ].join('\n'),
    plain: 'Mở bản không cần JavaScript',
    standard: 'Chuẩn áp dụng',
    standardWhy:
      'Mỗi màn hình được kiểm tra tự động theo WCAG 2.2 mức AA, ở nền sáng và nền tối, từ bề rộng 360 điểm ảnh.',
    limits: 'Chỗ còn hạn chế',
    limitsList: [
      'Các bản in PDF chưa được đánh dấu cấu trúc đầy đủ cho máy đọc màn hình; nội dung của chúng có trên trang hồ sơ.',
      'Chữ trong tên thủ tục, giấy tờ là tiếng Việt kể cả khi trang ở ngôn ngữ khác.',
    ].join('\n'),
    tell: 'Khi bạn gặp khó khăn',
    tellWhy:
      'Hãy gọi hoặc đến nơi tiếp nhận gần nhất. Cán bộ sẽ làm cùng bạn, và bạn không phải chờ lâu hơn vì điều đó.',
    contact: 'Xem số điện thoại, địa chỉ',
  },
  {
    title: 'Accessibility',
    about:
      'This site is made for everybody: with an old telephone, with the keyboard alone, with a screen reader, with large letters.',
    can: 'You can',
    canList: [
      'Do everything with the keyboard alone; what is chosen always has a clear frame.',
      'Enlarge to 200 % without scrolling sideways.',
      'Use the dark mode, high contrast and reduced motion of your device.',
      'Listen with a screen reader: parts have names, tables have captions, changes are read out.',
      'Look up dossiers and read procedures with JavaScript turned off.',
    ].join('\n'),
    plain: 'Open the version without JavaScript',
    standard: 'Standard',
    standardWhy:
      'Every screen is checked by machine against WCAG 2.2 AA, light and dark, from a width of 360 pixels on.',
    limits: 'What is still lacking',
    limitsList: [
      'Printed PDFs are not fully tagged for screen readers; what they say is on the page of the dossier.',
      'Names of procedures and papers are in Vietnamese, also when the page speaks otherwise.',
    ].join('\n'),
    tell: 'When something is difficult',
    tellWhy:
      'Call or visit the nearest desk. The officers do it with you, and you need not wait longer for it.',
    contact: 'Telephones and addresses',
  },
)
