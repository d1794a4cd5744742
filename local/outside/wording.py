"""Pages of the simulators, in Vietnamese."""

PAGE = """<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Thế giới bên ngoài - Một Cửa</title>
<link rel="stylesheet" href="/style.css">
<main>
{content}
</main>
</html>
"""

OVERVIEW = """<h1>Thế giới bên ngoài</h1>
<p>Các hệ thống mà tỉnh kết nối được mô phỏng tại đây. Mọi người và mọi con số đều là hư cấu.</p>
<h2>Hệ thống định danh điện tử (OpenID Connect)</h2>
<p>Đã cấp <strong>{issued}</strong> mã truy cập từ lúc khởi động.
   Mô tả: <a href="/outside/identity/.well-known/openid-configuration">openid-configuration</a>,
   khóa công khai: <a href="/outside/identity/jwks">jwks</a>.</p>
<table>
<caption>Tài khoản có sẵn</caption>
<thead><tr><th scope="col">Tài khoản<th scope="col">Tên</thead>
<tbody>{rows}</tbody>
</table>
<p>Lấy mã truy cập: <code>make token AS=citizen-1</code>.</p>
<p><a href="/">Về trang chủ</a></p>
"""

NOTHING_HERE = "<h1>Không có gì ở đây</h1><p><a href='/outside'>Xem các mô phỏng</a></p>"
SIGN_IN = "<h1>Đăng nhập</h1><p>Chọn tài khoản mô phỏng:</p><ul>{rows}</ul>"
