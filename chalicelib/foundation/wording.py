"""Sentences of the door itself, in Vietnamese."""

HOUSE = "Một Cửa"
# How a pack says that a text was not looked up yet.
NOT_LOOKED_UP = ("chưa đối chiếu", "chưa tìm thấy", "chưa có văn bản")
BUSY = "Hồ sơ đang được người khác cập nhật, xin thử lại sau giây lát."
NOT_SIGNED_IN = "Bạn cần đăng nhập để thực hiện thao tác này."
TOKEN_EXPIRED = "Phiên đăng nhập đã hết hạn, xin đăng nhập lại."  # nosec B105 # what we say
TOKEN_INVALID = "Phiên đăng nhập không hợp lệ, xin đăng nhập lại."  # nosec B105 # what we say
NOT_PERMITTED = "Tài khoản của bạn không có quyền thực hiện thao tác này."
SENT_FROM_ELSEWHERE = "Thao tác này không được gửi từ trang của hệ thống, xin mở trang rồi làm lại."
NO_SUCH_PAGE = "Không có địa chỉ này."
WRONG_METHOD = "Địa chỉ này không nhận phương thức {method}."
NOT_JSON = "Nội dung gửi lên không phải là JSON hợp lệ."
WRONG_MEDIA_TYPE = "Nội dung phải được gửi ở dạng application/json."
WRONG_CHARSET = "Nội dung JSON phải được gửi bằng bảng mã UTF-8."
MEMBER_TWICE = "Nội dung JSON có mục bị ghi hai lần, xin chỉ ghi một lần."
INVALID_IF_MATCH = (
    'If-Match phải là ETag của lần đọc gần nhất, ví dụ "7", và trùng với version nếu có ghi.'
)
NO_VERSION_HERE = "Yêu cầu này không theo phiên bản nào, xin bỏ If-Match."
WRONG_ENCODING = "Nội dung phải được gửi nguyên dạng, không nén."
NOT_UNDERSTOOD = "Yêu cầu gửi lên không đúng chuẩn HTTP."
TOO_LARGE = "Nội dung gửi lên vượt quá {limit} KB."
TOO_MANY = "Bạn tra cứu quá nhiều lần, xin thử lại sau {seconds} giây."
OVERLOADED = "Hệ thống đang nhận quá nhiều yêu cầu, xin thử lại sau giây lát."
INVALID_BODY = "Thông tin gửi lên chưa đúng, xin xem từng mục được nêu."
INVALID_QUERY = "Tham số trên địa chỉ chưa đúng, xin xem từng mục được nêu."
INVALID_KEY = "Idempotency-Key phải có từ 1 đến 128 ký tự ASCII in được."
NOT_WRITTEN_OUT = (
    "Ngày phải viết theo năm-tháng-ngày, ví dụ 2026-11-20; thời điểm ghi cả giờ và múi giờ, ví dụ "
    "2026-11-20T14:00+07:00."
)
NO_SUCH_DAY = "Ngày này không có trong lịch."
YEAR_OUT_OF_RANGE = "Năm phải từ 1900 đến 2199."
INVALID_CURSOR = "Dấu trang không hợp lệ, xin tải lại danh sách từ đầu."
INTERNAL = "Hệ thống gặp sự cố, yêu cầu chưa được thực hiện. Xin thử lại sau."

# What pydantic found wrong with a field, by its error type.
FIELD_ERRORS = {
    "repeated": "Tham số này ghi nhiều lần, xin chỉ ghi một lần.",
    "missing": "Thiếu thông tin bắt buộc.",
    "extra_forbidden": "Không có mục này trong yêu cầu.",
    "string_too_long": "Nội dung quá dài (tối đa {max_length} ký tự).",
    "string_too_short": "Nội dung quá ngắn (tối thiểu {min_length} ký tự).",
    "string_pattern_mismatch": "Nội dung không đúng định dạng.",
    "string_type": "Mục này phải là chữ.",
    "int_type": "Mục này phải là số nguyên.",
    "int_parsing": "Mục này phải là số nguyên.",
    "model_type": "Mục này phải là một đối tượng JSON.",
    "model_attributes_type": "Mục này phải là một đối tượng JSON.",
    "dict_type": "Mục này phải là một đối tượng JSON.",
    "tuple_type": "Mục này phải là một danh sách.",
    "list_type": "Mục này phải là một danh sách.",
    "timezone_aware": "Ngày giờ phải có múi giờ, ví dụ 2026-11-20T14:00+07:00.",
    "bool_type": "Mục này phải là đúng hoặc sai.",
    "enum": "Giá trị không nằm trong danh mục.",
    "literal_error": "Giá trị không nằm trong danh mục.",
    "greater_than_equal": "Giá trị nhỏ hơn mức cho phép ({ge}).",
    "less_than_equal": "Giá trị lớn hơn mức cho phép ({le}).",
    "too_long": "Danh sách quá dài (tối đa {max_length} mục).",
    "too_short": "Danh sách quá ngắn (tối thiểu {min_length} mục).",
}
FIELD_ERROR = "Giá trị không hợp lệ."
CONTROL_CHARACTER = "Nội dung có ký tự điều khiển không hợp lệ."
NOT_IN_WORDS = "Phải nêu bằng lời, không chỉ ghi dấu."
LATIN_SPELLING_NEEDED = (
    "Nội dung có chữ hoặc ký hiệu mà biểu mẫu in chưa có, "
    "xin viết bằng chữ cái La-tinh (chữ quốc ngữ hoặc như trên hộ chiếu)."
)

# Plain pages, for browsers without script.
NOT_DONE = "Chưa làm được"
TELL_CODE = "Khi cần hỗ trợ, hãy đọc mã này: {code}."
TO_THE_BEGINNING = "Về trang đầu"
WRONG_FORM = "Không đọc được nội dung đã gửi. Hãy điền lại trên trang của hệ thống."
