// What an applicant does with a dossier: sent once, on what they saw; nothing typed is lost.
import { useRouter } from 'vue-router'
import { onceKey } from '@/shared/api/once'
import { useTask } from '@/shared/api/task'
import type { useDossier } from './dossier'

interface Sent {
  version: number
}

/**
 * `send` gets the version that was seen and the key of this intention; afterwards the dossier is
 * shown, which says what was done. When somebody else changed it, it is asked for anew.
 */
export function useMove<B extends object>(
  name: string,
  { code, look, ask }: ReturnType<typeof useDossier>,
  send: (body: B & Sent, header: { 'Idempotency-Key': string }) => Promise<unknown>,
  forget: () => void = () => undefined,
) {
  const router = useRouter()
  const task = useTask(async (body: B) => {
    const once = onceKey(`${name}:${code.value}`)
    const whole = { ...body, version: look.found.value!.version }
    await send(whole, { 'Idempotency-Key': once.for(whole) })
    once.done()
    return true
  })

  async function go(body: B): Promise<void> {
    if (task.busy.value || !look.found.value) return
    if (await task.run(body)) {
      forget()
      await router.push({ path: `/ho-so/${code.value}`, query: { xong: name } })
      return
    }
    if (task.trouble.value?.status === 409) await ask()
  }

  return { task, go }
}
