import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';

export default defineConfig({
  site: 'https://docs.example',
  cacheDir: './.cache', // not with the packages, which other builds use
  integrations: [starlight({ title: 'Consumer', pagefind: false, disable404Route: true })],
});
