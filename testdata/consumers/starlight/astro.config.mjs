import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';

export default defineConfig({
  site: 'https://docs.example',
  integrations: [starlight({ title: 'Consumer', pagefind: false, disable404Route: true })],
});
