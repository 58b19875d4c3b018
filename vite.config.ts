import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * The window, as files for both hosts: relative addresses, nothing inline (the policy of core/kernel/csp.ts forbids it),
 * for the oldest Chromium it is tested on.
 */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome114',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2500,
    reportCompressedSize: false,
  },
})
