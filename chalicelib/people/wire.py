"""The identity provider's own words (Cổng DVCQG, OpenID Connect claims)."""

NAME = "HoVaTen"  # họ và tên
ACCOUNT_KIND = "LoaiTaiKhoan"  # 1 cá nhân, 2 doanh nghiệp
IDENTITY_NUMBER = "SoDinhDanh"
TAX_CODE = "MaSoThue"
FIRM_NAME = "TenDoanhNghiep"
PHONE = "SoDienThoai"
EMAIL = "ThuDienTu"
ADDRESS = "DiaChi"
LEVEL = "acr"  # mức độ định danh: LoA1, LoA2
LOGIN_PROVIDER = "loginIdp"  # BCA: tài khoản định danh điện tử (VNeID)

PERSONAL_ACCOUNT = "1"
FIRM_ACCOUNT = "2"
NATIONAL_IDENTITY = "BCA"
LEVELS = {"LoA1": 1, "LoA2": 2}

# Tên của bên cấp tài khoản trong bộ quy tắc.
VNEID, NATIONAL_PORTAL = "vneid", "national_portal"
