"""What this room says to people, in Vietnamese (and English where an answer has both)."""

MIDDAY = ("Nghỉ trưa", "Midday break")
NIGHT = ("Ngoài giờ làm việc", "Outside opening hours")
WEEKEND = ("Nghỉ cuối tuần", "Weekend")
PAUSE = ("Tạm dừng tính thời hạn", "Clock paused")
WORKED_WEEKEND = ("Ngày làm bù", "Weekend day worked in lieu")

# By the twelfth lunar month, of 29 or 30 days (Bộ luật Lao động 2019 Điều 112: Tết Âm lịch).
BEFORE_TET = ("{day} Chạp, nghỉ Tết Nguyên Đán", "Day {day} of the twelfth lunar month (Tet)")

RECEIVED = ("Tiếp nhận lúc {at}", "Received at {at}")
STARTED = ("Bắt đầu tính từ {at}", "Counting starts at {at}")
SKIPPED = ("{name}: không tính từ {begin} đến {end}", "{name}: not counted from {begin} to {end}")
WORKED_DAY = ("{name}: có làm việc ngày {day}", "{name}: {day} is worked")
DUE = ("Hẹn trả lúc {at}", "Due at {at}")
WORKING_DAYS = (
    "{days} ngày làm việc, mỗi ngày {hours} giờ làm việc, tính từ lúc tiếp nhận "
    "hoặc giờ mở cửa kế tiếp",
    "{days} working days of {hours} working hours each, counted from reception or the next opening",
)
CALENDAR_DAYS = (
    "{days} ngày kể từ ngày tiếp nhận, cả ngày nghỉ; hết vào ngày nghỉ thì đến hết ngày làm việc "
    "kế tiếp",
    "{days} days after the day of reception, days off included; what ends on a day off ends with "
    "the next working day",
)
WORKING_HOURS = (
    "{hours} giờ làm việc, tính từ lúc tiếp nhận hoặc giờ mở cửa kế tiếp",
    "{hours} working hours, counted from reception or the next opening",
)
SAME_DAY = (
    "Trả trong ngày làm việc; tiếp nhận sau {cutoff} thì trả trong ngày làm việc kế tiếp",
    "Within the working day; received after {cutoff}, within the next working day",
)
LENGTHENED = (
    "Kéo dài thêm {days} ngày làm việc theo quy định",
    "Lengthened by {days} working days, as the law gives",
)
PROMISED = (
    "Hạn trả do hệ thống trước đây ({system}) đã hẹn, giữ nguyên",
    "The due time that the system before ({system}) promised is kept",
)
EXTENDED = (
    "Gia hạn thêm {days} ngày làm việc, có văn bản xin lỗi",
    "Extended by {days} working days, with an apology",
)

UNKNOWN_AGENCY = "Không có cơ quan mang mã {identifier}."
AGENCY_NOT_BEGUN = "Cơ quan {name} bắt đầu hoạt động ngày {day}: trước ngày đó chưa có cơ quan này."
AGENCY_ENDED = "Cơ quan {name} đã kết thúc hoạt động ngày {day}."
AGENCY_SUCCEEDED = "Cơ quan {name} đã kết thúc hoạt động ngày {day}; xin nộp tại {successor}."
FILED_AT = "Hồ sơ nộp tại: {}."
AGENCY_NOT_RECEIVING = "{name} không trực tiếp tiếp nhận hồ sơ."
INVALID_MOMENT = "Thời điểm phải viết theo ISO 8601, ví dụ 2026-11-20T14:00."
MOMENT_OUT_OF_RANGE = "Chỉ tính được thời hạn từ năm {first} đến năm {last}."
NOT_ASCENDING = "Các mức phải tăng dần, không trùng nhau."
NAMED_TWICE = "Danh sách có mục ghi hai lần."
NO_RULES = "Chưa có quy định nào có hiệu lực vào ngày {day}."
NO_PROVINCE = "Hệ thống chưa được nạp dữ liệu của tỉnh."
