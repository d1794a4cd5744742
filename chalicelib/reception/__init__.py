"""Tiếp nhận: how dossiers come in, online, at the counter, by post or from paper; their
examination, their supplements, and what is not received.

Legal basis: NĐ 61/2018/NĐ-CP Điều 15–18 (hướng dẫn, nộp, tiếp nhận, chuyển hồ sơ);
QĐ 45/2016/QĐ-TTg Điều 7 (bưu chính công ích); QĐ 43/2024/QĐ-UBND Đồng Tháp Điều 21 (sổ ghi khi
hệ thống gián đoạn).
"""
