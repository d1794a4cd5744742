// The site's pages and screens as the front knows them; all is filled in when the house is packaged.
// The bucket itself could only answer 403, and an error page of the distribution would also replace
// what the API says.
const PAGES = [];
const SCREENS = [];
const MISSING = '';
const POLICY = '';

function handler(event) {
  const request = event.request;
  if (request.uri.startsWith('/assets/') || PAGES.includes(request.uri)) return request;
  if (SCREENS.includes(request.uri.split('/')[1])) {
    request.uri = '/index.html';
    return request;
  }
  return {
    statusCode: 404,
    statusDescription: 'Not Found',
    headers: {
      'content-type': { value: 'text/html; charset=utf-8' },
      'cache-control': { value: 'no-cache' },
      'content-security-policy': { value: POLICY },
      'referrer-policy': { value: 'no-referrer' },
      'strict-transport-security': { value: 'max-age=31536000; includeSubDomains' },
      'x-content-type-options': { value: 'nosniff' },
    },
    body: { encoding: 'text', data: MISSING },
  };
}
