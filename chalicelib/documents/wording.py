"""What the printed forms say, in the words of the law's own forms."""

from __future__ import annotations

import datetime as dt

from ..foundation import clock

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PAGE_OF = "Trang {page}/{pages} ({of})"
OF_DOSSIER = "mã hồ sơ:"

# The titles of the forms, line by line as they are printed beside the QR.
TITLES: dict[str, tuple[str, ...]] = {
    "receipt": ("Giấy tiếp nhận hồ sơ", "và hẹn trả kết quả"),
    "supplement": ("Phiếu yêu cầu bổ sung,", "hoàn thiện hồ sơ"),
    "refusal": ("Phiếu từ chối tiếp nhận", "giải quyết hồ sơ"),
    "apology": ("Phiếu xin lỗi", "và hẹn lại ngày", "trả kết quả"),
    "fault": ("Văn bản xin lỗi", "và khắc phục sai sót"),
    "appointment": ("Phiếu hẹn", "trả kết quả"),
    "minutes": ("Biên bản", "xác minh"),
    "explanation": ("Báo cáo giải trình", "hồ sơ chậm muộn"),
    "stop": ("Thông báo", "dừng giải quyết hồ sơ"),
}
# What the form of the same purpose is called where another text is in force.
TITLES_BY_LAW: dict[str, dict[str, tuple[str, ...]]] = {
    "Thông tư 03/2025/TT-VPCP": {
        "apology": ("Văn bản xin lỗi", "và đề nghị gia hạn", "thời gian giải quyết"),
    },
    "Thông tư 56/2021/TT-BCA": {
        "receipt": ("Phiếu tiếp nhận hồ sơ", "và hẹn trả kết quả"),
        "supplement": ("Phiếu hướng dẫn bổ sung,", "hoàn thiện hồ sơ"),
        "refusal": ("Phiếu từ chối tiếp nhận,", "giải quyết hồ sơ"),
    },
}
FORM_NUMBER = "{number} - {article}"
NUMBER = "Số: {}"
FOLLOW = "Tra cứu: quét mã hoặc mở {}"
FOLLOW_WITHOUT_QR = "Tra cứu: mở {}"
COPIES_TO = "Nơi nhận:"
COPY_TO_OWNER = "- {};"
COPY_KEPT = "- Lưu: hồ sơ."
CODE = "Mã hồ sơ: "
DESK = "Bộ phận Tiếp nhận và Trả kết quả"
SUBMITTER = "Tiếp nhận hồ sơ của: {}"
OWNER = "Chủ hồ sơ: {}"
ORGANISATION = "Cơ quan, tổ chức: {}"
IDENTITY_NUMBER = "Số định danh: {}"
TAX_CODE = "Mã số thuế: {}"
PASSPORT = "Hộ chiếu: {}"
PASSPORT_OF = "{number} ({country})"
ADDRESS = "Địa chỉ: {}"
PHONE = "Số điện thoại: {}"
EMAIL = "Email: {}"
REQUEST = "Nội dung yêu cầu giải quyết: {} (mã thủ tục: {})."
PAPERS = "1. Thành phần hồ sơ nộp gồm:"
NO_PAPERS = "1. Thành phần hồ sơ nộp gồm: không có giấy tờ kèm theo."
PAPERS_HEADINGS = ("TT", "Tên giấy tờ", "Bản chính", "Bản sao")
WAIVED = "(không phải nộp: {})"
NONE_HANDED_IN = "–"
SETS = "2. Số lượng hồ sơ: {:02d} (bộ)."
TIME_LIMIT = "3. Thời gian giải quyết hồ sơ theo quy định là: {}."
RECEIVED = "4. Thời gian nhận hồ sơ: {}."
DUE = "5. Thời gian trả kết quả giải quyết hồ sơ: {}."
RETURNED = "5. Đã trả kết quả ngay khi tiếp nhận: {}."
RETURN_BY = "6. Đăng ký nhận kết quả tại: {}."
FEE = "7. Phí, lệ phí: {}."
REGISTER = "Vào Sổ theo dõi hồ sơ, Quyển số: {}, Số thứ tự: {}."
REGISTER_NUMBER = "{serial} (ngày {day:%d/%m})"
SUBMITTING = "NGƯỜI NỘP HỒ SƠ"
RECEIVING = "NGƯỜI TIẾP NHẬN HỒ SƠ"
SIGN_HERE = "(Ký và ghi rõ họ tên)"
HOTLINE = "Điện thoại hỗ trợ: {}."
CONTACT_EMAIL = "Thư điện tử hỗ trợ: {}."
REISSUED = "(Cấp lại do {})"
DUE_TOLD_BEFORE = "Thời gian trả kết quả đã hẹn trước đây: {}."
REISSUED_FOR = {
    "deadline_extended": "xin lỗi và hẹn lại ngày trả kết quả",
    "limit_lengthened": "kéo dài thời hạn giải quyết theo luật",
    "supplement_received": "đã bổ sung, hoàn thiện hồ sơ",
    "fee_paid": "đã nộp phí, lệ phí",
    "fee_waived": "được miễn phí, lệ phí",
    "corrected": "đính chính thông tin",
}
HOW_COUNTED = "Cách tính thời gian trả kết quả (mục 5):"
COUNTED_ONCE_PAID = "Thời hạn tính từ khi nộp đủ phí, lệ phí"
OPENING_HOURS = "Giờ làm việc: {}"
HOURS_SINCE = "từ {day}: {hours}"
WEEKDAYS = {
    "mon": "thứ Hai",
    "tue": "thứ Ba",
    "wed": "thứ Tư",
    "thu": "thứ Năm",
    "fri": "thứ Sáu",
    "sat": "thứ Bảy",
    "sun": "Chủ nhật",
}
DAYS = "{days} {stretches}"
DAYS_FROM = "{first} đến {last}"

# The slips. Each of their points closes itself.
OWNER_OF = "Hồ sơ của: {}"
YOU, YOU_ORGANISED = "Ông/Bà", "Quý tổ chức"
TO_PERSON = "Kính gửi: Ông/Bà {}"
TO_ORGANISATION = "Kính gửi: {}"
DEFECTS = "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"
DEFECT_REASON = "Lý do: {}."
NOTE = "Ghi chú: {}"
ANSWER_BY = "Thời hạn bổ sung, hoàn thiện: chậm nhất {}."
GROUND_OF_MORE = "Căn cứ yêu cầu ở giai đoạn {stage}: {article}."
STAGES = {"reception": "tiếp nhận", "processing": "giải quyết"}
APPROVER = "Người duyệt yêu cầu bổ sung: {}."
FILED = "Thời gian nộp hồ sơ: {}."
NOT_RECEIVED = (
    "Qua xem xét, Bộ phận Tiếp nhận và Trả kết quả của {agency} thông báo không tiếp nhận, "
    "giải quyết hồ sơ này với lý do cụ thể như sau:"
)
NOT_SETTLED = (
    "Qua thẩm định, {agency} thông báo không giải quyết hồ sơ này với lý do cụ thể như sau:"
)
COMPETENT = "Cơ quan có thẩm quyền giải quyết: {}."
TOLD = "Xin thông báo để {you} được biết và thực hiện."
TAKEN_IN = (
    "Vào lúc {at}, {agency} tiếp nhận giải quyết hồ sơ “{request}” (mã thủ tục: {procedure}) "
    "của {you}, mã hồ sơ: {code}."
)
HANDED_IN = (
    "Vào lúc {at}, {you} nộp hồ sơ “{request}” (mã thủ tục: {procedure}) đến {agency}, "
    "mã hồ sơ: {code}."
)
DUE_BEFORE = "Thời gian hẹn trả kết quả giải quyết hồ sơ: {}."
LATE = (
    "Tuy nhiên, {agency} chưa thể trả kết quả giải quyết hồ sơ đúng thời hạn ghi trên "
    "Giấy tiếp nhận hồ sơ và hẹn trả kết quả."
)
REASON = "Lý do: {}"
SORRY = (
    "{agency} xin lỗi {you} vì sự chậm trễ này, đề nghị gia hạn và hẹn lại thời gian trả "
    "kết quả như sau:"
)
SORRY_AND_PROMISED = (
    "{agency} xin lỗi {you} vì sự chậm trễ này và hẹn lại thời gian trả kết quả như sau:"
)
SORRY_ALONE = (
    "{agency} xin lỗi {you} vì sự chậm trễ này và sẽ trả kết quả trong thời gian sớm nhất."
)
WRONG_RESULT = "Kết quả giải quyết hồ sơ nêu trên có sai sót do {agency}."
WRONG_NUMBERED = "Kết quả giải quyết số {number} của hồ sơ nêu trên có sai sót do {agency}."
WRONG_REFUSAL = "Văn bản từ chối giải quyết số {number} của {agency} là sai và được thu hồi."
PAPERS_LOST = "{agency} đã làm mất giấy tờ sau đây của hồ sơ nêu trên: {papers}."
PAPERS_DAMAGED = "{agency} đã làm hỏng giấy tờ sau đây của hồ sơ nêu trên: {papers}."
WHAT_HAPPENED = "Nội dung sai sót: {}"
SORRY_FOR_FAULT = "{agency} xin lỗi {you} vì sai sót này."
REMEDY = "Biện pháp khắc phục: {}"
WITHDRAWN_BY = "Văn bản thu hồi: số {}. Hồ sơ được tiếp tục giải quyết theo thời hạn đã hẹn."
REPLACED_BY = "Kết quả thay thế: số {}."
COST_BORNE = "Chi phí khắc phục do {agency} chi trả, {you} không phải nộp thêm khoản nào."
COST = "Chi phí khắc phục {amount} đồng do {agency} chi trả, {you} không phải nộp thêm khoản nào."
READY_AT = "Thời gian khắc phục xong: {}."
LENGTHENED = "Thời hạn giải quyết được kéo dài: {name} ({article})."
BY_PAPER = "Văn bản ấn định thời gian: {}."
APPOINTING = "NGƯỜI HẸN"
VERIFIED_AT = "Thời gian xác minh: {}."
VERIFIED_WHERE = "Địa điểm: {}"
VERIFIED_BY = "Thành phần tham gia: {}."
VERIFIED = "Nội dung: {}"
TAKING_PART, WRITING = "NGƯỜI THAM GIA", "NGƯỜI LẬP BIÊN BẢN"
TO_HEAD = "Kính gửi: Người đứng đầu {agency}"
OF_CODE = "Thủ tục: {request}. Mã hồ sơ: {code}."
TAKEN_IN_AT = "Thời gian tiếp nhận hồ sơ: {}."
FILED_AT = "Thời gian nộp hồ sơ (chưa tiếp nhận): {}."
EXPLANATION = "Nội dung giải trình: {}"
EXPLAINING = "NGƯỜI GIẢI TRÌNH"
DUE_NOW = "Thời gian trả kết quả mới: {}."
COLLECT = "Nơi nhận kết quả: {}."
FORGIVE = "Mong nhận được sự thông cảm của {you}."
STOPPED = "Qua xem xét, {agency} thông báo dừng giải quyết hồ sơ nêu trên."
STOPPED_AT = "Thời điểm dừng giải quyết: {}."
GROUND = "Lý do dừng giải quyết: {}"
ARTICLE = "Căn cứ: {}."
CONTACT = "Nếu có vướng mắc, đề nghị {you} liên hệ {whom} để được hướng dẫn./."
BY_PHONE = "{whom}, số điện thoại {phone},"
BY_PHONE_OR_EMAIL = "{whom}, số điện thoại {phone}, thư điện tử {email},"
OFFICER_OF = "{officer} - {agency}"
GUIDING = "NGƯỜI HƯỚNG DẪN"
HEAD = "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"
SIGN_AND_SEAL = "(Ký, ghi rõ họ tên và đóng dấu)"

# Declarations.
FOR_PROCEDURE = "(dùng cho thủ tục: {}, mã thủ tục {})"
TO_AGENCY = "Kính gửi:"
PLEDGE = (
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật "
    "về nội dung đã khai."
)
PLACE_AND_DAY = "................., ngày ...... tháng ...... năm .........."
DECLARED_AT = "Khai lúc {}"
DECLARING = "NGƯỜI KHAI"
OTHER_FIELDS = "Mục khác"
YES, NO = "có", "không"
UNKNOWN = "…"
NO_FORM = "Thủ tục này không có mẫu đơn, tờ khai. {}"
NOTHING_DECLARED = "Hồ sơ này không có tờ khai điện tử; tờ khai (nếu có) là bản giấy."

# The outage book.
OUTAGE_SHEET = ("Sổ ghi tiếp nhận hồ sơ", "khi hệ thống gián đoạn")
OUTAGE_BLOCK = "Dùng trong {day}; dãy mã dành riêng: {first} đến {last} ({count} mã)."
OUTAGE_SPAN = "Mã cấp sau, cho hồ sơ nhận khi hệ thống gián đoạn từ {begin} đến {end}."
ENTERED_AFTERWARDS = "Đã lập trên giấy; nhập bổ sung vào hệ thống ngày {}."
OUTAGE_RULES = (
    "Mỗi hồ sơ một dòng, dùng mã in sẵn theo thứ tự; ghi giờ, phút nhận thực tế. Ghi sai thì "
    "gạch ngang cả dòng, không tẩy xóa. Khi hệ thống hoạt động lại, nhập đúng mã và giờ đã ghi."
)
OUTAGE_HEADINGS = (
    "Mã hồ sơ",
    "Giờ, phút\nnhận",
    "Họ và tên người nộp",
    "Số định danh,\nmã số thuế",
    "Số điện thoại",
    "Thủ tục",
    "Giấy tờ đã nhận\n(bản chính, bản sao)",
    "Người nhận",
    "Người nộp\nký",
)
OF_OUTAGE = "{agency}, {day}, mã {first} đến {last}"

# The control sheet and the register.
CONTROL = ("Phiếu kiểm soát", "quá trình giải quyết hồ sơ")
CONTROL_HEADINGS = (
    "TT",
    "Công việc",
    "Người giao",
    "Thời gian",
    "Người nhận",
    "Kết quả",
    "Ghi chú",
)
SETTLED_BY = "Cơ quan giải quyết: {}."
WORKED_WITH = "Cơ quan phối hợp: {}."
BEFORE_TIME, IN_TIME, TOO_LATE = "trước hạn", "đúng hạn", "quá hạn"
CONTROLLED = {
    "submitted": "nộp trực tuyến",
    "received": "nộp hồ sơ",
    "settled_at_once": "tiếp nhận, giải quyết và trả ngay",
    "taken_over": "chuyển sang từ hệ thống trước",
    "amended": "sửa đổi, bổ sung trước khi tiếp nhận",
    "accepted": "tiếp nhận hồ sơ",
    "forwarded": "chuyển đến bộ phận giải quyết",
    "reception_refused": "từ chối tiếp nhận",
    "refused_at_once": "từ chối tiếp nhận",
    "supplement_requested": "yêu cầu bổ sung",
    "supplement_received": "bổ sung hồ sơ",
    "fee_demanded": "yêu cầu nộp phí, lệ phí",
    "fee_waived": "miễn phí, lệ phí",
    "fee_paid": "nộp phí, lệ phí",
    "assigned": "phân công",
    "handed_over": "bàn giao",
    "step_completed": "hoàn thành bước",
    "step_sent_back": "trả lại bước trước",
    "opinion_requested": "lấy ý kiến phối hợp",
    "opinion_given": "trả lời ý kiến",
    "opinion_cancelled": "thôi lấy ý kiến phối hợp",
    "deadline_extended": "xin lỗi, hẹn lại",
    "limit_lengthened": "kéo dài thời hạn theo luật",
    "verification_recorded": "xác minh",
    "lateness_explained": "giải trình chậm muộn",
    "apologised": "xin lỗi do chậm muộn",
    "result_corrected": "sửa kết quả sai sót",
    "refusal_withdrawn": "thu hồi văn bản từ chối",
    "papers_lost": "khắc phục giấy tờ mất, hỏng",
    "resolved": "ký kết quả",
    "resolution_refused": "từ chối giải quyết",
    "stopped": "dừng giải quyết",
    "returned": "trả kết quả, giấy tờ",
    "withdrawn": "rút hồ sơ",
}
APPLICANT = "Người nộp hồ sơ"
HEAD_OF_AGENCY = "Người đứng đầu cơ quan"
# Who gives and who receives: what comes from the applicant, what is theirs, what the head is told,
# and what goes on to the division that has the next step.
OF_APPLICANTS = frozenset({"submitted", "received", "supplement_received", "amended", "fee_paid"})
FOR_APPLICANTS = frozenset(
    {
        "settled_at_once",
        "refused_at_once",
        "reception_refused",
        "supplement_requested",
        "fee_demanded",
        "fee_waived",
        "deadline_extended",
        "limit_lengthened",
        "apologised",
        "result_corrected",
        "papers_lost",
        "resolution_refused",
        "stopped",
        "returned",
    }
)
FOR_HEADS = frozenset({"lateness_explained"})
GOES_ON = frozenset(
    {
        "accepted",
        "forwarded",
        "step_completed",
        "step_sent_back",
        "opinion_given",
        "opinion_cancelled",
        "resolved",
        "taken_over",
    }
)
REGISTER_BOOK = ("Sổ theo dõi hồ sơ",)
REGISTER_PERIOD = "Mã hồ sơ cấp từ {first} đến {last}"
REGISTER_GOES_ON = "Còn tiếp sau mã {}."
REGISTER_BROKEN = "Không in vì dòng thời gian không còn nguyên vẹn, phải kiểm tra: {}."
REGISTER_READ = "xem sổ theo dõi hồ sơ"
REGISTER_TOO_LONG = "Mỗi lần xem sổ nhiều nhất {days} ngày."
REGISTER_BACKWARDS = "Ngày đầu không được sau ngày cuối."
REGISTER_HEADINGS = (
    "TT",
    "Mã hồ sơ",
    "Tên thủ tục hành chính",
    "Số bộ",
    "Tên cá nhân, tổ chức",
    "Địa chỉ, số điện thoại",
    "Cơ quan chủ trì giải quyết",
    "Nhận",
    "Hẹn trả",
    "Trả kết quả",
    "Phương thức nhận, ghi chú",
)


def short_moment(at: dt.datetime) -> str:
    """In a table, where room is short."""
    local = at.astimezone(clock.LOCAL)
    return f"{local:%H:%M} {local:%d/%m/%Y}"


def moment(at: dt.datetime) -> str:
    local = at.astimezone(clock.LOCAL)
    return f"{local:%H} giờ {local:%M} phút, {day(at)}"


def day(at: dt.datetime) -> str:
    return date(clock.local_day(at))


def date(day: dt.date) -> str:
    """A day below 10 and the months 1 and 2 take a zero, so that no digit can be added."""
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def partial_date(written: str) -> str:
    """A date that may be known by its month or its year only: ``…/…/1950``."""
    year, month, day = [*written.split("-"), UNKNOWN, UNKNOWN][:3]
    return f"{day}/{month}/{year}"


def opening_hours(written: str) -> str:
    """The opening hours of an office as people say them (``agencies.calendar``)."""
    first, *later = written.split(" | ")
    return "; ".join([_week_of(first), *map(_from_a_day_on, later)])


def _from_a_day_on(written: str) -> str:
    day, _, hours = written.partition(" ")
    return HOURS_SINCE.format(day=date(dt.date.fromisoformat(day)), hours=_week_of(hours))


def _week_of(written: str) -> str:
    return "; ".join(_hours_of(*part.split()) for part in written.split(";"))


def _hours_of(days: str, *stretches: str) -> str:
    first, _, last = days.partition("-")
    told = WEEKDAYS[first]
    if last not in ("", first):
        told = DAYS_FROM.format(first=told, last=WEEKDAYS[last])
    return DAYS.format(days=told, stretches=", ".join(stretches))


def closed(text: str) -> str:
    """With the full stop that a writer left out."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


# What the forms are filled in with.
NO_SUCH_FORM = "Sự kiện này của hồ sơ không có biểu mẫu in."
NO_SUCH_BLOCK = "Không có dãy mã dành riêng này."
FORM = "Tờ khai, đơn"
NO_SUCH_RECEIPT = "Lần thay đổi này của hồ sơ không có giấy tiếp nhận nào được cấp."
NO_RECEIPT_YET = "Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận và hẹn trả kết quả."
COMMUNE_KINDS = ("phường", "xã", "đặc khu", "thị trấn")
PROVINCE_KIND = "Tỉnh"
SAME_DAY = "trong ngày làm việc (tiếp nhận sau {} thì trả trong ngày làm việc kế tiếp)"
TIME_LIMITS = {
    "working_days": "{:02d} ngày làm việc",
    "working_hours": "{:02d} giờ làm việc",
    "calendar_days": "{:02d} ngày",
}
RETURN_METHODS = {
    "counter": "Bộ phận Tiếp nhận và Trả kết quả",
    "postal": "Qua dịch vụ bưu chính công ích",
    "electronic": "Bản điện tử trên hệ thống",
}
RETURN_DESK = "Bộ phận Tiếp nhận và Trả kết quả của {}"
NO_FEE = "không thu"
FEE_UNKNOWN = "chưa rõ, hệ thống trước không ghi; xem biên lai hoặc hỏi nơi tiếp nhận"
FEE_LINE = "{} {} đồng/{}"
AMOUNT = "{} đồng"
FEE_CHARGED = "{}: {}"
FEE_EXEMPT = "{}: miễn ({})"
FEE_REDUCED = "{}: {}, miễn, giảm {} đồng ({}), còn {} đồng"
FEE_LESS = "giảm {}% ({})"
FEE_TOTAL = "tổng cộng {} đồng"
FEE_PAID = "đã nộp {} đồng, biên lai số {}"
