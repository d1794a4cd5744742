"""Con người: citizens, firms, officers, their roles, and how they sign in.

Legal basis: NĐ 69/2024/NĐ-CP (định danh và xác thực điện tử), QĐ 43/2024/QĐ-UBND Đồng Tháp
Điều 5, 8, 20, 32 (tài khoản, phân quyền, bàn giao).
"""
