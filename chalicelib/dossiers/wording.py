"""What this room says to people, in Vietnamese."""

STATUSES = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}

EVENTS = {
    "submitted": "Nộp hồ sơ trực tuyến",
    "received": "Nộp hồ sơ tại quầy hoặc qua bưu chính",
    "settled_at_once": "Giải quyết và trả kết quả ngay",
    "refused_at_once": "Từ chối tiếp nhận hồ sơ ngay khi nộp",
    "accepted": "Tiếp nhận hồ sơ",
    "forwarded": "Chuyển hồ sơ đến bộ phận giải quyết",
    "reception_refused": "Từ chối tiếp nhận hồ sơ",
    "supplement_requested": "Yêu cầu bổ sung, hoàn thiện hồ sơ",
    "supplement_received": "Nhận hồ sơ bổ sung",
    "amended": "Sửa đổi, bổ sung hồ sơ trước khi tiếp nhận",
    "fee_demanded": "Yêu cầu nộp phí, lệ phí",
    "fee_waived": "Miễn nộp phí, lệ phí đã yêu cầu",
    "fee_paid": "Đã nộp phí, lệ phí",
    "assigned": "Phân công người thụ lý",
    "handed_over": "Bàn giao hồ sơ",
    "step_completed": "Hoàn thành bước xử lý",
    "step_sent_back": "Trả lại bước trước",
    "opinion_requested": "Lấy ý kiến cơ quan phối hợp",
    "opinion_given": "Cơ quan phối hợp trả lời",
    "opinion_overdue": "Quá hạn chưa có ý kiến của cơ quan phối hợp",
    "opinion_cancelled": "Thôi lấy ý kiến cơ quan phối hợp",
    "deadline_extended": "Xin lỗi và hẹn lại ngày trả kết quả",
    "deadline_warned": "Nhắc hạn xử lý",
    "limit_lengthened": "Kéo dài thời hạn giải quyết theo quy định",
    "verification_recorded": "Xác minh, có biên bản",
    "lateness_explained": "Giải trình lý do chậm muộn",
    "apologised": "Xin lỗi vì trả kết quả chậm",
    "result_corrected": "Sửa kết quả sai sót, xin lỗi và cấp kết quả thay thế",
    "refusal_withdrawn": "Thu hồi văn bản từ chối sai, tiếp tục giải quyết hồ sơ",
    "papers_lost": "Xin lỗi và khắc phục giấy tờ bị mất, bị hỏng",
    "stopped": "Dừng giải quyết hồ sơ",
    "resolved": "Có kết quả giải quyết",
    "resolution_refused": "Từ chối giải quyết hồ sơ",
    "returned": "Trả kết quả",
    "withdrawn": "Rút hồ sơ",
    "corrected": "Đính chính thông tin hồ sơ",
    "approval_given": "Lãnh đạo duyệt đề nghị",
    "approval_withdrawn": "Lãnh đạo rút lại việc duyệt",
    "reference_added": "Ghi nhận mã hồ sơ của hệ thống khác",
    "personal_data_erased": "Xóa dữ liệu cá nhân khi hết thời hạn lưu giữ",
    "taken_over": "Chuyển sang từ hệ thống trước đây",
}

# What each move is called, where somebody may not make it.
MOVES = {
    "accept": EVENTS["accepted"],
    "forward": EVENTS["forwarded"],
    "refuse_reception": EVENTS["reception_refused"],
    "request_supplement": EVENTS["supplement_requested"],
    "supplement": EVENTS["supplement_received"],
    "amend": EVENTS["amended"],
    "demand_fee": EVENTS["fee_demanded"],
    "pay_fee": EVENTS["fee_paid"],
    "complete_step": EVENTS["step_completed"],
    "send_back": EVENTS["step_sent_back"],
    "stop": EVENTS["stopped"],
    "resolve": EVENTS["resolved"],
    "refuse_to_resolve": EVENTS["resolution_refused"],
    "return": EVENTS["returned"],
    "withdraw": EVENTS["withdrawn"],
    "assign": EVENTS["assigned"],
    "hand_over": EVENTS["handed_over"],
    "request_opinions": EVENTS["opinion_requested"],
    "give_opinion": EVENTS["opinion_given"],
    "cancel_opinion": EVENTS["opinion_cancelled"],
    "extend": EVENTS["deadline_extended"],
    "lengthen": EVENTS["limit_lengthened"],
    "record_verification": EVENTS["verification_recorded"],
    "explain_lateness": EVENTS["lateness_explained"],
    "apologise": EVENTS["apologised"],
    "correct_result": EVENTS["result_corrected"],
    "withdraw_refusal": EVENTS["refusal_withdrawn"],
    "record_loss": EVENTS["papers_lost"],
    "correct": EVENTS["corrected"],
    "approve": EVENTS["approval_given"],
    "withdraw_approval": EVENTS["approval_withdrawn"],
    "add_reference": EVENTS["reference_added"],
    "warn": EVENTS["deadline_warned"],
    "note_overdue_opinions": EVENTS["opinion_overdue"],
    "erase_personal_data": EVENTS["personal_data_erased"],
}

APPROVABLE = {
    "request_supplement": "yêu cầu bổ sung hồ sơ",
    "correct": "đính chính hồ sơ",
    "demand_fee": "tính phí, lệ phí khác số lượng đã khai",
    "enter_late": "nhập chậm việc đã ghi trên giấy",
}

UNLAWFUL_MOVE = "Hồ sơ đang ở trạng thái “{status}” nên không thực hiện được thao tác này."
INSTEAD = "{why} Việc làm được lúc này: {moves}."
NOT_AT_THIS_STEP = "Quy trình nội bộ của hồ sơ chưa đến hoặc đã qua bước của thao tác này."
OPINIONS_AWAITED = (
    "Hồ sơ đang chờ ý kiến của cơ quan khác: chờ trả lời, hoặc thôi lấy ý kiến và nêu lý do."
)
ANSWER_AWAITED = "Chưa hết hạn bổ sung hoặc nộp tiền ({at}), chưa kết thúc hồ sơ được."
NEVER_RECEIVED = (
    "Hồ sơ chưa được tiếp nhận thì từ chối tiếp nhận và nêu lý do, không dừng giải quyết."
)
PAID_ALREADY = "Phí, lệ phí đã yêu cầu thì đã nộp đủ rồi: không thu nữa."
RECEIPT_USED = (
    "Biên lai số {receipt} đã ghi cho một khoản thu khác của nơi này trong năm {year}: hãy ghi "
    "đúng số của biên lai đã giao cho người nộp."
)
NOT_A_RECEIPT = "Số biên lai chỉ gồm chữ, số và dấu / - . , : ( ), có ít nhất một chữ số."
NOT_A_NUMBER = (
    "Số, ký hiệu chỉ gồm chữ, số và dấu / - . , : ( ), có ít nhất một chữ số; ví dụ 12/QĐ-UBND."
)
NUMBER_USED = "Số, ký hiệu {number} đã cấp cho một kết quả khác của cơ quan trong năm {year}."
PAPERS_HANDED_BACK = "Trả lại giấy tờ đã nộp"
NOTHING_TO_HAND_BACK = "Hồ sơ này không có giấy tờ phải trả lại, hoặc giấy tờ đã được trả lại."
FEE_NOT_SETTLED = (
    "Phí, lệ phí phải nộp trước thao tác này chưa được nộp hoặc miễn: {owed}. Cán bộ yêu cầu nộp, "
    "người nộp hồ sơ nộp, hoặc ghi nhận miễn, rồi thực hiện lại."
)
FEE_OWED = "{name} ({amount} đồng)"
FEE_TWICE = "Một khoản phí, lệ phí chỉ nêu một lần."
COUNTED_TWICE = "Số lượng nêu một lần: số lượng và số bản, hoặc từng phần."
RELIEVED_TWICE = "Miễn, giảm nêu một lần: cho cả khoản thu (exempt), hoặc cho từng phần (reliefs)."
RELIEF_NOT_DIVISIBLE = (
    "“{fee}” không tính đều theo từng đơn vị: chỉ miễn, giảm cho cả khoản thu, không cho từng phần."
)
RELIEF_TOO_MUCH = "“{fee}” chỉ tính {units} {per}: không thể miễn, giảm nhiều hơn."
UNKNOWN_FEE = "Thủ tục này không có khoản thu “{fee}”."
QUANTITY_NEEDED = "Phải nêu số lượng để tính “{fee}”."
QUANTITY_DIFFERS = (
    "Số lượng để tính “{fee}” khác số đã khai trong mẫu đơn: hãy sửa mẫu đơn trước. Nếu vẫn tính "
    "khác thì đăng ký hồ sơ, lãnh đạo duyệt cho đúng người tính và khoản thu này, rồi yêu cầu nộp "
    "và ghi rõ lý do."
)
NOT_A_HEAD_THERE = "Người ký, người duyệt phải là lãnh đạo có thẩm quyền của cơ quan đó."
DOSSIER_NOT_FOUND = "Không tìm thấy hồ sơ, hoặc bạn không có quyền xem hồ sơ này."
LOOKUP_NOT_FOUND = "Không tìm thấy hồ sơ khớp với thông tin tra cứu."
TOO_MANY_TRIES = (
    "Hồ sơ này đã bị tra cứu bằng bốn số cuối quá nhiều lần, xin thử lại sau {minutes} phút."
)
DOSSIER_CHANGED = "Hồ sơ vừa được người khác cập nhật, xin tải lại trước khi thao tác tiếp."
NOT_AT_AGENCY = "Bạn không giữ vai trò thực hiện việc này tại {agency}."
OTHER_AGENCY = "Hồ sơ này thuộc cơ quan khác giải quyết."
OTHER_ROLE = "Việc “{step}” không thuộc vai trò của bạn; vai trò thực hiện: {roles}."
OF_SYSTEMS = "Việc “{step}” do hệ thống khác thực hiện."
OWN_DOSSIER = "Không được giải quyết hồ sơ của chính mình, hay hồ sơ có tên mình trong đó."
THEIR_OWN_DOSSIER = (
    "Người này là chủ hồ sơ, người nộp hoặc có tên trong hồ sơ, không được tham gia giải quyết."
)
KEY_REUSED = "Idempotency-Key này đã dùng cho một yêu cầu khác; yêu cầu mới phải dùng một khóa mới."
IDENTITY_REQUIRED = (
    "Công dân phải có số định danh cá nhân; người nước ngoài ghi hộ chiếu; trẻ em chưa có số định "
    "danh ghi ngày sinh và cha hoặc mẹ."
)
TAX_CODE_REQUIRED = "Doanh nghiệp phải có mã số thuế."
BODY_REQUIRED = (
    "Cơ quan, tổ chức phải có mã số thuế, hoặc tên và quyết định thành lập nếu chưa có mã số thuế."
)
NOT_OF_A_PERSON = "Hộ chiếu, thông tin khai sinh chỉ ghi cho cá nhân."
NOT_OF_A_BODY = "Quyết định thành lập chỉ ghi cho cơ quan, tổ chức."
PHONE_REQUIRED = "Phải có số điện thoại, hoặc ghi lý do không có."
PHONE_OR_REASON = "Đã có số điện thoại thì không ghi lý do không có."
PAPER_OF_AUTHORITY_NEEDED = (
    "Người giám hộ, người được ủy quyền phải có giấy tờ chứng minh: loại giấy, số, thời hạn."
)
BEARER_UNKNOWN = "Người mang hồ sơ đến phải có số định danh cá nhân hoặc hộ chiếu."
AUTHORITY_NEEDED = (
    "Bạn nộp hồ sơ của người khác: phải ghi tư cách (cha mẹ, giám hộ, đại diện, được ủy quyền) và "
    "giấy tờ chứng minh."
)
AUTHORITY_WRONG_KIND = "Không thể nộp hồ sơ với tư cách {capacity} cho chủ hồ sơ là {kind}."
AUTHORITY_NOT_BEGUN = "Giấy tờ cho quyền nộp thay ghi ngày lập ở tương lai."
BORN_LATER = "Ngày sinh không được ở tương lai."
REPRESENTATIVE_NEEDS_PAPER = (
    "Người đại diện không nộp bằng tài khoản của tổ chức thì phải nêu giấy tờ cử mình làm đại diện."
)
AUTHORITY_UNDATED = "Giấy ủy quyền, giấy tờ có thời hạn phải ghi ngày lập."
CHILD_OF_AGE = (
    "Người đã thành niên không thể chỉ ghi ngày sinh và cha mẹ: phải có số định danh hoặc hộ chiếu."
)
NOT_FOR_AN_ADULT = (
    "Cha, mẹ chỉ nộp thay con chưa thành niên; người đã thành niên tự nộp hoặc ủy quyền."
)
MINOR_UNKNOWN = "Cha, mẹ nộp thay con thì phải ghi số định danh hoặc ngày sinh của con."
PARENT_TOO_YOUNG = "Người nộp với tư cách cha, mẹ phải sinh trước người con ít nhất {years} năm."
NOT_THE_PARENT = (
    "Người nộp không phải là cha hoặc mẹ đã ghi trong thông tin khai sinh: ghi đúng cha, mẹ, hoặc "
    "nộp với tư cách giám hộ, được ủy quyền."
)
KINDS = {
    "citizen": "cá nhân",
    "firm": "doanh nghiệp",
    "state_body": "cơ quan nhà nước",
    "organisation": "tổ chức",
}
CAPACITIES = {
    "parent": "cha, mẹ",
    "guardian": "người giám hộ",
    "representative": "người đại diện của tổ chức",
    "authorised": "người được ủy quyền",
}
SAY_HOW_CHECKED = "Đã kiểm tra căn cước điện tử thì ghi cách kiểm tra; chưa kiểm tra thì không ghi."
DAY_AHEAD = "Ngày này không được ở tương lai."
CHECKED_OR_REASON = "Đã kiểm tra căn cước điện tử thì không ghi lý do không kiểm tra."
SAY_WHO_CAME = "Nêu tư cách thì phải nêu người đến: họ tên, số định danh hoặc hộ chiếu."
WAIVED_THOUGH_THERE = "Giấy tờ {paper} đã nộp thì không ghi là không phải nộp."
PAPERS_MISSING = (
    "Hồ sơ còn thiếu giấy tờ bắt buộc: {papers}. Hãy yêu cầu bổ sung, hoặc nêu lý do không phải "
    "nộp."
)
ONE_PAPER_MISSING = (
    "Hồ sơ còn thiếu: phải có một trong các giấy tờ {papers}. Hãy yêu cầu bổ sung, hoặc nêu lý do "
    "không phải nộp."
)
NOT_REQUIRED = "Giấy tờ “{paper}” không phải giấy tờ bắt buộc của hồ sơ này."
DEFECT_TWICE = "“{about}” được nêu hai lần."
NOT_EXAMINED = (
    "Phải kiểm tra đủ giấy tờ bắt buộc trước khi yêu cầu nộp phí, lệ phí; chưa kiểm tra: {papers}."
)
UNKNOWN_CHECKED = "Giấy tờ “{paper}” không thuộc thành phần hồ sơ."
WAIVED_UNSEEN = "Chưa kiểm tra căn cước điện tử của người nộp thì không dùng thay giấy tờ được."
APPLICANT_CANNOT_COME = (
    "Chủ hồ sơ là tổ chức, hoặc là trẻ chưa có số định danh: ghi người đến, họ tên, số định danh "
    "hoặc hộ chiếu, và tư cách của người đó."
)
NO_FORM_TO_NUMBER = "Việc này không có mẫu giấy tờ phải ghi số."
ONLY_AT_THE_COUNTER = "Người đến thay chủ hồ sơ chỉ ghi khi làm việc tại quầy."
AUTHORITY_LAPSED = "Quyền nộp thay chủ hồ sơ đã hết hạn ngày {day}."
AUTHORITY_ENDS_FIRST = "Thời hạn ủy quyền không được trước ngày lập giấy."
SAY_WHAT_WAS_SEEN = (
    "Dùng căn cước điện tử thay giấy tờ thì ghi cả cách xuất trình và các thông tin đã xem."
)
NOT_TAKEN_AWAY = "Họ tên và địa chỉ không được để trống."
DESK_FOR_COUNTER = "Chỉ nêu nơi trả kết quả khi nhận kết quả tại quầy."
ADDRESS_REQUIRED = "Nhận kết quả qua bưu chính phải có địa chỉ nhận."
CORRECTION_NEEDS_APPROVAL = (
    "Đính chính phải được lãnh đạo cơ quan giải quyết duyệt trước, cho đúng người đính chính."
)
ALREADY_APPROVED = (
    "Việc này đã được duyệt và chưa thực hiện; muốn duyệt cho người khác thì rút lại trước."
)
APPROVAL_NOT_FOUND = "Việc này chưa được duyệt, hoặc việc duyệt đã dùng, đã rút lại, hết hiệu lực."
OWN_APPROVAL = "Không được tự duyệt đề nghị của chính mình."
NOTHING_CORRECTED = "Chưa có thông tin nào được đính chính."
OPINION_NOT_FOUND = "Không có yêu cầu lấy ý kiến này, hoặc đã được trả lời, đã thôi."
AGENCY_NEEDED = "Phải nêu mã cơ quan."
NO_SUCH_DAY_IN_CODE = "Ngày trong mã hồ sơ không có trong lịch."
CODE_USED = "Mã hồ sơ {code} đã dùng cho một hồ sơ khác."
NOT_AN_OFFICER_THERE = "Người này không phải công chức thụ lý của cơ quan giải quyết."
NOT_THEIR_MOVE = "Người được duyệt không giữ vai trò thực hiện việc này đối với hồ sơ."
NOT_THE_MAKER = "Người được nêu là đã thực hiện việc này chưa có quyền trên hệ thống."
ENTERED_AFTERWARDS = "{title} (nhập bổ sung ngày {at})"
ENTERED_BY_OFFICERS = "Chỉ công chức mới nhập bổ sung việc đã ghi trên sổ, trên giấy."
APPROVED_BY_ONESELF = "Lãnh đạo đã duyệt trên giấy phải tự nhập bổ sung việc duyệt của mình."
HAPPENED_IN_FUTURE = "Thời điểm ghi trên sổ, trên giấy không được ở tương lai."
BEFORE_THE_LAST_MOVE = (
    "Thời điểm ghi trên sổ, trên giấy không được trước việc liền trước, lúc {at}."
)
NO_OUTAGE_THEN = (
    "Không có lần gián đoạn nào được đăng ký cho lúc {at}. Lãnh đạo hoặc quản trị của cơ quan đăng "
    "ký thời gian gián đoạn (từ lúc nào, đến lúc nào, vì sao), rồi nhập lại. Việc đã quá hạn chỉ "
    "được tính là đúng hạn khi người đăng ký khác với người làm, người nhập; mã chỉ dành sẵn thì "
    "chưa phải là gián đoạn."
)
LATE_OUTSIDE_OFFICE = (
    "Việc này đã quá hạn khi nhập: ghi ở ngoài trụ sở không làm việc quá hạn thành đúng hạn. Hãy "
    "thực hiện theo thời gian hiện tại; kết quả đã quá hạn thì giải trình, xin lỗi trước."
)
ENTERED_TOO_LATE = (
    "Việc ghi trên sổ, trên giấy phải được nhập bổ sung chậm nhất {at}. Nhập chậm hơn thì lãnh đạo "
    "duyệt trước cho đúng người nhập, rồi nhập kèm lý do; thời hạn vẫn tính từ thời điểm trên giấy."
)
LATE_ENTRY_NEEDS_APPROVAL = (
    "Nhập chậm phải được lãnh đạo cơ quan giải quyết duyệt trước, cho đúng người nhập và đúng việc."
)
SAY_WHAT_IS_ALLOWED = (
    "Việc duyệt phải nêu duyệt cho nội dung nào: thông tin được đính chính, khoản thu được tính "
    "khác, việc được nhập chậm; yêu cầu bổ sung thì không nêu."
)
PAST_ENTERING = (
    "Việc này đã quá lâu: lãnh đạo cũng chỉ duyệt nhập chậm đến {at}. Hãy liên hệ quản trị hệ "
    "thống của tỉnh."
)
NOT_ENTERED_LATE = "Việc này còn trong hạn nhập bổ sung: không ghi là nhập chậm."
ENTERED_LATE = "{title} (nhập chậm ngày {at}, lãnh đạo đã duyệt)"
PLACE_OUTSIDE = "Tiếp nhận ngoài trụ sở phải nêu địa điểm; trường hợp khác thì không nêu."
ASSIGNED_TO_OTHER = "Hồ sơ này đang được phân công cho người khác."
TIMELINE_BROKEN = "Dữ liệu của hồ sơ này bị hỏng, xin báo cho quản trị hệ thống."
COMPLETION = "Đã hoàn thành {done}/{total} bước."
APPLICANT = "Người nộp hồ sơ"
CHAIN = {
    "missing": "Thiếu sự kiện số {version} trên dòng thời gian.",
    "altered": "Nội dung sự kiện số {version} không khớp với mã băm đã ghi.",
    "content_altered": "Nội dung đính kèm sự kiện số {version} không khớp với mã băm đã ghi.",
    "paper_altered": "Giấy tờ kèm sự kiện số {version} không khớp với mã băm đã ghi.",
    "state_altered": "Trạng thái hiện tại không khớp với dòng thời gian tại sự kiện số {version}.",
}

ERASED = "Dữ liệu cá nhân đã được xóa"
NOTHING_LEFT = (
    "Dữ liệu cá nhân của hồ sơ này đã được xóa ngày {at} vì hết thời hạn lưu giữ, không thực hiện "
    "được thao tác nào nữa."
)
KEPT_UNTIL = (
    "Dữ liệu cá nhân của hồ sơ được lưu giữ {years} năm từ ngày kết thúc, đến ngày {until}, và "
    "chưa xóa sớm hơn được. Căn cứ: {article}."
)
KEPT_SINCE_END = (
    "Dữ liệu cá nhân của hồ sơ được lưu giữ {years} năm từ ngày kết thúc. Căn cứ: {article}."
)
KEPT_FOR_EVER = "Dữ liệu cá nhân của hồ sơ được lưu giữ vĩnh viễn. Căn cứ: {article}."
ERASED_ON = (
    "Dữ liệu cá nhân của hồ sơ đã được xóa ngày {at} sau {years} năm lưu giữ. Căn cứ: {article}."
)

EXAMPLE_APPLICANT = {
    "kind": "citizen",
    "name": "Lê Thị Ví Dụ",
    "identity_number": "001300000099",
    "phone": "0912000099",
    "email": "vi.du@example.com",
    "address": "Số 1 đường Ví Dụ, khóm 1",
}

EXAMPLE_AUTHORITY = {"kind": "Giấy ủy quyền có chứng thực chữ ký", "number": "12/2026"}
EXAMPLE_BEARER = {
    "name": "Phan Văn Đi Thay",
    "identity_number": "001200000098",
    "phone": "0912000097",
}

REFERENCE_TAKEN = "Mã này của hệ thống khác đã gắn với một hồ sơ khác."
OTHER_PURPOSE = "Hệ thống này không được đọc hồ sơ cho mục đích đó."
EXAMPLE_SHEET = "Sổ tiếp nhận lưu động số 01, trang 3"
EXAMPLE_PLACE = "Nhà văn hóa khóm Ví Dụ"
EXAMPLE_REASON = "Nêu rõ lý do theo quy định"
EXAMPLE_WAIVED = "Đã có bản điện tử trong cơ sở dữ liệu"

# Plain pages, for browsers without script.
PLAIN_TITLE = "Thủ tục hành chính"
PLAIN_LOOKUP = "Tra cứu hồ sơ"
PLAIN_CODE = "Mã hồ sơ trên giấy tiếp nhận"
PLAIN_CODE_MISSING = "Hãy nhập mã hồ sơ."
PLAIN_PROOF = "Mã xác nhận, hoặc bốn số cuối số giấy tờ hay điện thoại (không bắt buộc)"
PLAIN_GO = "Tra cứu"
PLAIN_PROCEDURES = "Xem thủ tục"
PLAIN_PROCEDURES_GO = "Tìm thủ tục: giấy tờ, thời hạn, mức thu"
PLAIN_ELSE = "Việc khác"
PLAIN_ELSE_HOW = (
    "Nộp hồ sơ: hãy đến Bộ phận Một cửa nơi tiếp nhận, hoặc dùng trình duyệt có bật JavaScript.",
    "Bổ sung giấy tờ, nhận kết quả: đến nơi ghi trên giấy tiếp nhận.",
)
PLAIN_DONE = "Mức độ hoàn thành"
PLAIN_STATUS = "Trạng thái"
PLAIN_PROMISED = "Hẹn lại"
PLAIN_DUE = "Hẹn trả kết quả"
PLAIN_AGENCY = "Nơi tiếp nhận"
PLAIN_DIVISIONS = "Bộ phận đang giải quyết"
PLAIN_ORGANISATION = "Tổ chức"
PLAIN_APPLICANT = "Người nộp"
PLAIN_FILED = "Nộp lúc"
PLAIN_RECEIVED = "Tiếp nhận lúc"
