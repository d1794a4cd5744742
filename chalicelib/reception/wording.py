"""What this room says to people, in Vietnamese."""

RECEIVED = "Nộp hồ sơ tại quầy hoặc qua bưu chính"
SUPPLEMENT_NOTICE_LATE = "Đã quá hạn yêu cầu bổ sung ({at}), tính từ khi nhận đủ hồ sơ."
APPROVER_NEEDED = (
    "Nội dung này đã thấy được ở lần yêu cầu trước: phải được lãnh đạo cơ quan giải quyết duyệt "
    "trước, cho đúng người yêu cầu."
)
GROUND_NEEDED = (
    "Giai đoạn này đã yêu cầu bổ sung rồi: yêu cầu thêm phải nêu căn cứ (điều, khoản của văn bản)."
)
UNKNOWN_DEFECT = "“{about}” không thuộc thành phần hồ sơ hoặc mẫu đơn."
CONTACT_NEEDED = "Số điện thoại và địa chỉ không được để trống."
NOTHING_AMENDED = "Chưa có nội dung nào của hồ sơ được sửa đổi, bổ sung."
NOTHING_SUPPLEMENTED = "Chưa có nội dung nào được bổ sung hoặc sửa đổi."
KEY_REUSED = "Idempotency-Key này đã dùng cho một yêu cầu khác; yêu cầu mới phải dùng một khóa mới."
NOTHING_TO_PAY = "Không có khoản phí, lệ phí nào phải thu."
HAND_OVER_TOO_OLD = (
    "Biên bản giao nhận phải được nhập chậm nhất {at}. Nhập chậm hơn thì ghi lý do và lãnh đạo đã "
    "duyệt (late_entry); thời hạn giải quyết vẫn tính từ khi giao nhận."
)
LATE_OF_PAPER = "Chỉ biên bản giao nhận hoặc phiếu của sổ gián đoạn mới ghi nhập chậm ở đây."
NOT_SETTLED_AT_ONCE = "Thủ tục này không giải quyết và trả kết quả ngay tại quầy."
AT_ONCE_HERE = "Chỉ nơi tiếp nhận tại quầy mới giải quyết và trả kết quả ngay."
DAY_TOO_FAR = "Chỉ dành mã trước nhiều nhất {days} ngày."
RECEIVED_IN_FUTURE = "Thời điểm tiếp nhận không được ở tương lai."
NOT_BOUNDARY_FREE = "Thủ tục này chưa tiếp nhận không phụ thuộc địa giới hành chính."
NOT_RETURNED_ELSEWHERE = "Thủ tục này chỉ trả kết quả tại nơi tiếp nhận."
RETURNS_NOTHING = "{agency} không phải nơi trả kết quả của Bộ phận Một cửa."
SETTLER_NEEDED = "Nơi này tiếp nhận cho nhiều cơ quan giải quyết: hãy nêu cơ quan giải quyết."
COMPETENT_NEEDED = (
    "Nơi này nhận được thủ tục này, hoặc cơ quan có thẩm quyền tùy theo địa bàn: từ chối vì thẩm "
    "quyền thì phải nêu cơ quan khác có thẩm quyền."
)
NOTHING_TAKEN_IN = "Hồ sơ bị từ chối tiếp nhận thì không nhận giấy tờ, không tiếp nhận, giải quyết."
ONLY_FOR_COMPETENCE = "Chỉ nêu cơ quan có thẩm quyền khi từ chối vì không thuộc thẩm quyền."
CODE_NOT_RESERVED = "Mã hồ sơ này không thuộc dãy mã đã dành cho sổ ghi của cơ quan trong ngày."
DAY_IS_PAST = "Chỉ dành được mã cho hôm nay hoặc ngày sau."
OUTAGE_BOOK = "Sổ ghi khi hệ thống gián đoạn"
NOT_AT_THE_DESK = "Hình thức nộp này không qua quầy tiếp nhận."
ONLY_BY_POST = "Chỉ hồ sơ qua bưu chính mới có thời điểm ký biên bản giao nhận."
ONE_TIME = "Hồ sơ nhập bổ sung chỉ nêu một thời điểm: trên phiếu, khi giao nhận hoặc trên sổ."
BY_ITS_CODE = "Hồ sơ nhận khi hệ thống gián đoạn được nhập theo mã trên phiếu, ở mục outage."
BEFORE_THE_BLOCK = (
    "Dãy mã này được dành lúc {at}: không thể đã cấp cho hồ sơ nhận trước đó. Nếu gián đoạn không "
    "báo trước, lãnh đạo duyệt dãy mã cấp sau."
)
OUTSIDE_THE_OUTAGE = "Dãy mã này dành cho lúc gián đoạn từ {begin} đến {end}."
SPAN_BACKWARDS = "Thời điểm bắt đầu gián đoạn phải trước thời điểm kết thúc."
SPAN_IN_FUTURE = "Chỉ dành mã cấp sau khi hệ thống đã hoạt động trở lại."
SPAN_OF_THE_DAY = "Mỗi ngày gián đoạn dành một dãy mã riêng, từ lúc nào đến lúc nào trong ngày đó."
GIVEN_AFTERWARDS = "Duyệt dãy mã cấp sau khi hệ thống gián đoạn"
NUMBERED_AT_ONCE = "Chỉ hồ sơ giải quyết ngay mới ghi số kết quả và người ký khi tiếp nhận."
SIGNED_BY_NEEDED = "Hồ sơ giải quyết ngay phải ghi người ký kết quả."
WRONG_AMOUNT = "Số tiền phải đúng bằng {due} đồng theo mức thu."
ONLY_REGISTERED = "Hồ sơ chỉ đăng ký thì chưa miễn giấy tờ, chưa thu tiền, chưa giải quyết ngay."
PAPER_NOT_COUNTED = "Giấy tờ “{paper}” phải ghi số bản chính hoặc bản sao đã nhận."
NOT_ASKED = (
    "Hồ sơ đã được tiếp nhận: chỉ sửa các mục của mẫu đơn đã được yêu cầu bổ sung, không sửa: "
    "{fields}."
)
DEFECTS_UNANSWERED = "Nội dung bổ sung chưa có phần nào đã được yêu cầu: {asked}."
POST_REGISTERS = "Nhân viên bưu chính chỉ đăng ký hồ sơ; bộ phận một cửa kiểm tra và tiếp nhận."

E_IDENTITY_NOT_CHECKED = "Chưa kiểm tra căn cước điện tử thì không dùng thay giấy tờ được."
DECLARATION_NEEDED = "Người nộp hồ sơ chưa cam đoan về nội dung đã khai."
LEVEL_TOO_LOW = (
    "Thủ tục này cần đăng nhập bằng tài khoản định danh điện tử mức độ {needed} trở lên."
)
PROVIDER_NOT_ACCEPTED = (
    "Tài khoản này không còn được dùng để nộp hồ sơ; hãy đăng nhập bằng tài khoản định danh điện "
    "tử (VNeID)."
)
EXAMPLE_NOTES = {
    "accept": "Hồ sơ hợp lệ",
    "forward": "Chuyển bản giấy kèm theo",
    "refuse": "Thủ tục không thuộc thẩm quyền giải quyết của cơ quan này",
    "defect": "Bản chụp mờ, không đọc được",
    "form_defect": "Thông tin chưa khớp với giấy tờ kèm theo",
    "outage": "Mất điện toàn khu vực, không báo trước",
    "ground": "Nghị định 61/2018/NĐ-CP Điều 17 khoản 2",
    "supplement": "Đã bổ sung theo yêu cầu",
    "amend": "Tự sửa đổi trước khi tiếp nhận",
}
EXAMPLE_DRAFT = "0d7c2a51-6b1e-4f3a-9a52-3c1d5e8f7a90"
EXAMPLE_NAME = "Trần Văn Ví Dụ"
EXAMPLE_SIGNER = "head-1"
NOT_YOUR_NAME = (
    "Số định danh, mã số thuế là của bạn nhưng họ tên, tên gọi khác với tên trong tài khoản đang "
    "đăng nhập: hãy ghi đúng tên, hoặc cập nhật tài khoản nếu đã đổi tên."
)
HANDED_IN_BY_NEEDED = (
    "Tổ chức, trẻ em chưa có số định danh không tự nộp được: phải ghi người mang hồ sơ đến "
    "và tư cách của người đó."
)
E_IDENTITY_NEEDED = (
    "Phải kiểm tra tài khoản, định danh điện tử của người đến nộp, hoặc ghi lý do không kiểm tra "
    "được."
)
EXAMPLE_NOT_CHECKED = "Người nộp chưa có tài khoản định danh điện tử"
DRAFT_ID = "Mã bản khai dở gồm 8 đến 40 chữ thường không dấu, chữ số hoặc dấu gạch ngang."
DRAFT_TOO_LONG = "Bản khai dở dài quá mức lưu được; hãy rút gọn phần ghi dài nhất."
DRAFT_CHANGED = (
    "Bản khai dở này vừa được lưu ở một cửa sổ hoặc thiết bị khác; hãy mở lại bản mới nhất."
)
TOO_MANY_DRAFTS = (
    "Bạn đang có {most} bản khai dở, là mức nhiều nhất; hãy nộp hoặc xóa bớt rồi làm bản mới."
)
