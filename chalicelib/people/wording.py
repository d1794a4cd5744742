"""What this room says to people, in Vietnamese."""

GIVEN_NAME = "Họ, chữ đệm, tên chỉ gồm chữ cái, không có chữ số hay ký hiệu."
IDENTITY_NUMBER = "Số định danh cá nhân phải gồm đúng 12 chữ số."
IDENTITY_NUMBER_PLACE = (
    "Số định danh cá nhân không đúng: ba số đầu không phải mã tỉnh, thành phố hoặc mã nước nơi "
    "đăng ký khai sinh."
)
IDENTITY_NUMBER_YEAR = "Số định danh cá nhân không đúng: năm sinh trong số này ở tương lai."
TAX_CODE = (
    "Mã số thuế không đúng (10 chữ số có số kiểm tra, 13 chữ số cho chi nhánh, "
    "hoặc số định danh cá nhân 12 chữ số)."
)
PHONE = (
    "Số điện thoại không đúng (ví dụ 0912345678, 02963123456; số nước ngoài ghi cả mã nước: "
    "+12025550123)."
)
PASSPORT = "Số hộ chiếu chỉ gồm từ 5 đến 20 chữ số và chữ cái không dấu."
COUNTRY = "Mã quốc gia gồm hai chữ cái theo ISO 3166-1 (ví dụ KH, LA, US)."
DATE_AS_KNOWN = "Ngày phải là năm, năm-tháng hoặc năm-tháng-ngày (2019, 2019-05, 2019-05-30)."
NUMBER = "Số này chỉ gồm chữ số và chữ cái không dấu."
EMAIL = "Địa chỉ thư điện tử không đúng."
SUBJECT = (
    "Tên tài khoản phải gồm từ 1 đến 120 ký tự ASCII in được, không có dấu % và không có "
    "khoảng trắng ở đầu và cuối."
)
CLAIMED_IDENTITY_NUMBER = (
    "Số định danh cá nhân trong tài khoản đăng nhập không đúng (phải gồm 12 chữ số), "
    "xin liên hệ nơi cấp tài khoản."
)
CLAIMED_TAX_CODE = "Mã số thuế trong tài khoản đăng nhập không đúng, xin liên hệ nơi cấp tài khoản."
NUMBER_NEEDED = (
    "Tài khoản công vụ của bạn chưa có số định danh cá nhân, xin đề nghị quản trị cơ quan "
    "ghi số này khi phân quyền."
)
NUMBER_DIFFERS = (
    "Số định danh cá nhân của tài khoản khác với số đã ghi khi phân quyền, "
    "xin đề nghị quản trị cơ quan kiểm tra."
)
OFFICER_WITHOUT_NUMBER = (
    "Phân quyền của người này chưa có số định danh cá nhân nên chưa thể giao việc, "
    "xin đề nghị quản trị cơ quan bổ sung."
)
GRANT_NEEDS_NUMBER = (
    "Phải ghi số định danh cá nhân của người được phân quyền, để không ai tự giải quyết "
    "hồ sơ của chính mình."
)
NO_GRANT = "Tài khoản công vụ này chưa được phân quyền trên hệ thống."
SIGN_IN_NOT_BEGUN = (
    "Lần đăng nhập này đã quá lâu hoặc không bắt đầu từ trình duyệt này, xin đăng nhập lại."
)
SIGN_IN_UNAVAILABLE = "Chưa liên hệ được hệ thống định danh điện tử, xin thử lại sau ít phút."
GRANTS_CHANGED = "Quyền của người này vừa được người khác thay đổi, xin tải lại."
TITLES_GIVEN = (
    "By agency, what stands above the officer's signature, line by line as it is printed: `KT. CHỦ "
    "TỊCH`, `PHÓ CHỦ TỊCH`. Without it they stay as they are; NĐ 30/2020 Điều 8, Phụ lục I"
)
TITLE_WITHOUT_ROLE = "Chức vụ ký tại {} cần có một vai trò tại đó."
TITLE_LINES = "Chức vụ ký có từ một đến {} dòng"
UNKNOWN_ROLE = "Không có vai trò “{role}”."
ROLE_OF_THE_PROVINCE = "Vai trò “{role}” là của toàn tỉnh, không cấp cho riêng một cơ quan."
UNKNOWN_OFFICER = "Không có người này trong danh sách công vụ."
OWN_GRANTS = "Không được tự thay đổi quyền của chính mình."
BEYOND_YOUR_GRANTS = "Bạn không có thẩm quyền cấp hoặc thu hồi vai trò “{role}” tại cơ quan này."
EXAMPLE_GRANTS_NOTE = "Điều động theo quyết định của cơ quan"
EXAMPLE_OFFICER_NUMBER = "001190000003"
EXAMPLE_OFFICER = "Võ Minh Ví Dụ"
OFFICER_ELSEWHERE = "Người này không làm việc tại cơ quan do bạn quản trị."
OTHER_AGENCY = "Bạn không làm việc tại cơ quan này."

ROLES = {
    "citizen": "Công dân",
    "firm": "Doanh nghiệp, tổ chức",
    "reception": "Người tiếp nhận tại Bộ phận Một cửa",
    "processing": "Công chức thụ lý",
    "head": "Người có thẩm quyền ký",
    "finance": "Kế toán, thu phí",
    "postal": "Nhân viên bưu chính công ích",
    "agency_admin": "Quản trị của cơ quan",
    "content_admin": "Quản trị nội dung cấp tỉnh",
    "province_admin": "Quản trị cấp cao của tỉnh",
    "partner": "Hệ thống đối tác",
}
