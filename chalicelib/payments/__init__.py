"""Phí, lệ phí: what is demanded of an applicant after examination, and what was paid.

Legal basis: NĐ 61/2018/NĐ-CP Điều 19 (nghĩa vụ tài chính); CV 442/UBND-TH An Giang (thu
sau khi kiểm tra hồ sơ, không thu trước).
"""
