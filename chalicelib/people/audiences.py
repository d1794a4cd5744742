"""Who may use each route: a closed list of roles, and the audiences made of them."""

from __future__ import annotations

CITIZEN = "citizen"  # công dân
FIRM = "firm"  # doanh nghiệp, tổ chức
RECEPTION_OFFICER = "reception"  # người tiếp nhận tại Bộ phận Một cửa
PROCESSING_OFFICER = "processing"  # công chức thụ lý
HEAD_OFFICER = "head"  # người có thẩm quyền ký
FINANCE_OFFICER = "finance"  # kế toán, thu phí
POSTAL_AGENT = "postal"  # nhân viên bưu chính công ích
AGENCY_ADMIN = "agency_admin"  # quản trị của cơ quan
CONTENT_ADMIN = "content_admin"  # quản trị nội dung cấp tỉnh (Văn phòng UBND)
PROVINCE_ADMIN = "province_admin"  # quản trị cấp cao của tỉnh
PARTNER_SYSTEM = "partner"  # hệ thống đối tác

# Instead of an agency: the whole province.
EVERYWHERE = "*"

OFFICER_ROLES = frozenset(
    {
        RECEPTION_OFFICER,
        PROCESSING_OFFICER,
        HEAD_OFFICER,
        FINANCE_OFFICER,
        POSTAL_AGENT,
        AGENCY_ADMIN,
        CONTENT_ADMIN,
        PROVINCE_ADMIN,
        PARTNER_SYSTEM,
    }
)

# Roles that an agency's own administrator may give.
AGENCY_ROLES = frozenset(
    {
        RECEPTION_OFFICER,
        PROCESSING_OFFICER,
        HEAD_OFFICER,
        FINANCE_OFFICER,
        POSTAL_AGENT,
    }
)

# Roles of the whole province: held there or not at all.
PROVINCE_ROLES = frozenset({CONTENT_ADMIN, PROVINCE_ADMIN})

APPLICANTS = frozenset({CITIZEN, FIRM})
SIGNED_IN = APPLICANTS | OFFICER_ROLES
RECEPTION = frozenset({RECEPTION_OFFICER})
PROCESSING = frozenset({PROCESSING_OFFICER})
HEADS = frozenset({HEAD_OFFICER})
DESK = frozenset({RECEPTION_OFFICER, PROCESSING_OFFICER, HEAD_OFFICER, FINANCE_OFFICER})
PROVINCE_ADMINS = frozenset({PROVINCE_ADMIN})
ADMINS = frozenset({AGENCY_ADMIN, PROVINCE_ADMIN})
# Who drafts changes of the province's data, who approves them, who reads them.
DATA_DRAFTERS = frozenset({AGENCY_ADMIN, CONTENT_ADMIN, PROVINCE_ADMIN})
DATA_APPROVERS = frozenset({HEAD_OFFICER, PROVINCE_ADMIN})
DATA_KEEPERS = DATA_DRAFTERS | DATA_APPROVERS
INTAKE = frozenset({RECEPTION_OFFICER, POSTAL_AGENT})
CASHIERS = frozenset({RECEPTION_OFFICER, FINANCE_OFFICER})
OUTAGE_KEEPERS = frozenset({RECEPTION_OFFICER, HEAD_OFFICER, AGENCY_ADMIN})
STAFF = OFFICER_ROLES - {POSTAL_AGENT, PARTNER_SYSTEM}
DOSSIER_READERS = APPLICANTS | DESK
READING_OVERSEERS = APPLICANTS | {AGENCY_ADMIN}
RECEIPT_READERS = DOSSIER_READERS | {POSTAL_AGENT}
