"""What this room says to people, in Vietnamese."""

TOO_LONG = "Chỉ xem được tối đa {days} ngày mỗi lần, ngày đầu không sau ngày cuối."
OTHER_AGENCY = "Bạn không làm việc tại cơ quan này."
AGENCY_NEEDED = "Phải nêu mã cơ quan."
