"""Tiếp quản hồ sơ: dossiers of the system that is replaced go on here, under their old codes.

Each begins with one event, which says what the old system said of it. From then on it moves as
every other dossier does, under the rules of the day on which it was received.

Legal basis: TT 01/2018/TT-VPCP Điều 19 (a dossier has one code); QĐ 03/2023/QĐ-UBND An Giang
Điều 8.
"""
