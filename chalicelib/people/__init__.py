"""Con người: citizens, firms, officers, their roles, and how they sign in.

Legal basis: NĐ 69/2024/NĐ-CP (định danh và xác thực điện tử), QĐ 43/2024/QĐ-UBND Đồng Tháp
Điều 5, 8, 20, 32 (tài khoản, phân quyền, bàn giao).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.foundation.rooms import opened_on_use

if TYPE_CHECKING:
    from .model import Person

__getattr__ = opened_on_use(__name__)


def identify(token: str) -> Person:
    """Who brings a bearer token; the room opens for the first who brings one."""
    from . import actions

    return actions.identify(token)
