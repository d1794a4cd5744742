"""What this room says to people, in Vietnamese."""

NOT_EXAMINED = (
    "Phải kiểm tra đủ giấy tờ bắt buộc trước khi yêu cầu nộp phí, lệ phí; chưa kiểm tra: {papers}."
)
UNKNOWN_CHECKED = "Giấy tờ “{paper}” không thuộc thành phần hồ sơ."
ALREADY_DEMANDED = "Đã yêu cầu nộp đúng các khoản này."
NOTHING_TO_PAY = "Không có khoản phí, lệ phí nào phải thu."
WRONG_AMOUNT = "Số tiền phải đúng bằng {due} đồng đã yêu cầu."
ALREADY_EXEMPT = "Các khoản này đã nộp hoặc đã được miễn."
FEE_LEFT_OUT = "Phải yêu cầu nộp cả “{fee}”, vì khoản này phải nộp trước khi giải quyết."
EXAMPLE_PROOF = "Giấy xác nhận thuộc trường hợp được miễn"
