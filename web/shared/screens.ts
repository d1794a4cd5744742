// What a screen is: an address, whom it is for, and a view that is loaded when it is opened.
import type { Component } from 'vue'

/** Who may open a screen. Nobody is kept out of data by it: the API does that. */
export type Audience = 'anyone' | 'applicants' | 'officers' | 'administrators'

export interface Screen {
  /** In Vietnamese without marks, as people say an address on the telephone: `/tra-cuu`. */
  path: string
  for: Audience
  view: () => Promise<{ default: Component }>
}

export const screen = (one: Screen): Screen => one
