// The day it is in Viet Nam, as 2026-01-05, and days counted from it.
const DAY = 86_400_000 // milliseconds

export const today = (after = 0) =>
  new Date(Date.now() + 7 * 3_600_000 + after * DAY).toISOString().slice(0, 10)
