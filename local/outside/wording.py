"""Pages of the simulators, in Vietnamese. They share the look of the first page."""

PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Thế giới bên ngoài - Một Cửa</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/plain.css">
</head>
<body>
<header>
  <a href="/">
    <img src="/favicon.svg" alt="" width="40" height="40">
    <span><strong>Một Cửa</strong> - thế giới bên ngoài (mô phỏng)</span>
  </a>
</header>
<main>
{content}
</main>
</body>
</html>
"""

OVERVIEW = """<h1>Thế giới bên ngoài</h1>
<p>Các hệ thống mà tỉnh kết nối được mô phỏng tại đây. Mọi người và mọi con số đều là hư cấu.</p>
<section class="card">
<h2>Hệ thống định danh điện tử (OpenID Connect)</h2>
<p>Đã cấp <strong>{issued}</strong> mã truy cập từ lúc khởi động.
   Mô tả: <a href="/outside/identity/.well-known/openid-configuration">openid-configuration</a>,
   khóa công khai: <a href="/outside/identity/jwks">jwks</a>.</p>
<table>
<caption>Tài khoản có sẵn; lấy mã truy cập: <code>make token AS=citizen-1</code></caption>
<thead><tr><th scope="col">Tài khoản</th><th scope="col">Tên</th></tr></thead>
<tbody>{rows}</tbody>
</table>
</section>
<p><a class="back" href="/">Về trang chủ</a></p>
"""

NOTHING_HERE = """<h1>Không có gì ở đây</h1>
<p><a class="back" href="/outside">Xem các mô phỏng</a></p>
"""

SIGN_IN = """<div class="card">
<h1>Đăng nhập</h1>
<p>Hệ thống định danh điện tử mô phỏng. Chọn một tài khoản hư cấu:</p>
<ul class="choices">{rows}</ul>
</div>
"""
