"""Theo dõi, giám sát: counts, lists and indicators. It reads what happened and moves nothing.

Legal basis: QĐ 766/QĐ-TTg (bộ chỉ số), NĐ 61/2018/NĐ-CP Điều 30, QĐ 03/2023/QĐ-UBND An Giang
Điều 32 khoản 9–10 (theo dõi, công khai).
"""
