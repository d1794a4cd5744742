// What people type, paste or scan where a dossier's code is asked for.

export interface Wanted {
  code: string
  proof: string
}

/** The code as the house spells it, also out of a whole address from a QR code. */
export function read(typed: string): Wanted {
  const part = typed.split(/[?#]/).find((one) => /code=/.test(one))
  const given = new URLSearchParams(part ?? '')
  const code = given.get('code') ?? typed
  return { code: tidy(code), proof: given.get('proof') ?? '' }
}

function tidy(code: string): string {
  return code
    .toUpperCase()
    .replace(/\s/g, '')
    .replace(/[\u2010-\u2015]/g, '-')
}
