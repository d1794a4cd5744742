// The province whose house this is, asked once.
import { ref } from 'vue'
import { answer, api } from './api/client'

export const province = ref('')

export async function askProvince(): Promise<void> {
  try {
    // The shortest list that names the province.
    const query = { level: 'district' } as const
    const told = await answer(api.GET('/agencies', { params: { query } }))
    province.value = String(told.province.name)
  } catch {
    // The name in the top bar is not worth a message.
  }
}
