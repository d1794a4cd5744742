"""The identity provider's own words (Cổng DVCQG, OpenID Connect claims)."""

NAME = "HoVaTen"  # họ và tên
ACCOUNT_KIND = "LoaiTaiKhoan"  # 1 cá nhân, 2 doanh nghiệp
IDENTITY_NUMBER = "SoDinhDanh"
TAX_CODE = "MaSoThue"
FIRM_NAME = "TenDoanhNghiep"
PHONE = "SoDienThoai"
EMAIL = "ThuDienTu"
ADDRESS = "DiaChi"

PERSONAL_ACCOUNT = "1"
FIRM_ACCOUNT = "2"
