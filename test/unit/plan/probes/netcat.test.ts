import { describe, expect, it } from 'vitest';
import { recogniseDevTcp, recogniseNetcat } from '../../../../src/plan/probes/netcat.ts';
import { readShellLine } from '../../../../src/plan/probes/shell-line.ts';

describe('recogniseNetcat (H-16)', () => {
  it.each([
    ['-z localhost 5000', undefined],
    ['-zv localhost 5000', undefined],
    ['-vz localhost 5000', undefined],
    ['-z -v localhost 5000', undefined],
    ['-z -w 3 localhost 5000', 3],
    ['-zw3 localhost 5000', 3],
    ['-zvw 3 localhost 5000', 3],
  ])('nc %s connects', (line, timeoutSeconds) => {
    expect(recogniseNetcat(line.split(' '))).toEqual({
      kind: 'tcp',
      host: 'localhost',
      port: 5000,
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
      differences: [],
    });
  });

  it.each([
    'localhost 5000',
    '-v localhost 5000',
    '-zu localhost 5000',
    '-u -z localhost 5000',
    '-z localhost',
    '-z localhost 5000-5010',
    '-z localhost 5000 6000',
    '-z localhost 0',
    '-z -w x localhost 5000',
    '-z -n localhost 5000',
    '-zU /run/x.sock',
  ])('nc %s stays a command', (line) => {
    expect(recogniseNetcat(line.split(' '))).toBeUndefined();
  });
});

describe('recogniseDevTcp (H-16)', () => {
  const recognise = (line: string, shell = '/bin/bash') => {
    const command = readShellLine(line, shell, new Map());
    return command && recogniseDevTcp(command);
  };

  it.each([
    '</dev/tcp/127.0.0.1/6379',
    '< /dev/tcp/127.0.0.1/6379',
    '> /dev/tcp/127.0.0.1/6379',
    ': > /dev/tcp/127.0.0.1/6379',
    ': < /dev/tcp/127.0.0.1/6379 || exit 1',
    'true </dev/tcp/127.0.0.1/6379 2>/dev/null',
    'cat < /dev/null > /dev/tcp/127.0.0.1/6379',
    'exec 3<>/dev/tcp/127.0.0.1/6379',
  ])('%s connects', (line) => {
    expect(recognise(line)).toEqual({ kind: 'tcp', host: '127.0.0.1', port: 6379, differences: [] });
  });

  it('reports that `echo` sends something', () => {
    expect(recognise('echo > /dev/tcp/127.0.0.1/6379')?.differences.map(({ rule }) => rule)).toEqual(['H-16']);
  });

  it.each([
    'cat < /dev/tcp/127.0.0.1/6379',
    'echo PING < /dev/tcp/127.0.0.1/6379',
    'grep x < /dev/tcp/127.0.0.1/6379',
    '< /dev/udp/127.0.0.1/6379',
    '< /dev/tcp/127.0.0.1/http',
    '< /dev/tcp/127.0.0.1/1 > /dev/tcp/127.0.0.1/2',
    'exec 3<>/dev/tcp/127.0.0.1/6379; echo PING >&3',
    'true > /tmp/x',
    'true',
  ])('%s stays a command', (line) => {
    expect(recognise(line)).toBeUndefined();
  });

  it('is bash only: other shells have no such file, so the check fails there', () => {
    expect(recognise('</dev/tcp/127.0.0.1/6379', '/bin/sh')).toBeUndefined();
    expect(recognise("bash -c '</dev/tcp/127.0.0.1/6379'", '/bin/sh')).toMatchObject({ port: 6379 });
  });
});
