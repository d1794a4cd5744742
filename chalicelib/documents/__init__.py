"""Giấy tờ: thành phần hồ sơ, biểu mẫu in, bản điện tử.

What people bring and what we hand back on paper: uploads and scans, and the printed
forms, filled in and kept as PDF.

Legal basis: Thông tư 01/2018/TT-VPCP Điều 9, 10 (biểu mẫu, khổ A5) và Điều 19 (mã hồ sơ, mã QR);
Quyết định 25/2019/QĐ-UBND An Giang, Mẫu số 01; Quyết định 03/2023/QĐ-UBND An Giang Điều 13,
sửa đổi bởi Quyết định 51/2024/QĐ-UBND (mã QR trên giấy tiếp nhận, Thông tư 01/2023/TT-VPCP
Điều 26); Thông tư 03/2025/TT-VPCP Phụ lục I (biểu mẫu hiện hành).
"""
