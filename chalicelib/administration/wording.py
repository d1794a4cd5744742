"""What this room says to people, in Vietnamese."""

UNKNOWN_CHANGE = "Không có đề xuất thay đổi dữ liệu mang mã {change}."
UNKNOWN_DATA = "Không có dữ liệu này vào ngày {day}."
BEYOND_YOUR_DATA = "Bạn không có quyền đề xuất thay đổi dữ liệu này."
NOT_YOURS_TO_APPROVE = "Bạn không có quyền phê duyệt thay đổi dữ liệu này."
OWN_DRAFT = "Người soạn đề xuất không được tự quyết định; việc này phải do người khác làm."
BEYOND_CONTACTS = (
    "Trong phạm vi cơ quan chỉ sửa được địa chỉ, điện thoại, thư điện tử và trang thông tin của "
    "chính mình; việc khác do tỉnh phê duyệt."
)
IN_FORCE_IN_THE_PAST = "Ngày có hiệu lực không được ở quá khứ."
DECISION_IN_THE_FUTURE = "Ngày của quyết định không được ở tương lai."
CHANGE_DECIDED = "Đề xuất này {standing}, không sửa hay quyết định lại được."
STANDINGS = {
    "drafted": "đang chờ quyết định",
    "approved": "đã được phê duyệt",
    "refused": "đã bị từ chối",
    "withdrawn": "đã được rút lại",
}
REVISED_MEANWHILE = "Đề xuất vừa được sửa, xin xem lại rồi hãy quyết định."
ACTED_ON_MEANWHILE = (
    "Đề xuất vừa được người khác sửa, quyết định hoặc rút lại, xin xem lại rồi hãy quyết định."
)
CHANGED_MEANWHILE = (
    "Dữ liệu đang có hiệu lực đã khác lúc soạn đề xuất, xin soạn lại trên dữ liệu mới."
)
KEY_REUSED = "Idempotency-Key này đã dùng cho một yêu cầu khác; yêu cầu mới phải dùng một khóa mới."
CHANGE_BROKEN = "Nhật ký của đề xuất này không còn nguyên vẹn; xin báo quản trị cấp cao của tỉnh."
DATA_INVALID = "Dữ liệu đề xuất chưa đúng, xin xem từng mục được nêu."

# What is wrong with the data itself.
OTHER_KEY = "Mã trong dữ liệu khác với mã của đề xuất."
INVALID_KEY = "Mã của dữ liệu không đúng dạng."
AGENCY_NEEDED = "Phải nêu cơ quan."
NO_AGENCY = "Dữ liệu loại này là của toàn tỉnh, không nêu cơ quan."
IN_FORCE_ALREADY = (
    "Đã có phiên bản có hiệu lực từ chính ngày này và đang áp dụng; hãy chọn ngày sau."
)
NOTHING_CHANGED = "Đề xuất giống hệt dữ liệu sẽ có hiệu lực vào ngày đó, không có gì để thay đổi."
TOO_LARGE = "Số này lớn hơn mức hệ thống nhận (1.000.000.000.000)."
NAME_UNREADABLE = (
    "Tên chỉ ghi trên một dòng, bằng chữ in được, không có dấu < > và không thừa khoảng trắng."
)
FORM_UNUSED = "Không thủ tục nào đang dùng mẫu đơn này vào ngày đề xuất có hiệu lực."
FORM_IN_TOO_MANY = "Biểu mẫu này dùng cho hơn {most} thủ tục; hãy thay biểu mẫu ở từng thủ tục một."
RULE_UNKNOWN = "Chương trình không có quy tắc này."
RULE_MISSING = "Bộ quy tắc phải ghi đủ mọi quy tắc; thiếu quy tắc “{name}”."
RULE_TYPE = "Giá trị khác kiểu với giá trị đang áp dụng."
RULE_MEMBERS = "Mỗi quy tắc chỉ có value, article, verify và note."
ARTICLE_MISSING = "Phải ghi điều khoản làm căn cứ."
UNKNOWN_PARENT = "Không có cơ quan cấp trên này."
PARENT_BELOW = "Cơ quan cấp trên này đang hoặc sẽ thuộc chính cơ quan được sửa."
BEGINS_LATER = (
    "Cơ quan đang hoạt động, không thể ghi bắt đầu sau ngày đề xuất có hiệu lực; nếu cơ quan kết "
    "thúc thì ghi ngày kết thúc và cơ quan kế thừa."
)
SUCCESSOR_NOT_THERE = "Cơ quan kế thừa không hoạt động vào ngày sau ngày cơ quan này kết thúc."
UNKNOWN_AGENCY = "Không có cơ quan này."
UNKNOWN_FIELD = "Không thủ tục nào thuộc lĩnh vực này."
UNKNOWN_HOURS = "Không có giờ mở cửa mang tên này."
SUCCESSOR = "Cơ quan kế thừa phải là cơ quan khác, đã có, và chỉ ghi khi cơ quan này kết thúc."
LEGACY = "Hai dạng mã định danh không phải là của cùng một cơ quan."
ENDS_BEFORE_IT_BEGINS = "Ngày kết thúc phải sau ngày bắt đầu."
SITE = "Địa chỉ trang thông tin phải bắt đầu bằng https://."
HOURS = (
    "Giờ mở cửa phải viết như “mon-fri 07:00-11:30 13:30-17:00; sat 07:00-11:30”, theo thứ tự "
    "trong ngày, và có ít nhất một buổi."
)
DAY_IS_ITS_OWN = "Ngày được quyết định phải trùng với ngày có hiệu lực của đề xuất."
NOTHING_GENERAL = "Thủ tục này chưa có phiên bản nào có hiệu lực vào ngày đó."

PINNED = (
    "Không hồ sơ đang giải quyết nào thay đổi: mỗi hồ sơ giữ thủ tục, quy trình và bộ quy tắc của "
    "ngày tiếp nhận, hạn đã hẹn không tự dời."
)
ENDS_PROCESSES = "Quy trình riêng của {agencies} hết áp dụng từ ngày này, phải phê duyệt lại."
LATER_VERSION = "Phiên bản có hiệu lực từ {day} vẫn giữ nguyên và sẽ thay cho đề xuất này."

SAME_ARTICLE = (
    "Giá trị của quy tắc “{name}” thay đổi nhưng căn cứ vẫn là “{article}”; "
    "xin kiểm tra căn cứ có cho phép giá trị mới không."
)
FEE_OF_SAME_ARTICLE = (
    "Mức thu “{name}” từ {was} thành {will_be} đồng nhưng căn cứ vẫn là “{article}”; "
    "xin kiểm tra căn cứ có cho phép mức mới không."
)
FEE_TENFOLD = (
    "Mức thu “{name}” từ {was} thành {will_be} đồng, gấp hoặc giảm từ mười lần; xin kiểm tra số 0."
)
GUARD_LOST = (
    "Quy tắc “{name}” không còn yêu cầu “{guard}”; có thể thấp hơn mức tối thiểu của pháp luật."
)
SWITCHED_OFF = "Quy tắc “{name}” bị tắt; có thể thấp hơn mức tối thiểu của pháp luật."
SHOWN_TO_ANYBODY = "Mục “{field}” sẽ hiện cho bất kỳ ai có mã hồ sơ, không cần chứng minh."
NO_LONGER_TO_VERIFY = "Quy tắc “{name}” không còn được đánh dấu là phải đối chiếu với văn bản."
OVERFLOW_TOO_SHORT = "Số chữ số khi vượt dãy số ít hơn số chữ số thường dùng của mã hồ sơ."
SHORT_DAYS = (
    "Ngày {days} mở cửa ít hơn {hours} giờ của một ngày làm việc theo quy tắc; "
    "hạn tính theo ngày làm việc sẽ kéo sang ngày sau."
)

NOBODY_AFTER = (
    "Cơ quan kết thúc mà không có cơ quan kế thừa, trong khi còn {count} hồ sơ đang giải quyết; "
    "phải nêu cơ quan kế thừa, hoặc giải quyết xong các hồ sơ đó, thì mới phê duyệt được."
)

EXAMPLE_DECISION = {
    "number": "15/2026/QĐ-UBND",
    "issued_by": "Ủy ban nhân dân tỉnh",
}
EXAMPLE_NOTE = "Cập nhật theo quyết định mới"
EXAMPLE_REFUSAL = "Mức thu chưa khớp nghị quyết"
EXAMPLE_STEP = "Thẩm tra, đối chiếu hồ sơ"
EXAMPLE_REGULATION = "Quy chế của tỉnh, bản sửa đổi"
EXAMPLE_DAY = {
    "working": False,
    "name_vi": "Nghỉ bù theo thông báo",
    "name_en": "Day off in lieu",
    "source": "Thông báo số 2/TB-UBND",
}
