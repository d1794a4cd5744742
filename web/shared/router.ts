// Every folder with a `screen.ts` is a screen; its name is its folder: `citizen/lookup`.
import { ref } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import type { Screen } from './screens'

const found = import.meta.glob<Screen>('../*/*/screen.ts', { eager: true, import: 'default' })
const screens = Object.entries(found).map(([file, one]): RouteRecordRaw => ({
  name: file.split('/').slice(1, 3).join('/'),
  path: one.path,
  component: one.view,
  meta: { for: one.for },
}))

/** A screen could not be fetched: the line is gone, or a newer version was put up meanwhile. */
export const failedToLoad = ref(false)

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...screens,
    { path: '/:any(.*)*', name: 'missing', component: () => import('./Missing.vue') },
  ],
  scrollBehavior: (to, from, kept) => kept ?? (to.path === from.path ? false : { top: 0, left: 0 }),
})

router.onError(() => {
  failedToLoad.value = true
})
