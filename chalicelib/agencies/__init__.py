"""Cơ quan: the tree of agencies, their opening hours, the working calendar, the rules in force.

Legal basis: QĐ 20/2020/QĐ-TTg (mã định danh), Bộ luật Lao động 2019 Điều 111–112 (ngày nghỉ),
the province's operating rules (QĐ 03/2023/QĐ-UBND An Giang, QĐ 43/2024/QĐ-UBND Đồng Tháp).
"""
