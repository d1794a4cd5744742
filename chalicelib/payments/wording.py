"""What this room says to people, in Vietnamese."""

NOT_EXAMINED = "Phải kiểm tra đủ giấy tờ bắt buộc trước khi yêu cầu nộp phí, lệ phí."
UNKNOWN_CHECKED = "Giấy tờ “{paper}” không thuộc thành phần hồ sơ."
ALREADY_DEMANDED = "Đã yêu cầu nộp đúng các khoản này."
FEE_TWICE = "Một khoản phí, lệ phí chỉ nêu một lần."
NOTHING_TO_PAY = "Không có khoản phí, lệ phí nào phải thu."
WRONG_AMOUNT = "Số tiền phải đúng bằng {due} đồng đã yêu cầu."
UNKNOWN_FEE = "Thủ tục này không có khoản thu “{fee}”."

EXAMPLE_EXEMPT = "Người thuộc hộ nghèo"
