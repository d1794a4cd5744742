// The texts of a screen, beside the screen: Vietnamese decides which there are, English follows.
// A third language is one file in `languages/`; what it does not say is said in Vietnamese.
import { ref } from 'vue'

type Text = string | ((...given: never[]) => string)
export type Texts = { readonly [key: string]: Text | Texts }
export type Translation = { readonly [screen: string]: unknown }

export interface Language {
  code: string
  name: string
  texts?: Translation
}

const KEPT = 'language'
const more = import.meta.glob<{ name: string; texts: Translation }>('../languages/*.ts')

export const languages: Language[] = [
  { code: 'vi', name: 'Tiếng Việt' },
  { code: 'en', name: 'English' },
]
for (const file of Object.keys(more)) {
  const code = file.split('/').pop()!.replace('.ts', '')
  languages.push({ code, name: new Intl.DisplayNames([code], { type: 'language' }).of(code)! })
}

export const language = ref('vi')
const added = ref<Translation>({})

/** The texts of `screen` in the language that is spoken now; read in a template, they follow it. */
export function inLanguages<T extends Texts>(screen: string, vi: T, en: NoInfer<T>): T {
  return said(() => [added.value[screen] as Texts, language.value === 'en' ? en : undefined, vi])
}

function said<T extends Texts>(sources: () => (Texts | undefined)[]): T {
  return new Proxy({} as T, {
    get(_, key: string) {
      const [best] = sources().flatMap((one) => (one && one[key] !== undefined ? [one[key]] : []))
      if (best === undefined || typeof best === 'string' || typeof best === 'function') return best
      return said(() => sources().map((one) => one?.[key] as Texts | undefined))
    },
  })
}

export async function speak(code: string): Promise<void> {
  const file = more[`../languages/${code}.ts`]
  added.value = file ? (await file()).texts : {}
  language.value = code
  document.documentElement.lang = code
  try {
    localStorage.setItem(KEPT, code)
  } catch {
    // A browser that keeps nothing speaks Vietnamese again next time.
  }
}

export function speakAsBefore(): void {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(KEPT)
  } catch {
    return
  }
  if (kept && languages.some((one) => one.code === kept)) void speak(kept)
}
