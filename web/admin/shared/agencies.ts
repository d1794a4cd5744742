// The agencies somebody administers, or all of them for whoever administers the province.
import { computed } from 'vue'
import { answer, api } from '@/shared/api/client'
import { useTask } from '@/shared/api/task'
import { me } from '@/shared/session'

const EVERYWHERE = '*'

export function useAgencies() {
  const all = useTask(async () => (await answer(api.GET('/agencies', {}))).agencies)
  const holds = (place: string, role: string) =>
    (me.value?.agencies ?? []).some(
      (one) => one.code === place && one.roles.some((each) => each.code === role),
    )
  const ofProvince = computed(() => holds(EVERYWHERE, 'province_admin'))
  const options = computed(() =>
    (all.found.value ?? [])
      .filter((one) => ofProvince.value || holds(one.identifier, 'agency_admin'))
      .map((one) => ({ value: one.identifier, label: one.name })),
  )
  return { all, options, ofProvince }
}
