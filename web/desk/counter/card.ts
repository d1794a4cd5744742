// What the QR code on an identity card says; a scanner types it like a keyboard:
// number|old number|name|ddmmyyyy|sex|address|ddmmyyyy of issue.

export interface Card {
  number: string
  name: string
  address: string
}

export function readCard(scanned: string): Card | undefined {
  const [number = '', , name = '', , , address = ''] = scanned.trim().split('|')
  if (!/^\d{12}$/.test(number.trim()) || !name.trim()) return undefined
  return { number: number.trim(), name: name.trim(), address: address.trim() }
}
