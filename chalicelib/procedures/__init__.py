"""Thủ tục hành chính: the catalogue, its versions, papers, fees, steps and electronic forms.

Legal basis: NĐ 63/2010/NĐ-CP Điều 8 (bộ phận cấu thành), Điều 15, 24 (công bố, công khai);
NĐ 42/2022/NĐ-CP Điều 11 (dịch vụ công trực tuyến toàn trình, một phần).
"""
