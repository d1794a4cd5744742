// One dossier of whoever is signed in, as its screens share it.
import { computed, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { components } from '@api'
import { answer, api } from '@/shared/api/client'
import { useTask } from '@/shared/api/task'

export type Dossier = components['schemas']['DossierView']
export type TimelineEvent = Dossier['timeline'][number]
export interface Defect {
  about: string
  reason: string
}

/** The dossier that the address names. */
export function useDossier() {
  const route = useRoute()
  const code = computed(() => String(route.params.code ?? ''))
  const look = useTask((code: string) =>
    answer(api.GET('/dossiers/{code}', { params: { path: { code } } })),
  )
  const ask = () => look.run(code.value)
  watch(code, (now) => now && void ask(), { immediate: true })
  return { code, look, ask }
}

export const can = (dossier: Dossier, move: string) => dossier.lawful_moves.includes(move)

/** The latest event of one of these kinds. */
export function latest(dossier: Dossier, ...kinds: string[]): TimelineEvent | undefined {
  return dossier.timeline.filter((one) => kinds.includes(one.kind)).pop()
}

export const defectsOf = (event: TimelineEvent | undefined): Defect[] =>
  (event?.data.defects as Defect[] | undefined) ?? []

/** What the last request for more named: also of one that came from the system before. */
export const asked = (dossier: Dossier): Defect[] =>
  defectsOf(latest(dossier, 'supplement_requested', 'taken_over'))
