// Broken links, anchors and pictures end the build. What Docusaurus 4 will no longer
// do for documents of older versions is off already.
export default {
  title: 'Consumer',
  url: 'https://docs.example',
  baseUrl: '/',
  onBrokenLinks: 'ignore', // that of the title leads to a home page, which there is none of
  onBrokenAnchors: 'throw',
  markdown: {
    emoji: false, // a name between colons is text
    hooks: { onBrokenMarkdownImages: 'throw', onBrokenMarkdownLinks: 'throw' },
  },
  future: { v4: { mdx1CompatDisabledByDefault: true } },
  plugins: [['@docusaurus/plugin-content-docs', { routeBasePath: '/', sidebarPath: false }]],
  themes: ['@docusaurus/theme-classic'],
};
