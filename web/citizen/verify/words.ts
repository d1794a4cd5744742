import { inLanguages } from '@/shared/words'

export const words = inLanguages(
  'citizen/verify',
  {
    title: 'Kiểm tra giấy tờ',
    about:
      'Ai cũng kiểm tra được một giấy tiếp nhận, phiếu hẹn hay thư của cơ quan có thật do hệ thống này cấp không. Không cần đăng nhập.',
    address: 'Địa chỉ trong mã QR',
    addressHint:
      'Quét mã QR trên giấy bằng máy ảnh của điện thoại, sao chép địa chỉ hiện ra rồi dán vào đây.',
    photo: 'Hoặc chụp mã QR',
    photoHint: 'Ảnh được đọc ngay trên máy của bạn, không gửi đi đâu.',
    photoNone: 'Không thấy mã QR trong ảnh. Hãy chụp gần hơn, đủ sáng, rồi thử lại.',
    go: 'Kiểm tra',
    missing: 'Hãy dán địa chỉ trong mã QR.',
    noProof: 'Địa chỉ này thiếu phần xác nhận. Hãy chép cả địa chỉ, kể cả phần sau dấu #.',
    real: 'Giấy này là thật',
    realAbout:
      'Mã xác nhận khớp với hồ sơ trong hệ thống. Hãy so các mục dưới đây với nội dung in trên giấy: khác nhau ở đâu thì hệ thống đúng.',
    notReal: 'Không xác nhận được giấy này',
    notRealAbout:
      'Hệ thống không có hồ sơ nào khớp với địa chỉ này. Có thể chép thiếu, hoặc giấy không do hệ thống này cấp. Đừng trả tiền hay giao giấy tờ chỉ dựa vào nó; hãy hỏi cơ quan in tên trên giấy.',
    code: 'Mã hồ sơ',
    status: 'Trạng thái bây giờ',
    agency: 'Nơi tiếp nhận',
    organisation: 'Tổ chức',
    applicant: 'Người nộp',
    filed: 'Nộp lúc',
    received: 'Tiếp nhận lúc',
    due: 'Hẹn trả kết quả',
    promised: 'Hẹn lại',
  },
  {
    title: 'Verify a paper',
    about:
      'Anybody can verify that a receipt, an appointment or a letter of an agency was issued by this system. You need not sign in.',
    address: 'Address in the QR code',
    addressHint:
      'Scan the QR code of the paper with the camera of your telephone, copy the address that appears and paste it here.',
    photo: 'Or take a picture of the QR code',
    photoHint: 'The picture is read on your device and sent to nobody.',
    photoNone: 'No QR code was found in the picture. Come closer, with more light, and try again.',
    go: 'Verify',
    missing: 'Paste the address of the QR code.',
    noProof: 'The confirmation is missing in this address. Copy all of it, also what follows #.',
    real: 'This paper is genuine',
    realAbout:
      'Its confirmation matches a dossier of the system. Compare what follows with what is printed: where they differ, the system is right.',
    notReal: 'This paper could not be confirmed',
    notRealAbout:
      'No dossier matches this address. It may be copied in part, or the paper is not of this system. Do not pay or hand over papers because of it; ask the agency that it names.',
    code: 'Dossier code',
    status: 'Status now',
    agency: 'Received at',
    organisation: 'Organisation',
    applicant: 'Submitted by',
    filed: 'Filed at',
    received: 'Received at the time',
    due: 'Result due',
    promised: 'Promised anew',
  },
)
