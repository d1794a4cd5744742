"""What this room says to people, in Vietnamese."""

IDENTITY_NUMBER = "Số định danh cá nhân phải gồm đúng 12 chữ số."
TAX_CODE = "Mã số thuế không đúng (10 chữ số có số kiểm tra, hoặc 13 chữ số cho chi nhánh)."
PHONE = "Số điện thoại không đúng (ví dụ 0912345678 hoặc 02963123456)."
EMAIL = "Địa chỉ thư điện tử không đúng."
NO_GRANT = "Tài khoản công vụ này chưa được phân quyền trên hệ thống."
APPLICANT = "Người nộp hồ sơ"
SIGN_IN_UNAVAILABLE = "Chưa liên hệ được hệ thống định danh điện tử, xin thử lại sau ít phút."
