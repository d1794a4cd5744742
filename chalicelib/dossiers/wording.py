"""What this room says to people, in Vietnamese."""

STATUSES = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}

EVENTS = {
    "submitted": "Nộp hồ sơ trực tuyến",
    "received": "Nộp hồ sơ tại quầy hoặc qua bưu chính",
    "settled_at_once": "Giải quyết và trả kết quả ngay",
    "accepted": "Tiếp nhận hồ sơ",
    "reception_refused": "Từ chối tiếp nhận hồ sơ",
    "supplement_requested": "Yêu cầu bổ sung, hoàn thiện hồ sơ",
    "supplement_received": "Nhận hồ sơ bổ sung",
    "fee_demanded": "Yêu cầu nộp phí, lệ phí",
    "fee_waived": "Miễn nộp phí, lệ phí đã yêu cầu",
    "fee_paid": "Đã nộp phí, lệ phí",
    "assigned": "Phân công người thụ lý",
    "handed_over": "Bàn giao hồ sơ",
    "step_completed": "Hoàn thành bước xử lý",
    "step_sent_back": "Trả lại bước trước",
    "opinion_requested": "Lấy ý kiến cơ quan phối hợp",
    "opinion_given": "Cơ quan phối hợp trả lời",
    "opinion_overdue": "Quá hạn chưa có ý kiến của cơ quan phối hợp",
    "opinion_cancelled": "Thôi lấy ý kiến cơ quan phối hợp",
    "deadline_extended": "Xin lỗi và hẹn lại ngày trả kết quả",
    "deadline_warned": "Nhắc hạn xử lý",
    "stopped": "Dừng giải quyết hồ sơ",
    "resolved": "Có kết quả giải quyết",
    "resolution_refused": "Từ chối giải quyết hồ sơ",
    "returned": "Trả kết quả",
    "withdrawn": "Rút hồ sơ",
    "corrected": "Đính chính thông tin hồ sơ",
    "approval_given": "Lãnh đạo duyệt đề nghị",
    "approval_withdrawn": "Lãnh đạo rút lại việc duyệt",
}

APPROVABLE = {
    "request_supplement": "yêu cầu bổ sung hồ sơ",
    "correct": "đính chính hồ sơ",
}

UNLAWFUL_MOVE = "Hồ sơ đang ở trạng thái “{status}” nên không thực hiện được thao tác này."
NOT_AT_THIS_STEP = "Quy trình nội bộ của hồ sơ chưa đến hoặc đã qua bước của thao tác này."
OPINIONS_AWAITED = (
    "Hồ sơ đang chờ ý kiến của cơ quan khác: chờ trả lời, hoặc thôi lấy ý kiến và nêu lý do."
)
DOSSIER_NOT_FOUND = "Không tìm thấy hồ sơ, hoặc bạn không có quyền xem hồ sơ này."
LOOKUP_NOT_FOUND = "Không tìm thấy hồ sơ khớp với thông tin tra cứu."
TOO_MANY_TRIES = (
    "Hồ sơ này đã bị tra cứu bằng bốn số cuối quá nhiều lần, xin thử lại sau {minutes} phút."
)
DOSSIER_CHANGED = "Hồ sơ vừa được người khác cập nhật, xin tải lại trước khi thao tác tiếp."
OTHER_AGENCY = "Hồ sơ này thuộc cơ quan khác giải quyết."
OTHER_ROLE = "Việc “{step}” do người có vai trò khác thực hiện."
OTHER_STEP = "Hồ sơ đang ở bước “{step}”, không phải bước vừa nêu."
OWN_DOSSIER = "Không được tự giải quyết hồ sơ của chính mình."
THEIR_OWN_DOSSIER = "Người này là chủ hồ sơ hoặc người nộp hồ sơ, không được tham gia giải quyết."
KEY_REUSED = "Idempotency-Key này đã dùng cho một yêu cầu khác."
IDENTITY_REQUIRED = "Công dân phải có số định danh cá nhân."
TAX_CODE_REQUIRED = "Doanh nghiệp, tổ chức phải có mã số thuế."
NUMBER_NEEDED = "Kết quả là văn bản thì phải có số, ký hiệu của văn bản đó."
REASON_REQUIRED = "Từ chối giải quyết phải nêu rõ lý do."
NOT_TAKEN_AWAY = "Họ tên, số điện thoại và địa chỉ không được để trống."
NOT_BY_POST = "Chỉ trả qua bưu chính mới ghi địa chỉ nhận."
PAPERS_GO_BACK_ON_PAPER = "Giấy tờ đã nộp bản giấy phải trả lại bản giấy, không trả bản điện tử."
ADDRESS_REQUIRED = "Nhận kết quả qua bưu chính phải có địa chỉ nhận."

SUPPLEMENT_NOTICE_LATE = "Đã quá hạn yêu cầu bổ sung ({at}), tính từ khi nhận đủ hồ sơ."
APPROVER_NEEDED = (
    "Nội dung này đã thấy được ở lần yêu cầu trước: phải được lãnh đạo cơ quan giải quyết duyệt "
    "trước, cho đúng người yêu cầu."
)
CORRECTION_NEEDS_APPROVAL = (
    "Đính chính phải được lãnh đạo cơ quan giải quyết duyệt trước, cho đúng người đính chính."
)
ALREADY_APPROVED = (
    "Việc này đã được duyệt và chưa thực hiện; muốn duyệt cho người khác thì rút lại trước."
)
APPROVAL_NOT_FOUND = "Việc này chưa được duyệt, hoặc việc duyệt đã dùng, đã rút lại, hết hiệu lực."
OWN_APPROVAL = "Không được tự duyệt đề nghị của chính mình."
NOT_EXAMINED = "Phải kiểm tra đủ giấy tờ bắt buộc trước khi yêu cầu nộp phí, lệ phí."
WAIVED_THOUGH_THERE = "Giấy tờ {paper} đã nộp thì không ghi là không phải nộp."
PAPERS_MISSING = (
    "Hồ sơ còn thiếu giấy tờ bắt buộc: hãy yêu cầu bổ sung, hoặc nêu lý do không phải nộp."
)
NOT_REQUIRED = "Giấy tờ “{paper}” không phải giấy tờ bắt buộc của hồ sơ này."
UNKNOWN_CHECKED = "Giấy tờ “{paper}” không thuộc thành phần hồ sơ."
ALREADY_DEMANDED = "Đã yêu cầu nộp đúng các khoản này."
FEE_TWICE = "Một khoản phí, lệ phí chỉ nêu một lần."
ANSWER_AWAITED = "Chưa hết hạn bổ sung hoặc nộp tiền ({at}), chưa dừng giải quyết được."
NOTHING_TO_PAY = "Không có khoản phí, lệ phí nào phải thu."
WRONG_AMOUNT = "Số tiền phải đúng bằng {due} đồng đã yêu cầu."
UNKNOWN_FEE = "Thủ tục này không có khoản thu “{fee}”."
UNKNOWN_DEFECT = "“{about}” không thuộc thành phần hồ sơ hoặc mẫu đơn."
DEFECT_TWICE = "“{about}” được nêu hai lần."
NOTHING_SUPPLEMENTED = "Chưa có nội dung nào được bổ sung hoặc sửa đổi."
NOTHING_CORRECTED = "Chưa có thông tin nào được đính chính."
ALREADY_ASSIGNED = "Hồ sơ đang do {name} thụ lý."
FIRST_STEP = "Đây là bước đầu tiên sau tiếp nhận, không trả lại được."
OPINION_NOT_FOUND = "Không có yêu cầu lấy ý kiến này, hoặc đã được trả lời, đã thôi."
ASKED_ALREADY = "Cơ quan {agency} đang được lấy ý kiến hoặc là cơ quan giải quyết."
EXTENDED_ALREADY = "Chỉ được hẹn lại {times} lần."
EXTENSION_LATE = "Phải xin lỗi và hẹn lại chậm nhất {at}."
AGENCY_NEEDED = "Phải nêu mã cơ quan."
HAND_OVER_TOO_OLD = "Biên bản giao nhận phải được nhập chậm nhất {at}."
NOT_SETTLED_AT_ONCE = "Thủ tục này không giải quyết và trả kết quả ngay tại quầy."
AT_ONCE_HERE = "Chỉ nơi tiếp nhận tại quầy mới giải quyết và trả kết quả ngay."
DAY_TOO_FAR = "Chỉ dành mã trước nhiều nhất {days} ngày."
RECEIVED_IN_FUTURE = "Thời điểm tiếp nhận không được ở tương lai."
NOT_BOUNDARY_FREE = "Thủ tục này chưa tiếp nhận không phụ thuộc địa giới hành chính."
CODE_NOT_RESERVED = "Mã hồ sơ này không thuộc dãy mã đã dành cho sổ ghi của cơ quan trong ngày."
CODE_USED = "Mã hồ sơ {code} đã dùng cho một hồ sơ khác."
DAY_IS_PAST = "Chỉ dành được mã cho hôm nay hoặc ngày sau."
OUTAGE_BOOK = "Sổ ghi khi hệ thống gián đoạn"
ONLY_BY_POST = "Chỉ hồ sơ qua bưu chính mới có thời điểm ký biên bản giao nhận."
ONE_TIME = "Hồ sơ từ sổ ghi lấy thời điểm trên phiếu, không nêu thêm thời điểm giao nhận."
ONLY_AT_ONCE = "Chỉ hồ sơ giải quyết ngay mới ghi nhận tiền khi tiếp nhận."
NUMBERED_AT_ONCE = "Chỉ hồ sơ giải quyết ngay mới ghi số kết quả khi tiếp nhận."
ONLY_REGISTERED = "Hồ sơ chỉ đăng ký thì chưa miễn giấy tờ, chưa giải quyết ngay."
PAPER_NOT_COUNTED = "Giấy tờ “{paper}” phải ghi số bản chính hoặc bản sao đã nhận."
DEFECTS_UNANSWERED = "Nội dung bổ sung chưa có phần nào đã được yêu cầu."
POST_REGISTERS = "Nhân viên bưu chính chỉ đăng ký hồ sơ; bộ phận một cửa kiểm tra và tiếp nhận."
WITHDRAWN_ONLINE = "Hồ sơ nộp trực tuyến do chính người nộp rút."
NOT_AN_OFFICER_THERE = "Người này không phải công chức thụ lý của cơ quan giải quyết."
NOT_AN_OFFICER = "Đây không phải tài khoản của một công chức."
NOT_THEIR_MOVE = "Người được duyệt không giữ vai trò thực hiện việc này đối với hồ sơ."
ASSIGNED_TO_OTHER = "Hồ sơ này đang được phân công cho người khác."

TIMELINE_BROKEN = "Dữ liệu của hồ sơ này bị hỏng, xin báo cho quản trị hệ thống."

CLOCK = "Hệ thống nhắc hạn"
COMPLETION = "Đã hoàn thành {done}/{total} bước."
APPLICANT = "Người nộp hồ sơ"

CHAIN = {
    "missing": "Thiếu sự kiện số {version} trên dòng thời gian.",
    "altered": "Nội dung sự kiện số {version} không khớp với mã băm đã ghi.",
    "content_altered": "Nội dung đính kèm sự kiện số {version} không khớp với mã băm đã ghi.",
    "state_altered": "Trạng thái hiện tại không khớp với dòng thời gian tại sự kiện số {version}.",
}

EXAMPLE_NOTES = {
    "accept": "Hồ sơ hợp lệ",
    "step": "Đã thẩm tra",
    "result": "Đã ký",
    "return": "Đã trao tận tay",
    "reason": "Nêu rõ lý do theo quy định",
    "defect": "Bản chụp mờ, không đọc được",
    "question": "Đề nghị cho ý kiến về nội dung hồ sơ",
    "answer": "Thống nhất với hồ sơ",
    "article": "Nghị định 61/2018/NĐ-CP Điều 19",
}

EXAMPLE_APPLICANT = {
    "kind": "citizen",
    "name": "Lê Thị Ví Dụ",
    "identity_number": "089300000099",
    "phone": "0912000099",
    "email": "vi.du@example.com",
    "address": "Số 1 đường Ví Dụ, khóm 1",
}
