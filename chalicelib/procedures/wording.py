"""What this room says to people, in Vietnamese."""

UNKNOWN_PROCEDURE = "Không có thủ tục hành chính mang mã {code}."
NOT_IN_FORCE = "Thủ tục {name} chưa có hiệu lực vào ngày {day}."
CHANNEL_NOT_OFFERED = "Thủ tục này không nhận hồ sơ theo hình thức {channel}."
UNKNOWN_CHANNEL = "Không có hình thức nộp hồ sơ “{channel}”."
APPLICANT_NOT_MEANT = "Thủ tục này không dành cho đối tượng nộp hồ sơ là {kind}."
APPLICANTS = {
    "citizen": "công dân",
    "firm": "doanh nghiệp",
    "state_body": "cơ quan nhà nước",
    "organisation": "tổ chức khác",
}
SETTLED_BY = "Thủ tục này do {who} giải quyết."
# Who settles, by kind and level, where no agency can be named.
SETTLERS = {
    ("people_committee", "province"): "Ủy ban nhân dân cấp tỉnh",
    ("people_committee", "district"): "Ủy ban nhân dân cấp huyện",
    ("people_committee", "commune"): "Ủy ban nhân dân cấp xã",
    ("department", "province"): "sở quản lý lĩnh vực {field}",
    ("police", "province"): "Công an cấp tỉnh",
    ("police", "commune"): "Công an cấp xã",
    ("land_registry", "province"): "Văn phòng đăng ký đất đai",
    ("land_registry", "commune"): "Chi nhánh Văn phòng đăng ký đất đai",
    ("tax", "province"): "cơ quan thuế cấp tỉnh",
    ("tax", "commune"): "cơ quan thuế cơ sở",
    ("social_insurance", "province"): "Bảo hiểm xã hội cấp tỉnh",
    ("social_insurance", "commune"): "Bảo hiểm xã hội cơ sở",
}
NOT_COMPETENT = "{agency} không có thẩm quyền giải quyết thủ tục này."
COMPETENT = "Cơ quan có thẩm quyền: {}."
UNKNOWN_CASE = "Thủ tục này không có trường hợp “{case}”."
UNKNOWN_PAPER = "Giấy tờ “{paper}” không thuộc thành phần hồ sơ của trường hợp này."
PAPER_TWICE = "Giấy tờ “{paper}” được kê hai lần."
NO_GROUNDS = "“{fee}” không có trường hợp miễn, giảm nào được công bố: phải thu đủ."
NOT_A_GROUND = (
    "“{fee}” chỉ được miễn, giảm theo trường hợp đã công bố; hãy chọn đúng một trường hợp."
)
ARITHMETIC = "{sum} đồng/{per} = {total} đồng"
CAPPED = "{sum} đồng/{per}, tối đa {total} đồng"
TIMES = "({one}) × {items} = {total} đồng"
NUMBER_NEEDED = "Kết quả là văn bản thì phải có số, ký hiệu của văn bản đó."
POSTAL_NOT_OFFERED = "Thủ tục này không trả kết quả qua dịch vụ bưu chính công ích."
ELECTRONIC_NOT_OFFERED = "Kết quả của thủ tục này không có bản điện tử, chỉ trả bản giấy."
FORM_INVALID = "Mẫu đơn điện tử khai chưa đúng, xin xem từng mục được nêu."
FORM_NOT_EXPECTED = "Thủ tục này không có mẫu đơn điện tử."

DATE_FORMAT = "Ngày phải viết theo năm-tháng-ngày, ví dụ 2026-11-20."
FORM_ERRORS = {
    "required": "Thiếu mục bắt buộc.",
    "additionalProperties": "Mẫu đơn không có mục này.",
    "format": DATE_FORMAT,
    "pattern": "Nội dung không đúng định dạng.",
    "type": "Sai kiểu dữ liệu.",
    "enum": "Giá trị không nằm trong danh mục.",
    "minLength": "Nội dung quá ngắn (tối thiểu {limit} ký tự).",
    "maxLength": "Nội dung quá dài (tối đa {limit} ký tự).",
    "minItems": "Danh sách quá ngắn (tối thiểu {limit} mục).",
    "maxItems": "Danh sách quá dài (tối đa {limit} mục).",
    "minimum": "Giá trị nhỏ hơn mức cho phép ({limit}).",
    "exclusiveMinimum": "Giá trị phải lớn hơn {limit}.",
    "maximum": "Giá trị lớn hơn mức cho phép ({limit}).",
    "control_character": "Nội dung có ký tự điều khiển không hợp lệ.",
    "date_in_future": "Ngày này không được ở tương lai.",
    "date_too_early": "Ngày này sớm quá mức có thể.",
}
NO_SUCH_DAY = "Ngày này không có trong lịch."
PARTIAL_DATE = "Ngày phải viết theo năm, năm-tháng hoặc năm-tháng-ngày, ví dụ 1950 hoặc 1950-07-21."
VALUES_TAKEN = "Không hợp với thủ tục, trường hợp đã chọn: ở đây chỉ nhận {}."
ONE_OF_LIST = "Giá trị không nằm trong danh mục: {}."
YES_OR_NO = {True: "có", False: "không"}
ONE_OF = "Phải khai một trong các mục: {}."
DAY_NEEDED = "Mức thu tùy thời điểm đăng ký: tờ khai phải ghi “{field}”."
NOBODY_LISTED = "Mục “{field}” phải khai ít nhất một: mức thu tính theo mục này."
FORM_ERROR = "Giá trị không hợp lệ."

A_FORM = "Tờ khai, đơn"
FIELD_OF_FORM = "{form}, mục “{field}”"

EXAMPLE_WORDS = "khai sinh"

# Why a version cannot be put in force.
PROCESS_ORDER = (
    "Quy trình nội bộ phải bắt đầu bằng bước tiếp nhận (receive), kết thúc bằng bước ký (sign) "
    "và trả kết quả (return), có ít nhất một bước ở giữa, không bước nào trùng mã."
)
PROCESS_SHOWS = (
    "Trạng thái hiển thị phải là 2 ở bước tiếp nhận, 9 ở bước ký, 10 ở bước trả, còn lại là 4."
)
STEP_HOURS = "Số giờ của mỗi bước phải lớn hơn 0."
STEP_ROLE = "Không có vai trò này ở cơ quan giải quyết."
LIMIT_OF_A_CASE = "Thời hạn riêng phải là của một trường hợp có trong thủ tục."
PROCESS_TOO_LONG = (
    "Tổng thời gian các bước là {total} giờ làm việc, dài hơn thời hạn ngắn nhất ({limit} giờ)."
)
FORM_WITHOUT_SCHEMA = "Tên mẫu đơn điện tử và nội dung mẫu phải đi cùng nhau."
SCHEMA_INVALID = "Mẫu đơn điện tử không phải là JSON Schema hợp lệ."
SCHEMA_REFERENCE = (
    "Mẫu đơn điện tử phải viết đủ tại chỗ, không dẫn chiếu nơi khác ($ref, $id, $defs)."
)
UNKNOWN_FORMAT = "Không có loại giá trị (format) này."
SCHEMA_OPEN = (
    "Mẫu đơn điện tử phải liệt kê mục bắt buộc (required) và không nhận mục ngoài mẫu "
    "(additionalProperties: false)."
)
EXAMPLE_MISSING = "Mẫu đơn điện tử phải có ít nhất một ví dụ khai đúng (examples)."
EXAMPLE_REFUSED = "Ví dụ này không được chính mẫu đơn chấp nhận."
NO_TIME_LIMIT = "Hình thức nộp “{channel}” chưa có thời hạn giải quyết."
TIERS_OUT_OF_ORDER = "Các bậc thu phải theo thứ tự tăng dần của số lượng, không trùng nhau."
UNKNOWN_VALUE = "Mục “{field}” của mẫu đơn điện tử không có giá trị “{value}”."
UNKNOWN_FIELD = "Mẫu đơn điện tử không có mục “{field}”."
ONE_TERM = "Điều kiện về thời gian phải ghi đúng một mức: trong hạn hoặc quá hạn bao nhiêu ngày."
PERCENT = (
    "Mức giảm phải từ 1 đến 99 phần trăm; không thu thì ghi khoản thu 0 đồng hoặc căn cứ miễn."
)
LESS_THAN_THE_FEE = "Mức thu thay thế phải thấp hơn mức thu của đơn vị đầu."
ONE_RELIEF = "Căn cứ giảm chỉ ghi một cách: theo phần trăm, hoặc mức thu thay thế."
GROUND_TWICE = "Mỗi căn cứ miễn, giảm chỉ ghi một lần."
NEGATIVE = "Giá trị không được nhỏ hơn 0."
COMPETENCE_LEVELS = "Mỗi cấp thực hiện phải ghi cơ quan có thẩm quyền, và chỉ các cấp đó."
ARTICLE_MISSING = "Phải ghi điều khoản làm căn cứ."
CASES_NAMED_ONCE = "Phải có ít nhất một trường hợp và mã trường hợp không được trùng nhau."
PAPERS_NAMED_ONCE = "Trường hợp “{case}” có mã giấy tờ bị trùng."
NO_LONGER_LIMIT = "Luật không cho kéo dài thời hạn của hồ sơ này theo trường hợp vừa nêu."
NOT_BY_ANOTHER = "Thủ tục này phải do chính người yêu cầu thực hiện ({article})."
UNKNOWN_PARTY = "Người yêu cầu phải là một mục họ tên, số giấy tờ có trong mẫu đơn."
NOT_COUNTABLE = "Thời hạn dài hơn mức lịch làm việc tính được."

# Plain pages, for browsers without script.
FIND = "Tìm thủ tục"
WANTED = "Bạn cần làm việc gì? (không cần gõ dấu)"
SEARCH = "Tìm"
FOUND = "{count} thủ tục"
NOTHING_FOUND = "Chưa tìm thấy thủ tục nào như vậy. Hãy thử ít chữ hơn."
FIELD = "Lĩnh vực"
TAKES = "Thời hạn"
COSTS = "Phí, lệ phí"
RESULT = "Kết quả nhận được"
ONLINE = "Nộp trực tuyến"
ONLINE_SERVICES = {
    "full": "Toàn trình",
    "partial": "Một phần",
    "none": "Chưa nộp được trên mạng",
}
EMPTY_FORM = "Tải tờ khai trống (PDF)"
PAPERS = "Giấy tờ cần có"
NO_PAPERS = "Không cần giấy tờ nào."
ORIGINALS = "{count} bản chính"
COPIES = "{count} bản sao"
IF_ANY = "nếu có"
FREE = "Không thu phí"
NOT_TAKEN = "không thu"
DONG = "{amount} đồng"
FROM_TO = "{least} đến {most}, tùy trường hợp"
RECEIVED_AT = "Nơi tiếp nhận"
STEPS = "Hồ sơ đi qua những bước nào"
GROUNDS = "Căn cứ pháp lý"
BEFORE = "Trang trước"
AFTER = "Trang sau"
PAGES = "Các trang"
OR = " hoặc "
LIMITS = {
    "same_day": "trong ngày làm việc",
    "working_days": "{value} ngày làm việc",
    "working_hours": "{value} giờ làm việc",
    "calendar_days": "{value} ngày",
}
CHANNELS = {
    "any": "Mọi cách nộp",
    "online": "Trên mạng",
    "counter": "Tại Bộ phận Một cửa",
    "postal": "Qua bưu điện",
}
