"""What this room says to people, in Vietnamese."""

OTHER_STEP = "Hồ sơ đang ở bước “{step}”, không phải bước vừa nêu."
NUMBER_NEEDED = "Kết quả là văn bản thì phải có số, ký hiệu của văn bản đó."
REASON_REQUIRED = "Từ chối giải quyết phải nêu rõ lý do."
NOT_BY_POST = "Chỉ trả qua bưu chính mới ghi địa chỉ nhận."
PAPERS_GO_BACK_ON_PAPER = "Giấy tờ đã nộp bản giấy phải trả lại bản giấy, không trả bản điện tử."
ALREADY_ASSIGNED = "Hồ sơ đang do {name} thụ lý."
FIRST_STEP = "Đây là bước đầu tiên sau tiếp nhận, không trả lại được."
OPINION_NOT_FOUND = "Không có yêu cầu lấy ý kiến này, hoặc đã được trả lời, đã thôi."
ASKED_ALREADY = "Cơ quan {agency} đang được lấy ý kiến hoặc là cơ quan giải quyết."
EXTENDED_ALREADY = "Chỉ được hẹn lại {times} lần."
EXTENSION_LATE = (
    "Phải xin lỗi và hẹn lại chậm nhất hết ngày {day}. Từ ngày hẹn trả thì giải trình và xin lỗi."
)
LENGTHENED_ALREADY = "Thời hạn của hồ sơ này đã được kéo dài theo quy định."
LENGTHENING_LATE = "Hồ sơ đã quá hạn, không kéo dài thời hạn được: phải giải trình và xin lỗi."
PAPER_NEEDED = "Phải nêu số ngày làm việc và văn bản ấn định số ngày đó."
WRONG_TIME = "Việc xác minh phải ở sau khi tiếp nhận hồ sơ và không ở tương lai."
VERIFICATION_NOT_RECORDED = (
    "Thời hạn đã kéo dài để xác minh: phải ghi biên bản xác minh trước khi ký kết quả."
)
NOT_LATE = "Hồ sơ chưa đến ngày hẹn: còn xin lỗi và hẹn lại trong hạn được."
UNKNOWN_REASON = "Lý do chậm muộn phải là một trong các lý do đã ban hành: {names}."
LATENESS_NOT_EXPLAINED = (
    "Hồ sơ quá hạn chưa được giải trình lý do với người đứng đầu cơ quan: công chức xử lý giải "
    "trình, lãnh đạo xin lỗi, rồi mới kết thúc."
)
APOLOGY_NEEDED = (
    "Hồ sơ quá hạn phải có thư xin lỗi trước khi kết thúc: lãnh đạo lập thư xin lỗi (Mẫu số 04)."
)
APOLOGISED_ALREADY = "Đã xin lỗi vì lần chậm này."
PROMISE_NEEDED = "Thư xin lỗi phải hẹn ngày trả kết quả mới: nêu số ngày làm việc kể từ nay."
TOO_MANY_DAYS = "Nhiều nhất {most} ngày làm việc đối với hồ sơ này."
OTHER_AGENCY = "Hồ sơ này thuộc cơ quan khác giải quyết."
TOO_MANY_OPINIONS = "Mỗi lúc chỉ chờ ý kiến của nhiều nhất {most} cơ quan."
DOSSIERS_IN_HAND = (
    "Người này đang giữ {count} hồ sơ chưa giải quyết xong: hãy nêu người nhận bàn giao "
    "(hand_over_to) trước khi thôi vai trò thụ lý."
)
STILL_IN_HAND = (
    "Người này thôi vai trò thụ lý nhưng vẫn còn đứng tên {count} hồ sơ tại {agency}, được giao "
    "đúng lúc thay đổi; xin bàn giao cho người khác."
)
LAST_OF_ROLE = "{agency} còn hồ sơ chưa giải quyết xong mà không còn ai giữ vai trò “{role}”."
WITHDRAWN_ONLINE = "Hồ sơ nộp trực tuyến do chính người nộp rút."
OFFICER_NOT_FOUND = "Không có tài khoản này trên hệ thống."
SAY_WHO_CAME = (
    "Người khác nhận kết quả tại quầy thì ghi họ tên, số định danh hoặc hộ chiếu và tư cách nhận."
)
TAKEN_AT_THE_COUNTER = "Người đến nhận thay chỉ ghi khi trả kết quả tại quầy."
REASON_ONLY_TO_REFUSE = "Có lý do từ chối thì phải chọn từ chối giải quyết."
NOT_AN_OFFICER = "Đây không phải tài khoản của một công chức."
NO_RESULT = "Hồ sơ chưa có kết quả giải quyết nên không có kết quả sai sót để sửa."
NOT_HANDED_IN = "Nơi tiếp nhận không nhận bản giấy nào của giấy tờ {paper} trong hồ sơ này."
NO_REFUSAL = "Hồ sơ không kết thúc bằng văn bản từ chối giải quyết nên không có gì để thu hồi."
CLOCK = "Hệ thống nhắc hạn"

EXAMPLE_NOTES = {
    "verify": "Phải xác minh tại nơi cư trú trước đây",
    "verified": "Nội dung khai đúng với sổ gốc",
    "remedy": "Cấp lại giấy tờ đúng, cơ quan chi trả mọi chi phí",
    "step": "Đã thẩm tra",
    "result": "Đã ký",
    "return": "Đã trao tận tay",
    "received_by": "Trần Thị Ví Dụ",
    "sent_to": "Số 2 đường Ví Dụ, khóm 2",
    "question": "Đề nghị cho ý kiến về nội dung hồ sơ",
    "answer": "Thống nhất với hồ sơ",
    "ground": "Nêu rõ lý do theo quy định",
    "article": "Nghị định 61/2018/NĐ-CP Điều 19",
}
