import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionOf } from '../../../src/diagnostics/span.ts';
import { readDockerfile } from '../../../src/image/dockerfile.ts';

function read(text: string, args: Record<string, string | undefined> = {}, target?: string) {
  return readDockerfile(text, { path: 'Dockerfile', args: new Map(Object.entries(args)), ...(target !== undefined && { target }) });
}

function problems(text: string, args: Record<string, string | undefined> = {}, target?: string) {
  return read(text, args, target).problems.map(({ reason, span }) => `${positionOf(span).line}: ${reason}`);
}

describe('a typical multi-stage Dockerfile', () => {
  const text = `# syntax=docker/dockerfile:1
FROM node:20-alpine AS builder
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:20-alpine AS runtime
RUN apk add --no-cache tini curl
RUN addgroup -g 1001 -S nodejs && \\
    # the service never runs as root
    adduser -S nodejs -u 1001 -G nodejs
WORKDIR /app
COPY --from=builder --chown=nodejs:nodejs /app/dist ./dist
ENV NODE_ENV=production \\
    PORT=3001
EXPOSE 3001
USER nodejs
HEALTHCHECK --interval=30s --timeout=10s --start-period=40s --retries=3 \\
    CMD curl -f http://localhost:3001/health || exit 1
ENTRYPOINT ["/sbin/tini", "--"]
CMD ["node", "dist/server.js"]
`;
  const facts = read(text);

  it('reads every fact of the final stage (B.9)', () => {
    expect(facts.stage).toBe('runtime');
    expect(facts.baseImage?.value).toBe('node:20-alpine');
    expect(facts.user).toMatchObject({ raw: 'nodejs', name: 'nodejs', uid: 1001, gid: 1001 });
    expect(facts.expose).toMatchObject([{ port: 3001, protocol: 'tcp' }]);
    expect(facts.entrypoint).toMatchObject({ form: 'exec', words: ['/sbin/tini', '--'] });
    expect(facts.cmd).toMatchObject({ form: 'exec', words: ['node', 'dist/server.js'] });
    expect([...facts.environment]).toEqual([
      ['NODE_ENV', 'production'],
      ['PORT', '3001'],
    ]);
    expect(facts.workdir?.value).toBe('/app');
    expect(facts.writes).toMatchObject([{ destination: '/app/dist', sources: ['/app/dist'], from: 'builder' }]);
    expect(facts.usesShell).toBe(true);
    expect(facts.problems).toEqual([]);
  });

  it('reads the health check with its times (H-02)', () => {
    expect(facts.healthcheck).toMatchObject({
      test: ['CMD-SHELL', 'curl -f http://localhost:3001/health || exit 1'],
      interval: '30s',
      timeout: '10s',
      startPeriod: '40s',
      retries: 3,
    });
    expect(facts.healthcheck && positionOf(facts.healthcheck.span)).toEqual({ file: 'Dockerfile', line: 20, column: 1 });
  });

  it('reads the target instead when one is given', () => {
    expect(read(text, {}, 'BUILDER').writes.map(({ destination }) => destination)).toEqual(['/app', '/app']);
    expect(read(text, {}, '0').user).toBeUndefined();
    expect(problems(text, {}, 'missing')).toEqual(['1: there is no stage missing']);
  });
});

describe('health checks (H-02)', () => {
  it.each([
    ['HEALTHCHECK CMD ["curl", "-f", "a b"]', { test: ['CMD', 'curl', '-f', 'a b'] }],
    ['HEALTHCHECK cmd pg_isready', { test: ['CMD-SHELL', 'pg_isready'] }],
    ['HEALTHCHECK NONE', { test: ['NONE'] }],
    ['HEALTHCHECK CMD a\nHEALTHCHECK CMD b', { test: ['CMD-SHELL', 'b'] }],
    ['HEALTHCHECK --start-interval=500ms --timeout=1m30s CMD a', { test: ['CMD-SHELL', 'a'], startInterval: '500ms', timeout: '1m30s' }],
    ["HEALTHCHECK CMD ['single', 'quotes']", { test: ['CMD-SHELL', "['single', 'quotes']"] }],
    ['HEALTHCHECK --retries=0 CMD echo $PORT', { test: ['CMD-SHELL', 'echo $PORT'], retries: 0 }],
  ])('%s', (line, expected) => {
    const { healthcheck, problems: found } = read(`FROM scratch\n${line}`);
    expect(healthcheck).toMatchObject(expected);
    expect(found).toEqual([]);
  });

  it.each(['HEALTHCHECK', 'HEALTHCHECK curl', 'HEALTHCHECK --interval=30 CMD a', 'HEALTHCHECK --retries=x CMD a', 'HEALTHCHECK CMD []'])(
    'reports %s and keeps the check before it',
    (line) => {
      const facts = read(`FROM scratch\nHEALTHCHECK CMD a\n${line}`);
      expect(facts.healthcheck?.test).toEqual(['CMD-SHELL', 'a']);
      expect(facts.problems.map(({ span }) => positionOf(span).line)).toEqual([3]);
    },
  );
});

describe('inheritance along FROM', () => {
  const base = 'FROM alpine AS base\nENV A=1\nUSER 5:6\nEXPOSE 80\nVOLUME /data\nSTOPSIGNAL SIGINT\nCMD ["base"]\n';

  it('takes everything over from the stage that it starts from', () => {
    const facts = read(`${base}FROM base\nENV B=$A-2`);
    expect(facts.user).toMatchObject({ uid: 5, gid: 6 });
    expect(facts.baseImage?.value).toBe('alpine');
    expect(facts.environment.get('B')).toBe('1-2');
    expect(facts.cmd?.words).toEqual(['base']);
    expect(facts.volumes.map(({ value }) => value)).toEqual(['/data']);
    expect(facts.stopSignal?.value).toBe('SIGINT');
  });

  it.each([
    ['an ENTRYPOINT takes away an inherited CMD', 'FROM base\nENTRYPOINT ["x"]', []],
    ['a CMD of the same stage stays', 'FROM base\nCMD ["own"]\nENTRYPOINT ["x"]', ['own']],
    ['a CMD after it counts', 'FROM base\nENTRYPOINT x\nCMD own', ['own']],
  ])('%s', (_title, stage, expected) => {
    expect(read(base + stage).cmd?.words).toEqual(expected);
  });

  it('starts anew from another image', () => {
    const facts = read(`${base}FROM scratch\nCOPY --from=base /x /y`);
    expect(facts.user).toBeUndefined();
    expect(facts.environment.size).toBe(0);
    expect(facts.baseImage?.value).toBe('scratch');
  });

  it('takes a name for an image when only a later stage has it', () => {
    expect(read('FROM nginx AS nginx\nFROM later\nFROM alpine AS later', {}, '1').baseImage?.value).toBe('later');
    expect(read('FROM nginx AS nginx').baseImage?.value).toBe('nginx');
  });
});

describe('variables', () => {
  it.each([
    ['ARG V=20\nFROM node:${V}-alpine', {}, 'node:20-alpine'],
    ['ARG V=20\nFROM node:$V', { V: '22' }, 'node:22'],
    ['ARG V\nFROM node:${V:-18}', {}, 'node:18'],
    ['ARG V\nFROM node:${V:-18}', { V: undefined }, 'node:18'],
    ['ARG A=x\nARG B=${A}y\nFROM $B', {}, 'xy'],
    ['ARG V=3.11.2\nFROM python:${V%.*}', {}, 'python:3.11'],
    ['ARG R=registry.example/\nFROM --platform=$BUILDPLATFORM ${R}app@sha256:0', {}, 'registry.example/app@sha256:0'],
  ])('%j', (text, args, expected) => {
    expect(read(text, args).baseImage?.value).toBe(expected);
  });

  it('reports a FROM whose variable has no value', () => {
    const facts = read('ARG BASE\nFROM $BASE\nEXPOSE 1');
    expect(facts.baseImage).toBeUndefined();
    expect(facts.expose).toMatchObject([{ port: 1 }]);
    expect(problems('ARG BASE\nFROM $BASE')).toEqual(['2: FROM uses BASE, which has no value']);
  });

  it.each([
    ['a global ARG is unseen until it is declared', 'ARG P=1\nFROM a\nEXPOSE ${P:-2}', {}, 2],
    ['a declared global ARG is seen', 'ARG P=1\nFROM a\nARG P\nEXPOSE $P', {}, 1],
    ['a build argument wins over the default', 'FROM a\nARG P=1\nEXPOSE $P', { P: '3' }, 3],
    ['ENV wins over ARG', 'FROM a\nARG P=1\nENV P=4\nEXPOSE $P', { P: '3' }, 4],
    ['an ARG is inherited by a stage', 'FROM a AS b\nARG P=5\nFROM b\nEXPOSE $P', {}, 5],
    ['values of one ENV see the state before it', 'FROM a\nENV P=6\nENV P=7 Q=$P\nEXPOSE $Q', {}, 6],
    ['the old form of ENV takes the rest', 'FROM a\nENV P 8\nEXPOSE $P', {}, 8],
  ])('%s', (_title, text, args, port) => {
    expect(read(text, args).expose.map((exposed) => exposed.port)).toEqual([port]);
  });

  it.each([
    ['ENV A="x y" B=a\\ b C=\'$A\'', { A: 'x y', B: 'a b', C: '$A' }],
    ['ENV A=${B:+set}c', { A: 'c' }],
    ['ENV A x  y', { A: 'x  y' }],
    ['ENV B=1\nENV A=${B:+set}', { B: '1', A: 'set' }],
    ['ENV A=\\$B', { A: '$B' }],
    ['ENV A=', { A: '' }],
    [
      'ENV __proto__=1 constructor=2',
      Object.fromEntries([
        ['__proto__', '1'],
        ['constructor', '2'],
      ]),
    ],
  ])('%s', (line, expected) => {
    expect(Object.fromEntries(read(`FROM a\n${line}`).environment)).toEqual(expected);
  });

  it('leaves out what only the environment of the base image could tell', () => {
    const facts = read('FROM a\nENV PATH=$PATH:/x\nUSER $APP_USER');
    expect(facts.environment.has('PATH')).toBe(false);
    expect(facts.user).toBeUndefined();
    expect(facts.problems).toMatchObject([{ reason: 'APP_USER has no value that is known here' }]);
  });
});

describe('exposed ports', () => {
  it.each([
    ['80/tcp 443', ['80/tcp', '443/tcp']],
    ['53/UDP 8000-8002', ['53/udp', '8000/tcp', '8001/tcp', '8002/tcp']],
    ['80 80', ['80/tcp']],
    ['"80"', ['80/tcp']],
  ])('EXPOSE %s', (words, expected) => {
    expect(read(`FROM a\nEXPOSE ${words}`).expose.map(({ port, protocol }) => `${port}/${protocol}`)).toEqual(expected);
  });

  it.each(['8080:80', 'http', '9-8', '70000', '80/xyz'])('reports EXPOSE %s', (words) => {
    const facts = read(`FROM a\nEXPOSE ${words}`);
    expect(facts.expose).toEqual([]);
    expect(facts.problems).toHaveLength(1);
  });
});

describe('paths that COPY and ADD write (V-09)', () => {
  it.each([
    ['COPY a b /dst/', '/dst', true, ['a', 'b']],
    ['WORKDIR /app\nCOPY . .', '/app', true, ['.']],
    ['WORKDIR /app\nWORKDIR sub\nADD x y', '/app/sub/y', false, ['x']],
    ['COPY ["a b", "/c d/"]', '/c d', true, ['a b']],
    ['ENV D=/d\nCOPY x $D/y', '/d/y', false, ['x']],
    ['COPY --chmod=755 <<EOF /run.sh\nUSER fake\nEOF', '/run.sh', false, []],
  ])('%s', (lines, destination, directory, sources) => {
    const facts = read(`FROM a\n${lines}`);
    expect(facts.writes).toMatchObject([{ destination, directory, sources }]);
    expect(facts.user).toBeUndefined();
  });

  it('resolves against the working directory of a known base image', () => {
    expect(read('FROM php:8.3-apache\nCOPY . .').writes[0]?.destination).toBe('/var/www/html');
  });
});

describe('text that is easily misread', () => {
  it('keeps blanks inside JSON strings', () => {
    expect(read('FROM nginx\nCMD ["nginx", "-g", \\\n  "daemon off;"]').cmd?.words).toEqual(['nginx', '-g', 'daemon off;']);
  });

  it('takes text behind a JSON array for a shell line, as BuildKit does', () => {
    expect(read('FROM a\nCMD ["x"] # note').cmd).toMatchObject({ form: 'shell', words: ['["x"] # note'] });
  });

  it('honours the escape directive', () => {
    const facts = read('# escape=`\nFROM a\nCMD a `\n  b\nENV P=C:\\dir');
    expect(facts.cmd?.words).toEqual(['a   b']);
    expect(facts.environment.get('P')).toBe('C:\\dir');
  });

  it('leaves out comments and empty lines inside an instruction', () => {
    expect(read('FROM a\nENV A=1 \\\n\n  # B=2\\\n  C=3').environment).toEqual(
      new Map([
        ['A', '1'],
        ['C', '3'],
      ]),
    );
  });

  it('ignores ONBUILD and heredoc bodies', () => {
    const facts = read('FROM a\nONBUILD USER x\nRUN <<EOF\nUSER y\nuseradd -u 7 z\nEOF\nUSER z');
    expect(facts.user).toMatchObject({ name: 'z', uid: 7, gid: 7 });
  });

  it('reads Windows line ends and a byte order mark', () => {
    const facts = read('\uFEFFFROM a\r\nEXPOSE 80 \\\r\n  81\r\nUSER 1\r\n');
    expect(facts.expose.map(({ port }) => port)).toEqual([80, 81]);
    expect(facts.user?.uid).toBe(1);
  });

  it.each([
    ['', '1: there is no FROM'],
    ['USER x\nFROM a', '1: USER stands before the first FROM'],
    ['FROM a\nFOO bar', '2: unknown instruction FOO'],
    ['FROM a\nUSER', '2: USER has no argument'],
    ['FROM a\nENV A="x', '2: a double quote is not closed'],
    ['FROM a\nSHELL /bin/sh', '2: SHELL needs a JSON array of words'],
  ])('reports %j', (text, expected) => {
    expect(problems(text)).toContain(expected);
  });
});

describe('properties', () => {
  const keywords = 'FROM RUN USER COPY ENV ARG EXPOSE HEALTHCHECK CMD ONBUILD WORKDIR SHELL AS --from= useradd __proto__ a 1-9 EOF <<EOF';
  const signs = ['\\', '\n', '\r\n', ' ', '"', "'", '[', ']', ',', '$', '${', '}', ':-', '%', '/', '#', '`', '='];
  const words = fc.constantFrom(...keywords.split(' '), ...signs);

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(words, { maxLength: 60 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const facts = read(`FROM a\n${text}`, { a: text });
          for (const { span } of facts.problems) expect(span.end).toBeLessThanOrEqual(span.source.text.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('finds every span at an instruction', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('EXPOSE 80', '# note', '', 'ENV A=1 \\\n B=2', 'USER 7'), { maxLength: 20 }), (lines) => {
        const { expose, user } = read(['FROM a', ...lines].join('\n'));
        for (const fact of [...expose, ...(user ? [user] : [])]) {
          expect(fact.span.source.text.slice(fact.span.start, fact.span.end)).toMatch(/^(?:EXPOSE 80|USER 7)$/);
        }
      }),
    );
  });
});
