"""What the printed forms say, in the words of the law's own forms."""

from __future__ import annotations

import datetime as dt

from ..foundation import clock

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PAGE_OF = "Trang {page}/{pages} (mã hồ sơ: {code})"

RECEIPT = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
RECEIPT_TITLE = ("GIẤY TIẾP NHẬN HỒ SƠ", "VÀ HẸN TRẢ KẾT QUẢ")
FOLLOW = "Tra cứu: quét mã hoặc mở {}"
CODE = "Mã hồ sơ: "
DESK = "Bộ phận Tiếp nhận và Trả kết quả"
SUBMITTER = "Tiếp nhận hồ sơ của: {}"
OWNER = "Chủ hồ sơ: {}"
ORGANISATION = "Cơ quan, tổ chức: {}"
IDENTITY_NUMBER = "Số định danh: {}"
ADDRESS = "Địa chỉ: {}"
PHONE = "Số điện thoại: {}"
EMAIL = "Email: {}"
REQUEST = "Nội dung yêu cầu giải quyết: {} (mã thủ tục: {})."
PAPERS = "1. Thành phần hồ sơ nộp gồm:"
NO_PAPERS = "1. Thành phần hồ sơ nộp gồm: không có giấy tờ kèm theo."
PAPERS_HEADINGS = ("TT", "Tên giấy tờ", "Bản chính", "Bản sao")
SETS = "2. Số lượng hồ sơ: {:02d} (bộ)."
TIME_LIMIT = "3. Thời gian giải quyết hồ sơ theo quy định là: {}."
RECEIVED = "4. Thời gian nhận hồ sơ: {}."
DUE = "5. Thời gian trả kết quả giải quyết hồ sơ: {}."
RETURN_BY = "6. Đăng ký nhận kết quả tại: {}."
FEE = "7. Phí, lệ phí: {}."
REGISTER = "Vào Sổ theo dõi hồ sơ, Quyển số: {}, Số thứ tự: {}."
SIGNATURES = ("NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ")
SIGN_HERE = "(Ký và ghi rõ họ tên)"
HOTLINE = "Điện thoại hỗ trợ: {}."
HOW_COUNTED = "Cách tính thời gian trả kết quả (mục 5):"


def moment(at: dt.datetime) -> str:
    local = at.astimezone(clock.LOCAL)
    return f"{local:%H} giờ {local:%M} phút, {day(at)}"


def day(at: dt.datetime) -> str:
    """A day below 10 and the months 1 and 2 take a zero, so that no digit can be added."""
    local = at.astimezone(clock.LOCAL)
    month = f"{local.month:02d}" if local.month < 3 else f"{local.month}"
    return f"ngày {local.day:02d} tháng {month} năm {local.year}"


# What the receipt is filled in with.
NO_RECEIPT_YET = "Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận và hẹn trả kết quả."
COMMUNE_KINDS = ("phường", "xã", "đặc khu", "thị trấn")
PROVINCE_KIND = "Tỉnh"
SAME_DAY = "trong ngày làm việc (tiếp nhận sau {} thì trả trong ngày làm việc kế tiếp)"
WORKING_DAYS = "{:02d} ngày làm việc"
WORKING_HOURS = "{:02d} giờ làm việc"
RETURN_METHODS = {
    "counter": "Bộ phận Tiếp nhận và Trả kết quả",
    "postal": "Qua dịch vụ bưu chính công ích",
    "electronic": "Bản điện tử trên hệ thống",
}
NO_FEE = "không thu"
FEE_LINE = "{} {} đồng/{}"
