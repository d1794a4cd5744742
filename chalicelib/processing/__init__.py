"""Giải quyết: the steps of the internal process, assignment, opinions of other agencies,
deadlines and their warnings, results and how they are returned, and how a dossier ends.

Legal basis: NĐ 61/2018/NĐ-CP Điều 19, 20 (giải quyết, trả kết quả); TT 01/2018/TT-VPCP Điều 10
(biểu mẫu); TT 03/2025/TT-VPCP Phụ lục I.
"""
