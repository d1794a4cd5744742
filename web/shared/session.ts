// Who is signed in. The browser keeps a cookie that no script can read, and nothing else.
import { computed, ref } from 'vue'
import { api } from './api/client'
import type { components } from '@api'

export type Me = components['schemas']['PersonView']

/** `undefined` until the house has answered, `null` when nobody is signed in. */
export const me = ref<Me | null>()
export const signedIn = computed(() => !!me.value)

const held = computed(
  () =>
    new Set(
      [...(me.value?.roles ?? []), ...(me.value?.agencies ?? []).flatMap((one) => one.roles)].map(
        (role) => role.code,
      ),
    ),
)
const any = (...codes: string[]) => computed(() => codes.some((code) => held.value.has(code)))

export const isApplicant = any('citizen', 'firm')
export const isOfficer = any('reception', 'processing', 'head', 'finance', 'postal')
export const isAdministrator = any('agency_admin', 'content_admin', 'province_admin')
export const isHead = any('head')
export const isReception = any('reception', 'postal')

export async function askWhoIAm(): Promise<void> {
  try {
    const { data } = await api.GET('/me')
    me.value = data ?? null
  } catch {
    me.value = null
  }
}

/** Where signing in begins; afterwards the browser comes back to `back`. */
export function signInAddress(back: string): string {
  return `/api/sign-in?${new URLSearchParams({ back })}`
}

export async function signOut(everywhere = false): Promise<void> {
  await api.POST('/sign-out', { body: { everywhere } })
  me.value = null
  try {
    // What was being typed is of whoever leaves.
    sessionStorage.clear()
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
