import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const here = (path: string) => new URL(path, import.meta.url).pathname

export default defineConfig({
  root: here('.'),
  plugins: [vue()],
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
  resolve: { alias: { '@': here('.') } },
  build: {
    outDir: here('../build/web'),
    emptyOutDir: true,
    // Browsers of five years ago, and Safari of the phones that are still carried.
    target: ['es2020', 'chrome87', 'firefox78', 'safari14'],
    cssTarget: ['chrome87', 'safari14'],
    // A style sheet in the page would need 'unsafe-inline'; an image as data stays allowed.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
  },
})
