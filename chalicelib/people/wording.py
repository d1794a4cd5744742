"""What this room says to people, in Vietnamese."""

IDENTITY_NUMBER = "Số định danh cá nhân phải gồm đúng 12 chữ số."
TAX_CODE = (
    "Mã số thuế không đúng (10 chữ số có số kiểm tra, 13 chữ số cho chi nhánh, "
    "hoặc số định danh cá nhân 12 chữ số)."
)
PHONE = "Số điện thoại không đúng (ví dụ 0912345678 hoặc 02963123456)."
NUMBER = "Số này chỉ gồm chữ số và chữ cái không dấu."
EMAIL = "Địa chỉ thư điện tử không đúng."
NO_GRANT = "Tài khoản công vụ này chưa được phân quyền trên hệ thống."
APPLICANT = "Người nộp hồ sơ"
SIGN_IN_UNAVAILABLE = "Chưa liên hệ được hệ thống định danh điện tử, xin thử lại sau ít phút."
GRANTS_CHANGED = "Quyền của người này vừa được người khác thay đổi, xin tải lại."
ROLES = {
    "reception": "tiếp nhận hồ sơ",
    "processing": "công chức thụ lý",
    "head": "lãnh đạo ký duyệt",
    "finance": "kế toán, thu phí",
    "postal": "nhân viên bưu chính công ích",
    "agency_admin": "quản trị cơ quan",
    "content_admin": "quản trị nội dung cấp tỉnh",
    "province_admin": "quản trị cấp cao của tỉnh",
    "partner": "hệ thống đối tác",
}
UNKNOWN_ROLE = "Không có vai trò “{role}”."
UNKNOWN_OFFICER = "Không có người này trong danh sách công vụ."
OWN_GRANTS = "Không được tự thay đổi quyền của chính mình."
BEYOND_YOUR_GRANTS = "Bạn không có thẩm quyền cấp hoặc thu hồi vai trò “{role}” tại cơ quan này."
EXAMPLE_GRANTS_NOTE = "Điều động theo quyết định của cơ quan"
EXAMPLE_OFFICER = "Võ Minh Ví Dụ"
OFFICER_ELSEWHERE = "Người này không làm việc tại cơ quan do bạn quản trị."
OTHER_AGENCY = "Bạn không làm việc tại cơ quan này."
