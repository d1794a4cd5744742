// At which agency somebody works in this tab: in the address, so that two tabs can be two desks.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { me, type Me } from '@/shared/session'

export type Role = 'reception' | 'processing' | 'head' | 'finance' | 'postal'
const DESK: string[] = ['reception', 'processing', 'head', 'finance', 'postal']

/** Whether somebody holds a role at an agency, or in the whole province. */
export function holds(who: Me | null | undefined, role: string, agency: string): boolean {
  return !!who?.agencies.some(
    (one) =>
      (one.code === agency || one.code === '*') && one.roles.some((held) => held.code === role),
  )
}

export function usePlace() {
  const route = useRoute()
  const router = useRouter()
  const places = computed(() =>
    (me.value?.agencies ?? []).filter((one) => one.roles.some((role) => DESK.includes(role.code))),
  )
  const place = computed(() => {
    if (places.value.length === 1) return places.value[0]!.code
    const wanted = String(route.query.noi ?? '')
    return places.value.some((one) => one.code === wanted) ? wanted : ''
  })
  const go = (code: string) => router.replace({ query: { ...route.query, noi: code } })
  /** What a link to another screen of the desk takes along. */
  const along = computed(() => (places.value.length > 1 ? { noi: place.value } : {}))
  const is = (role: Role) => holds(me.value, role, place.value)
  return { places, place, go, along, is }
}
