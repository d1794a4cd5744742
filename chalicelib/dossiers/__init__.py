"""Hồ sơ: the request, its status, its timeline, its deadline. The heart: it does not know
who listens.

Legal basis: NĐ 61/2018/NĐ-CP Điều 16–20, 26 (tiếp nhận, giải quyết, trả kết quả, mã số hồ sơ);
TT 01/2018/TT-VPCP Điều 16, 19 (tra cứu, mã số); QĐ 03/2023/QĐ-UBND An Giang Điều 8, 9, 12.
"""
