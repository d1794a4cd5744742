// The site's pages as the front knows them; both are filled in when the house is packaged. The
// bucket itself could only answer 403, and an error page of the distribution would also replace
// what the API says.
const PAGES = [];
const MISSING = '';

function handler(event) {
  if (PAGES.includes(event.request.uri)) return event.request;
  return {
    statusCode: 404,
    statusDescription: 'Not Found',
    headers: {
      'content-type': { value: 'text/html; charset=utf-8' },
      'cache-control': { value: 'no-cache' },
      'content-security-policy': { value: "default-src 'self'; frame-ancestors 'none'; base-uri 'none'" },
      'referrer-policy': { value: 'no-referrer' },
      'strict-transport-security': { value: 'max-age=31536000; includeSubDomains' },
      'x-content-type-options': { value: 'nosniff' },
    },
    body: { encoding: 'text', data: MISSING },
  };
}
