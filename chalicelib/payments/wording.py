"""What this room says to people, in Vietnamese."""

ALREADY_DEMANDED = "Đã yêu cầu nộp đúng các khoản này."
NOTHING_TO_PAY = "Không có khoản phí, lệ phí nào phải thu."
WRONG_AMOUNT = "Số tiền phải đúng bằng {due} đồng đã yêu cầu."
ALREADY_EXEMPT = "Các khoản này đã nộp hoặc đã được miễn."
FEE_LEFT_OUT = "Phải yêu cầu nộp cả “{fee}”, vì khoản này phải nộp trước khi giải quyết."
EXAMPLE_PROOF = "Giấy xác nhận thuộc trường hợp được miễn"
