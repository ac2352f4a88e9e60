/**
 * Measures whole processes of `waybill convert`: wall time and peak memory for the examples and for generated projects,
 * as medians of some runs (of 5,000 services: one) and as ratios to an empty Node process on the same machine. Prints a Markdown table. Needs `npm run build`.
 * Arguments are the sizes of the generated projects; 10, 100, 1000 and 5000 services unless given.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, 'dist/bin/main.js');

/** Writes the peak resident size in KiB to file descriptor 3 when the process ends. */
const hook =
  "data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))";

/** @returns milliseconds and KiB of one process */
function measureOnce(args, cwd) {
  const start = performance.now();
  const { status, stderr, output } = spawnSync(process.execPath, ['--import', hook, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`exit code ${status}: ${args.join(' ')}\n${stderr}`);
  return { time, memory: Number(output[3]) };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function measure(args, cwd, runs) {
  const results = Array.from({ length: runs }, () => measureOnce(args, cwd));
  return { time: median(results.map(({ time }) => time)), memory: median(results.map(({ memory }) => memory)) };
}

/** What a team of five services looks like; larger projects are made of many. */
function team(n) {
  return `
  web-${n}:
    image: registry.example.com/web-${n}:1.0
    ports: ["${10_000 + n}:8080"]
    restart: unless-stopped
    environment: {API_URL: "http://api-${n}:3000", LOG_LEVEL: info}
    healthcheck: {test: [CMD, curl, -f, "http://localhost:8080/health"], interval: 30s, timeout: 5s, retries: 3}
    deploy: {resources: {limits: {cpus: "0.5", memory: 256M}}}
    depends_on: {api-${n}: {condition: service_healthy}}
  api-${n}:
    image: registry.example.com/api-${n}:1.0
    expose: ["3000"]
    environment:
      DATABASE_URL: postgres://app:\${DB_PASSWORD:-change-me-${n}}@db-${n}:5432/app
      REDIS_URL: redis://cache-${n}:6379
      JWT_SECRET: change-me-secret-${n}
    healthcheck: {test: "wget -qO- http://localhost:3000/health || exit 1", interval: 15s, start_period: 20s}
    deploy: {replicas: 2, resources: {limits: {cpus: "1", memory: 512M}}}
    depends_on: {db-${n}: {condition: service_healthy}, cache-${n}: {condition: service_started}, seed-${n}: {condition: service_completed_successfully}}
  db-${n}:
    image: postgres:16
    environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: change-me-${n}}
    volumes: ["data-${n}:/var/lib/postgresql/data"]
    healthcheck: {test: [CMD-SHELL, "pg_isready -U $$POSTGRES_USER"], interval: 10s}
  cache-${n}:
    image: redis:7
    command: redis-server --appendonly yes
    read_only: true
    tmpfs: [/tmp]
    cap_drop: [ALL]
  seed-${n}:
    image: registry.example.com/seed-${n}:1.0
    restart: "no"
    depends_on: {db-${n}: {condition: service_healthy}}`;
}

function generatedProject(services) {
  const teams = Array.from({ length: services / 5 }, (_, n) => n);
  return `name: bench\nservices:${teams.map(team).join('')}\nvolumes:\n${teams.map((n) => `  data-${n}:\n`).join('')}`;
}

function countServices(text) {
  return [
    ...text
      .split(/^services:\n/m)[1]
      .split(/^\S/m)[0]
      .matchAll(/^ {2}[\w.-]+:/gm),
  ].length;
}

function row(name, services, { time, memory }, base) {
  const cells = [name, services, `${time.toFixed(0)} ms`, (time / base.time).toFixed(1), `${(memory / 1024).toFixed(0)} MiB`];
  return `| ${[...cells, (memory / base.memory).toFixed(1)].join(' | ')} |`;
}

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1000, 5000];
const empty = measure(['-e', '0'], root, 9);
console.log(`Node ${process.version}, ${process.platform} ${process.arch}; medians; ratios to an empty Node process\n`);
console.log('| project | services | wall time | ratio | peak memory | ratio |\n| --- | ---: | ---: | ---: | ---: | ---: |');
console.log(row('empty Node process', '', empty, empty));
for (const name of readdirSync(join(root, 'examples')).filter((entry) => !entry.includes('.'))) {
  const file = join('examples', name, 'compose.yaml');
  const result = measure([main, 'convert', '-q', '-f', file], root, 5);
  console.log(row(name, countServices(readFileSync(join(root, file), 'utf8')), result, empty));
}
const temporary = mkdtempSync(join(tmpdir(), 'waybill-bench-'));
try {
  for (const size of sizes) {
    const directory = join(temporary, String(size));
    mkdirSync(directory);
    writeFileSync(join(directory, 'compose.yaml'), generatedProject(size));
    console.log(row('generated', size, measure([main, 'convert', '-q'], directory, size > 1000 ? 1 : size > 100 ? 3 : 5), empty));
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
