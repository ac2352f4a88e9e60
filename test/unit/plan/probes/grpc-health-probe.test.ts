import { describe, expect, it } from 'vitest';
import { recogniseGrpcHealthProbe } from '../../../../src/plan/probes/grpc-health-probe.ts';

describe('recogniseGrpcHealthProbe (H-16)', () => {
  it.each(['-addr=:50051', '--addr=:50051', '-addr :50051', '--addr :50051'])('reads %s', (line) => {
    expect(recogniseGrpcHealthProbe(line.split(' '))).toEqual({ kind: 'grpc', host: '', port: 50051, differences: [] });
  });

  it('reads host, service and limits', () => {
    const words = ['-addr=localhost:50051', '-service', 'shop.Cart', '-connect-timeout=250ms', '-rpc-timeout=2s'];
    expect(recogniseGrpcHealthProbe(words)).toEqual({
      kind: 'grpc',
      host: 'localhost',
      port: 50051,
      service: 'shop.Cart',
      timeoutSeconds: 2.25,
      differences: [],
    });
  });

  it('takes the default of the limit that is not given', () => {
    expect(recogniseGrpcHealthProbe(['-addr=:1', '-rpc-timeout=4s'])?.timeoutSeconds).toBe(5);
  });

  it.each([
    '',
    '-service=x',
    '-addr',
    '-addr=localhost',
    '-addr=:50051 -tls',
    '-addr=:50051 -tls-no-verify',
    '-addr=:50051 -tls-ca-cert=/ca.pem',
    '-addr=:50051 -rpc-header=a:b',
    '-addr=:50051 -rpc-timeout=soon',
    '-addr=:50051 extra',
  ])('%j stays a command', (line) => {
    expect(recogniseGrpcHealthProbe(line.split(' '))).toBeUndefined();
  });
});
