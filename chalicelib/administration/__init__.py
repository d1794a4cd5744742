"""Quản trị dữ liệu: procedures, forms, rules, agencies, hours and days, changed by two persons.

A change is drafted, compared with what is in force, approved by somebody else, and in force from
its day on. It names the document that decides it. What a pack brought is the start only.

Legal basis: QĐ 03/2023/QĐ-UBND An Giang Điều 3 khoản 7, Điều 31 khoản 2, 3 và 15; QĐ
43/2024/QĐ-UBND Đồng Tháp Điều 15 khoản 1, Điều 20 khoản 1; NĐ 63/2010/NĐ-CP Điều 24.
"""
