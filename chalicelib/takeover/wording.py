"""What this room says to people, in Vietnamese."""

BELONGS_TO_STATUS = "Trạng thái {status} không đi với thông tin này: {member}."
NEEDED_FOR_STATUS = "Hồ sơ ở trạng thái {status} phải có: {member}."
MEMBERS = {
    "received_at": "thời điểm tiếp nhận",
    "due_at": "thời điểm hẹn trả",
    "closed_at": "thời điểm kết thúc",
    "supplement": "yêu cầu bổ sung đang chờ",
    "demand": "yêu cầu nộp tiền đang chờ",
    "papers_here": "giấy tờ còn ở bộ phận một cửa",
}
IN_THE_FUTURE = "Thời điểm này không được ở tương lai."
BEFORE_THE_FORMER = "Thời điểm này không được trước thời điểm liền trước."
CODE_IN_THE_FUTURE = "Ngày trong mã hồ sơ không được ở tương lai."
CODE_OF_ANOTHER_AGENCY = "Mã hồ sơ mang mã của cơ quan khác với cơ quan tiếp nhận."
CODE_OF_ANOTHER_DAY = "Ngày trong mã hồ sơ khác với ngày nộp, ngày tiếp nhận."
AGENCY_NOT_THERE_THEN = "Cơ quan tiếp nhận chưa có hoặc đã kết thúc vào ngày tiếp nhận."
VERSION_ASSUMED = (
    "Chưa có nội dung thủ tục của ngày tiếp nhận: áp dụng nội dung có hiệu lực từ {day}, cần đối"
    " chiếu."
)
DUE_TOO_FAR = "Hạn đã hẹn xa hơn mức lịch làm việc tính được; xin xem lại năm."
DUE_BEYOND_LAW = "Hạn đã hẹn dài hơn thời hạn của pháp luật mà không nêu lý do kéo dài."
RECEIPT_OF_ANOTHER = "Biên lai {receipt} đã ghi cho hồ sơ {code}."
PAPERS_UNSAID = (
    "Hồ sơ đã kết thúc mà không có kết quả: chưa ghi giấy tờ đã trả lại hay còn ở bộ phận một cửa."
)
PRINTED_DOUBT = "Dòng {line}, mã {code}: cần xem lại ({pointer}): {title}"
UNKNOWN_STEP = "Quy trình nội bộ của thủ tục không có bước “{step}” cho trạng thái này."
UNKNOWN_FEE = "Thủ tục không có khoản thu “{fee}”."
FEES_NOT_TOLD = (
    "Dòng không nêu phí, lệ phí và chưa biết mức thu của ngày tiếp nhận, mà thủ tục này nay có "
    "thu: hãy nêu khoản đã nộp, được miễn hoặc còn phải nộp."
)
UNKNOWN_DEFECT = "Nội dung cần bổ sung “{about}” không có trong thành phần hồ sơ, mẫu đơn."
UNKNOWN_ASSIGNEE = (
    "Người được nêu đang giữ hồ sơ không phải công chức thụ lý của cơ quan giải quyết."
)
AGENCY_GONE = "Cơ quan đã kết thúc hoạt động mà chưa có cơ quan kế thừa."
CHANNEL_WITHOUT_LIMIT = "Thủ tục không có thời hạn cho kênh nộp này vào ngày tiếp nhận."
TAKEN_OVER_OTHERWISE = "Hồ sơ mang mã này đã được tiếp quản với nội dung khác."
CODE_USED = "Mã hồ sơ này đã dùng cho một hồ sơ khác trên hệ thống."
PRINTED_TITLE = "BÁO CÁO TIẾP QUẢN HỒ SƠ TỪ {system}"
PRINTED_DRY = "Chạy thử: không ghi dữ liệu."
PRINTED_COUNT = "{outcome}: {count} hồ sơ"
PRINTED_AGENCY = "{name} ({agency}): {counts}"
PRINTED_REFUSED = "Dòng {line}, mã {code}: {title}"
PRINTED_PLACE = "    {pointer}: {title}"
UNREADABLE = "Dòng này không phải là một đối tượng JSON."
NO_CODE = "không đọc được"
OUTCOMES = {
    "taken_over": "Đã tiếp quản",
    "acceptable": "Tiếp quản được",
    "already_there": "Đã có từ trước",
    "refused": "Không tiếp quản được",
}
EXAMPLE_SYSTEM = "Hệ thống một cửa trước đây"
EXAMPLE_RECEIVER = "Võ Thị Tiếp Nhận"
