// Makes wwwroot/generated: one script, one icon sprite, the two font files the interface needs.
import { build } from 'esbuild';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';

const target = new URL('../wwwroot/generated/', import.meta.url);
const modules = new URL('./node_modules/', import.meta.url);
await mkdir(target, { recursive: true });

const icons = JSON.parse(await readFile(new URL('./icons.json', import.meta.url), 'utf8'));
const symbols = await Promise.all(Object.entries(icons).map(async ([name, drawing]) => {
  const svg = await readFile(new URL(`lucide-static/icons/${drawing}.svg`, modules), 'utf8');
  const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ').trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
}));
const licence = '<!-- Drawings: Lucide, ISC licence, https://lucide.dev/license -->';
await writeFile(new URL('icons.svg', target), `<svg xmlns="http://www.w3.org/2000/svg">${licence}${symbols.join('')}</svg>\n`);

for (const subset of ['latin', 'latin-ext'])
  await copyFile(new URL(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`, modules), new URL(`inter-${subset}.woff2`, target));

// Last: its time stamp tells the build that everything is there.
await build({
  entryPoints: [new URL('./crm.js', import.meta.url).pathname],
  outfile: new URL('crm.js', target).pathname,
  bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'none',
});
