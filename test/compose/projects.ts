/** A small project for comparing with the real Docker Compose: files by their path in the project's folder. */
export interface SmallProject {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** `-f` in this order; all files that end in `.yaml` at the top unless given. */
  readonly compose?: readonly string[];
  readonly envFiles?: readonly string[];
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The rule of the contract by which this tool accepts what Docker Compose 2.40 rejects, or the other way round. */
  readonly differs?: string;
}

function one(
  name: string,
  text: string,
  more: Omit<SmallProject, 'name' | 'files'> & { readonly files?: Readonly<Record<string, string>> } = {},
): SmallProject {
  return { name, ...more, files: { 'a.yaml': text, ...more.files } };
}

function service(name: string, lines: string, more: Parameters<typeof one>[2] = {}): SmallProject {
  const body = lines
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  return one(name, `services:\n  web:\n    image: i\n${body}\n`, more);
}

function over(name: string, base: string, override: string, more: Parameters<typeof one>[2] = {}): SmallProject {
  const indent = (lines: string): string =>
    lines
      .trim()
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n');
  const text = (lines: string): string => `services:\n  web:\n    image: i\n${indent(lines)}\n`;
  return { name, ...more, files: { 'a.yaml': text(base), 'b.yaml': text(override), ...more.files } };
}

export const smallProjects: readonly SmallProject[] = [
  // A.4: merging
  over('A-30 scalars and null', 'restart: always\nuser: "1"', 'restart: ~\nuser: "2"'),
  over('A-30 clash', 'healthcheck: {test: a}', 'healthcheck: [a]'),
  over(
    'A-31 command',
    'command: a b\nentrypoint: [x]\nhealthcheck: {test: [CMD, a]}',
    'command: [c]\nentrypoint: ~\nhealthcheck: {test: []}',
  ),
  over('A-31 health test null', 'healthcheck: {test: [CMD, a]}', 'healthcheck: {test: ~}'),
  over(
    'A-32 lists and maps',
    'environment: [A=1, B, C=3]\nlabels: {x: 1, y: "2"}\nannotations: {a: b}\nsysctls: [a=1]\ndns: 1.1.1.1\ndns_search: [a]\ndns_opt: [x]\ntmpfs: /a\nenv_file: a.env',
    'environment: {B: 2, C: null, D: 1.10}\nlabels: [x=5, z]\nannotations: [c=d]\nsysctls: {a: 2, b: 3}\ndns: [1.1.1.1, 8.8.8.8]\ndns_search: b\ndns_opt: [y]\ntmpfs: [/b]\nenv_file: [{path: a.env, required: false}, {path: b.env, required: false}]',
    { files: { 'a.env': 'Q=1\n' }, environment: { B: 'env' } },
  ),
  over('A-32 build args', 'build: {context: ., args: {A: 1, B: }, labels: [a=b]}', 'build: {args: [A=2, C=3, U], labels: {c: d}}', {
    environment: { B: 'x' },
  }),
  over('A-32 deploy labels', 'deploy: {labels: [a=1]}', 'deploy: {labels: {a: 2, b: ~}}'),
  over('A-32 tmpfs twice', 'tmpfs: [/a]', 'tmpfs: ["/a:size=1m"]'),
  over('A-33 extra hosts', 'extra_hosts: ["a=1.1.1.1", "b:2.2.2.2"]', 'extra_hosts: {a: 3.3.3.3, c: ["::1", 4.4.4.4]}'),
  over('A-33 extra hosts same', 'extra_hosts: ["a=1.1.1.1"]', 'extra_hosts: ["a=1.1.1.1", "a=[::2]"]'),
  one('A-34 depends_on', 'services:\n  a: {image: i, depends_on: [b], networks: [n]}\n  b: {image: i}\nnetworks: {n: {}, m: {}}\n', {
    files: { 'b.yaml': 'services:\n  a:\n    depends_on: {b: {condition: service_healthy}}\n    networks: {m: {aliases: [x]}, n: }\n' },
  }),
  over('A-35 build', 'build: ./x', 'build: {dockerfile: D}'),
  over('A-36 logging equal', 'logging: {driver: a, options: {x: "1"}}', 'logging: {options: {y: "2"}}'),
  over('A-36 logging other', 'logging: {driver: a, options: {x: "1"}}', 'logging: {driver: b, options: {y: 2}}'),
  over('A-37 ulimits', 'ulimits: {nofile: {soft: 1, hard: 2}, nproc: 5}', 'ulimits: {nofile: 9, nproc: {soft: 1, hard: 3}}'),
  one(
    'A-38 ipam',
    'services: {a: {image: i, networks: [n]}}\nnetworks: {n: {ipam: {config: [{subnet: 10.0.0.0/24}, {subnet: 10.1.0.0/24, gateway: 10.1.0.1}]}}}\n',
    {
      files: { 'b.yaml': 'networks: {n: {ipam: {config: [{subnet: 10.1.0.0/24, ip_range: 10.1.0.0/25}]}}}\n' },
    },
  ),
  over(
    'A-39 ports',
    'ports: ["80:80", "53:53/udp", 9000]',
    'ports: [{target: 80, published: "80", mode: host}, "8080:80", "127.0.0.1:80:80"]',
  ),
  over('A-40 volumes', 'volumes: ["./a:/x", "./b:/y/"]', 'volumes: [{type: tmpfs, target: /x}, "/c:/y", "/anon"]'),
  over('A-40 devices', 'devices: ["/dev/a:/dev/x", "/dev/b"]', 'devices: [{source: /dev/c, target: /dev/x, permissions: r}]'),
  one(
    'A-40 secrets',
    'services: {a: {image: i, secrets: [s], configs: [c]}}\nsecrets: {s: {file: s}, t: {file: t}}\nconfigs: {c: {content: "x$$y"}}\n',
    {
      files: {
        'b.yaml':
          'services: {a: {secrets: [{source: s, target: /run/secrets/s}, {source: t, target: t, mode: 0440, uid: "1"}], configs: [{source: c, target: /c, mode: "0444"}]}}\n',
      },
    },
  ),
  over('A-40 unique texts', 'expose: [80, "81"]\ncap_add: [A]\nprofiles: []\nlinks: []', 'expose: ["80", 82]\ncap_add: [B, A]'),
  over('A-41 duplicates', 'security_opt: [a]\ngroup_add: [1]', 'security_opt: [a, b]\ngroup_add: [2]', { differs: 'A-41' }),
  over(
    'A-41 appended',
    'security_opt: [a]\ngroup_add: [1, audio]\ndevice_cgroup_rules: ["c 1:3 mr"]',
    'security_opt: [b]\ngroup_add: [2]\ndevice_cgroup_rules: ["a 7:* rmw"]',
  ),
  over('A-42 reset', 'ports: ["80:80"]\ncommand: a\nenvironment: {A: 1, B: 2}', 'ports: !reset []\nenvironment: {A: !reset null, C: 3}'),
  over('A-42 reset in list', 'ports: ["80:80"]', 'ports: [!reset "80:80", "81:81"]'),
  over('A-43 override', 'ports: ["80:80"]\nenvironment: {A: 1}', 'ports: !override ["81:81"]\nenvironment: !override [B=2]'),
  one('A-43 override service', 'services: {a: {image: i, ports: ["80:80"]}}\n', {
    files: { 'b.yaml': 'services: {a: !override {image: j}}\n' },
  }),
  one('A-42 reset service and volume', 'services: {a: {image: i}, b: {image: i, volumes: ["v:/v"]}}\nvolumes: {v: {}}\n', {
    files: { 'b.yaml': 'services: {b: !reset null}\nvolumes: !reset {}\n' },
  }),
  // A-44 extends
  one(
    'A-44 same file',
    'services:\n  base: {image: i, ports: ["1:1"], environment: {A: 1}, command: x, extends: root}\n  root: {image: r, labels: {a: b}}\n  web: {extends: base, environment: [A=2, B], command: ~}\n',
  ),
  one(
    'A-44 map form',
    'services:\n  base: {image: i, build: ./x, depends_on: [c]}\n  c: {image: c}\n  web: {extends: {service: base}, build: {target: t}, depends_on: {c: {condition: service_healthy}}}\n',
  ),
  one('A-44 other file', 'services:\n  web: {extends: {file: sub/base.yml, service: app}, volumes: ["./w:/w"]}\nvolumes: {v: {}}\n', {
    files: {
      'sub/base.yml':
        'services:\n  app: {image: i, build: ., volumes: ["./d:/d", "v:/v"], env_file: [{path: x.env, required: false}], extends: {file: ../other/o.yml, service: o}}\n',
      'other/o.yml': 'include: [nothere.yml]\nservices:\n  o: {image: o, labels: [x=y], volumes: ["../z:/z"]}\n',
    },
    compose: ['a.yaml'],
  }),
  one('A-44 cycle', 'services:\n  a: {image: i, extends: b}\n  b: {image: i, extends: a}\n'),
  one('A-44 unknown', 'services:\n  a: {image: i, extends: b}\n'),
  one(
    'A-44 reset base',
    'services:\n  base: {image: i, ports: ["1:1"], environment: {A: 1, B: 2}}\n  web: {extends: base, ports: !reset [], environment: {A: !reset null}}\n',
  ),
  one(
    'A-44 override base',
    'services:\n  base: {image: i, ports: ["1:1"], environment: {A: 1, B: 2}}\n  web: {extends: base, ports: !override ["2:2"]}\n',
  ),
  one('A-44 extends an included service', 'include: [inc.yml]\nservices:\n  web: {extends: base}\n', {
    files: { 'inc.yml': 'services: {base: {image: i}}\n' },
    compose: ['a.yaml'],
  }),
  one('A-44 undefined volume', 'services:\n  web: {extends: {file: b.yml, service: x}}\n', {
    files: { 'b.yml': 'services: {x: {image: i, volumes: ["v:/v"]}}\nvolumes: {v: {}}\n' },
    compose: ['a.yaml'],
  }),
  // A-45 include
  one('A-45 include', 'include:\n  - sub/inc.yml\nservices:\n  web: {image: "w:$V", depends_on: [db]}\n', {
    files: {
      'sub/inc.yml':
        'name: other\nservices: {db: {image: "d:$V-$W", volumes: ["./d:/d", "v:/v"], environment: [V, K]}}\nvolumes: {v: {}}\n',
      'sub/.env': 'V=sub\nW=sub\nK=k\n',
    },
    compose: ['a.yaml'],
    environment: { V: 'env' },
  }),
  one(
    'A-45 long form',
    'include:\n  - path: [sub/inc.yml, sub/over.yml]\n    project_directory: proj\n    env_file: [e1.env, e2.env]\nservices:\n  web: {image: w}\n',
    {
      files: {
        'sub/inc.yml': 'services: {db: {image: "d:$A-$B", volumes: ["./d:/d"], ports: ["1:1"]}}\n',
        'sub/over.yml': 'services: {db: {ports: ["2:2"], env_file: ./x.env}}\n',
        'proj/x.env': 'X=1\n',
        'e1.env': 'A=1\nB=1\n',
        'e2.env': 'B=2\n',
      },
      compose: ['a.yaml'],
    },
  ),
  one('A-45 nested', 'include: [a/x.yml]\n', {
    files: { 'a/x.yml': 'include: [b/y.yml]\nservices: {x: {image: x, build: .}}\n', 'a/b/y.yml': 'services: {y: {image: y, build: .}}\n' },
    compose: ['a.yaml'],
  }),
  one('A-45 cycle', 'include: [x.yml]\nservices: {a: {image: i}}\n', {
    files: { 'x.yml': 'include: [a.yaml]\nservices: {x: {image: x}}\n' },
    compose: ['a.yaml'],
  }),
  one('A-45 clash', 'include: [x.yml]\nservices: {a: {image: i}}\n', {
    files: { 'x.yml': 'services: {a: {image: x}}\n' },
    compose: ['a.yaml'],
    differs: 'A-45',
  }),
  one('A-45 override of included', 'include: [x.yml]\n', {
    files: { 'x.yml': 'services: {a: {image: x, ports: ["1:1"]}}\n', 'b.yml': 'services: {a: {image: z, ports: !override ["2:2"]}}\n' },
    compose: ['a.yaml', 'b.yml'],
  }),
  one('A-45 missing', 'include: [x.yml]\nservices: {a: {image: i}}\n'),
  one('A-46 dev null', 'include: [{path: sub/x.yml, env_file: /dev/null}]\n', {
    files: { 'sub/x.yml': 'services: {a: {image: "x:$V"}}\n', 'sub/.env': 'V=1\n' },
    compose: ['a.yaml'],
  }),
  // A-05 documents
  one('A-05 documents', 'services: {a: {image: i, ports: ["1:1"]}}\n---\nservices: {a: {image: j, ports: ["2:2"]}}\n'),
  one('A-06 required variable in a replaced value', 'services: {a: {image: i}}\n', {
    files: { 'b.yaml': 'services: {a: {image: "${X:?no}"}}\n', 'c.yaml': 'services: {a: {image: j}}\n' },
  }),
  // A-04 name
  one('A-04 name', 'name: "My-${X}_App"\nservices: {a: {image: "${COMPOSE_PROJECT_NAME}"}}\nvolumes: {v: {}}\n', {
    environment: { X: 'Y.z' },
  }),
  one('A-04 name from environment', 'name: x\nservices: {a: {image: "i"}}\n', { environment: { COMPOSE_PROJECT_NAME: 'env' } }),
  one('A-04 bad name from environment', 'services: {a: {image: "i"}}\n', { environment: { COMPOSE_PROJECT_NAME: 'Env!' } }),
  one('A-04 last file wins', 'name: x\nservices: {a: {image: "i"}}\n', { files: { 'b.yaml': 'name: y\n' } }),
  //
  one('A-03 env files', 'services: {a: {image: "i:$A-$B-$C"}}\n', {
    files: { '1.env': 'A=1\nB=1\nC=${A}\n', '2.env': 'B=2\nA=9\nC=${A}\n' },
    envFiles: ['1.env', '2.env'],
    environment: { A: 'env' },
  }),
  one('A-03 earlier key shadowed', 'services: {a: {image: "i:$A-$C"}}\n', {
    files: { '1.env': 'A=1\n', '2.env': 'A=9\nC=${A}\n' },
    envFiles: ['1.env', '2.env'],
  }),
  one('A-03 default file', 'services: {a: {image: "i:$A"}}\n', { files: { '.env': 'A=1\n' } }),
  one('A-03 missing', 'services: {a: {image: "i:$A"}}\n', { envFiles: ['no.env'] }),
  one('A-03 directory of the first file', 'services: {}\n', {
    files: { '.env': 'A=top\nB=top\n', 'sub/x.yml': 'services: {a: {image: "i:$A-$B", build: .}}\n', 'sub/.env': 'A=sub\n' },
    compose: ['sub/x.yml'],
  }),
  // env_file
  service('A-25 env_file', 'environment: {S: s, N: , E: ""}\nenv_file: [a.env, b.env]', {
    files: { 'a.env': 'A=1\nX=$P-$S-$A\nN=n\nE=e\nBARE\nP\n', 'b.env': 'A=2\nY=$A-$X\nZ="q $A"\nexport W=w # c\n' },
    environment: { P: 'proc' },
  }),
  service('A-26 raw', 'env_file: [{path: a.env, format: raw}]', { files: { 'a.env': 'A="1" # x\nB=$A\n# c\nC= x \n' }, environment: {} }),
  service('A-26 optional', 'env_file: [{path: no.env, required: false}]'),
  service('A-26 required', 'env_file: no.env'),
  service('label_file', 'labels: {a: inline}\nlabel_file: [l1, l2]', { files: { l1: 'a=1\nb=1\n', l2: 'b=2\nc=$b\n' } }),
  // A-60…63
  one(
    'A-60 networks',
    'services: {a: {image: i}, b: {image: i, network_mode: host}, c: {image: i, networks: {}}, d: {provider: {type: x, options: {a: 1, b: [x, 2]}}}, e: {image: i, networks: [n]}}\nnetworks: {n: , unused: {}}\n',
  ),
  one('A-60 no default', 'services: {e: {image: i, networks: [n]}}\nnetworks: {n: {driver: bridge}}\n'),
  one('A-60 default configured', 'services: {e: {image: i}}\nnetworks: {default: {driver: bridge, name: x}}\n'),
  one(
    'A-61 implied',
    'services:\n  a: {image: i, links: ["b:x", c], network_mode: "service:d", pid: "service:e", volumes_from: ["f:ro", "container:z"], depends_on: [c]}\n  b: {image: i}\n  c: {image: i}\n  d: {image: i}\n  e: {image: i}\n  f: {image: i}\n',
  ),
  one(
    'A-62 names',
    'services: {a: {image: i, volumes: ["v:/v", "w:/w", "x:/x"], networks: [n, m], secrets: [s], configs: [c]}}\nvolumes: {v: {}, w: {external: true}, x: {name: xx}}\nnetworks: {n: {external: true, name: q}, m: {external: {name: r}}}\nsecrets: {s: {environment: S}}\nconfigs: {c: {environment: C}}\n',
    { environment: { S: '1', C: '2' } },
  ),
  one('A-62 external names differ', 'services: {a: {image: i, networks: [m]}}\nnetworks: {m: {name: a, external: {name: r}}}\n'),
  one('A-62 external volume with driver', 'services: {a: {image: i}}\nvolumes: {v: {external: true, driver: x}}\n'),
  one('A-62 external network with driver', 'services: {a: {image: i, networks: [v]}}\nnetworks: {v: {external: true, driver: x}}\n'),
  service('A-63 build', 'build: {}\npull_policy: if_not_present'),
  service(
    'A-63 build inline',
    'build: {dockerfile_inline: "FROM x\\n", ssh: [default], additional_contexts: [a=./b, "c=docker-image://x"], secrets: [], cache_from: [x], no_cache: true, extra_hosts: [a=1.1.1.1], ulimits: {nofile: 3}, shm_size: 1g, tags: [a, b]}',
  ),
  service(
    'A-63 devices',
    'deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}, {capabilities: [gpu], count: 2, driver: nvidia, options: {a: b}}, {capabilities: [x], device_ids: ["0"]}]}}}\ngpus: all',
  ),
  service('A-63 gpus', 'gpus: [{driver: x, count: 1}, {capabilities: [gpu]}]'),
  //
  one('A-64 profiles', 'services: {a: {image: i}, b: {image: i, profiles: [p]}, c: {image: i, profiles: [q]}}\n', { profiles: ['p'] }),
  one('A-64 profiles of the environment', 'services: {a: {image: i}, b: {image: i, profiles: [p]}, c: {image: i, profiles: [q]}}\n', {
    environment: { COMPOSE_PROFILES: 'p, q' },
  }),
  one('A-64 all', 'services: {a: {image: i}, b: {image: i, profiles: [p]}}\n', { profiles: ['*'] }),
  one('A-64 inactive dependency', 'services: {a: {image: i, depends_on: [b]}, b: {image: i, profiles: [p]}}\n'),
  one(
    'A-64 optional',
    'services: {a: {image: i, depends_on: {b: {condition: service_started, required: false}}}, b: {image: i, profiles: [p]}}\n',
  ),
  one('A-64 inactive link', 'services: {a: {image: i, links: [b]}, b: {image: i, profiles: [p]}}\n'),
  one('A-64 inactive with an error', 'services: {a: {image: i}, b: {image: i, profiles: [p], stop_grace_period: 1x}}\n'),
  //
  one('A-65 no image', 'services: {a: {command: x}}\n'),
  service('A-65 dockerfiles', 'build: {dockerfile: x, dockerfile_inline: y}'),
  service('A-65 platforms', 'platform: linux/amd64\nbuild: {platforms: [linux/arm64]}'),
  service('A-65 mode and networks', 'network_mode: host\nnetworks: [default]'),
  service('A-65 undefined network', 'networks: [n]'),
  service('A-65 undefined volume', 'volumes: ["data:/x"]'),
  service('A-65 undefined secret', 'secrets: [s]'),
  service('A-65 undefined config', 'configs: [s]'),
  service('A-65 undefined model', 'models: [m]'),
  service('A-65 undefined dependency', 'depends_on: [x]'),
  service('A-65 test form', 'healthcheck: {test: [curl, x]}'),
  one('A-65 secret without source', 'services: {a: {image: i}}\nsecrets: {s: {}}\n'),
  one('A-65 secret of a driver', 'services: {a: {image: i}}\nsecrets: {s: {driver: x}}\n'),
  one('A-65 config with two sources', 'services: {a: {image: i}}\nconfigs: {s: {file: a, content: b}}\n'),
  service('A-65 tmpfs and volume', 'tmpfs: [/x]\nvolumes: ["/a:/x"]'),
  service('A-65 two volumes', 'volumes: ["/a:/x", "/b:/x"]'),
  service('A-65 container name with replicas', 'container_name: xx\nscale: 2'),
  one('A-65 container name twice', 'services: {a: {image: i, container_name: xx}, b: {image: i, container_name: xx}}\n'),
  service('A-65 negative scale', 'scale: -1'),
  service('A-65 count and ids', 'gpus: [{count: 1, device_ids: ["1"]}]'),
  one('A-65 cycle', 'services: {a: {image: i, depends_on: [b]}, b: {image: i, depends_on: [c]}, c: {image: i, depends_on: [a]}}\n'),
  one('A-65 self', 'services: {a: {image: i, depends_on: [a]}}\n'),
  //
  service('A-66 scale', 'scale: 2\ndeploy: {replicas: 3}'),
  service('A-66 cpus', 'cpus: 0.5\ndeploy: {resources: {limits: {cpus: "0.50"}}}'),
  service('A-66 memory differs', 'mem_limit: 1g\ndeploy: {resources: {limits: {memory: 2g}}}'),
  service('A-66 half', 'mem_limit: 1g\ndeploy: {resources: {limits: {cpus: "1"}}}', { differs: 'A-66' }),
  service('A-66 pids', 'pids_limit: 5\ndeploy: {resources: {limits: {pids: 5}}}'),
  // A.6
  service(
    'A-70 ports',
    'ports: [80, "81", "8000-8002:9000-9002", "127.0.0.1:1-2:1-2/udp", "[::1]:80:82", "3000-3002:83", "84/UDP", {target: 85, published: 86, name: n, app_protocol: http}]',
  ),
  service('A-70 bad port', 'ports: ["a:80"]'),
  service('A-70 bad ranges', 'ports: ["1-2:1-3"]'),
  service(
    'A-71 volumes',
    'volumes: ["/a", "./b:/b:ro", "~/c:/c:rw,z", "/d:/d:shared", "/e/../f:/g/../h", {type: bind, source: ., target: /k/, bind: {create_host_path: false}}, {type: volume, target: /l, volume: {nocopy: true}}, {type: tmpfs, target: /m, tmpfs: {size: 10m, mode: 0700}}]',
  ),
  service('A-71 drive letters', "volumes: ['C:\\x:/y', 'd:/var/lib/mysql']"),
  service('A-71 two characters', 'volumes: ["/a"]'),
  service('A-71 named with z', 'volumes: ["vv:/x:z,nocopy"]', { files: { 'b.yaml': 'volumes: {vv: {}}\n' } }),
  service('A-71 data/x', 'volumes: ["data/x:/y"]'),
  service('A-71 bind without source', 'volumes: [{type: bind, target: /x}]'),
  one(
    'A-72 modes',
    'services: {a: {image: i, secrets: [{source: s, mode: 440}, {source: s, target: x, mode: 0440}, {source: s, target: y, mode: "0400"}]}}\nsecrets: {s: {file: ~/s}}\n',
  ),
  service('A-73 devices', 'devices: [/dev/a, "/dev/a:/dev/b:r", "vendor.com/class=name"]'),
  service('A-74 dependency without condition', 'depends_on: {web: {}}'),
  service('A-75 hosts', 'extra_hosts: ["h:::1", "i=1.1.1.1,2.2.2.2", "j=[::2]", "k:host-gateway"]'),
  service('A-75 host without address', 'extra_hosts: ["h"]'),
  service('A-76 ulimits', 'ulimits: {nofile: "5", core: {soft: "1", hard: 2}}'),
  service('A-77 bytes', 'mem_limit: 1.5gb\nmem_reservation: 512m\nmemswap_limit: -1\nmem_swappiness: 5\nshm_size: "64 MiB"'),
  service('A-77 bad unit', 'mem_limit: 512Mi'),
  service('A-77 number', 'mem_limit: 1000000'),
  service(
    'A-78 durations',
    'stop_grace_period: 1m30.5s\nhealthcheck: {interval: 0s, timeout: 1h, start_period: 1d2h, retries: "3"}\ndeploy: {restart_policy: {delay: 5s, window: 0s, max_attempts: 0}, update_config: {delay: 10s, parallelism: 0, max_failure_ratio: 0.3}}',
  ),
  service('A-78 number', 'healthcheck: {interval: 30}'),
  service('A-78 no unit', 'healthcheck: {interval: "30"}'),
  service(
    'A-79 commands',
    'command: npm i && npm start\nentrypoint: sh -c "a  b" \'c\' d\\ e\npost_start: [{command: "x y", environment: [A=1]}]\npre_stop: [{command: [z], user: root}]',
  ),
  service('A-79 open quote', 'command: a "b'),
  service('A-79 empty', 'command: ""\nentrypoint: []'),
  // A-80 and the schema
  service('A-80 restart_policy', 'restart_policy: {condition: any}', { differs: 'A-80' }),
  one('A-80 version one', 'web: {image: i}\n'),
  one('A-80 version', 'version: "3.8"\nservices: {a: {image: i}}\n'),
  one('A-80 version number', 'version: 3.8\nservices: {a: {image: i}}\n'),
  service('DIAG-02 unknown', 'restrat: always'),
  service('DIAG-06 user', 'user: 1000'),
  service('DIAG-06 command', 'command: [sleep, 10]'),
  service(
    'A-08 numbers',
    'environment: {A: 1.10, B: 0022, C: 1_000, D: 1e3, E: true, F: 1e21, G: 1e-7, H: 12345678901234567890, I: 0x10, J: 0b11, K: 0o17, L: 1.0, M: .5, N: +1, O: -0, P: yes, Q: "on"}\nlabels: {a: 1.50, b: }\nsysctls: {x: 1.0}',
  ),
  service('A-08 date', 'environment: {A: 2024-01-01}'),
  service('A-08 date in list', 'environment: [A=2024-01-01]\nx-d: 2024-01-01'),
  service('A-07 yes', 'privileged: yes\ntty: "on"\ninit: no\nread_only: "false"'),
  service('A-07 attach', 'attach: "yes"'),
  service('A-07 only boolean', 'use_api_socket: yes', { differs: 'A-07' }),
  service(
    'A-18 casts',
    'cpus: "1.5"\ncpu_count: "${N}"\npids_limit: "${N}"\nscale: "2"\noom_score_adj: "5"\ndeploy: {replicas: "2"}\nports: [{target: "80", published: "81"}]',
    { environment: { N: '3' } },
  ),
  service('A-18 bad cast', 'cpus: "a"'),
  one(
    'x- at every level',
    'x-a: {b: 1, c: [$V]}\nservices: {a: {image: i, x-b: 1, deploy: {x-c: 2}, build: {context: ., x-d: 3}}}\nnetworks: {default: {x-e: 1}}\n',
    { environment: { V: 'v' } },
  ),
  service(
    'B everything small',
    'cap_add: [A]\ncgroup: host\ncpu_period: "1000"\ncpu_quota: 5\ncpu_shares: 10\ncpuset: "0"\ndomainname: d\nhostname: h\nipc: host\nisolation: x\nmac_address: aa\noom_kill_disable: true\npid: host\nplatform: p\nrestart: on-failure:3\nruntime: r\nstdin_open: true\nstop_signal: S\nstorage_opt: {size: 1G}\nuserns_mode: host\nuts: host\nworking_dir: /w\ncredential_spec: {file: x}\nexternal_links: [a]\nblkio_config: {weight: 5, weight_device: [{path: a, weight: 1}], device_read_iops: [{path: b, rate: 3}]}',
  ),
  service(
    'B develop',
    'build: .\ndevelop: {watch: [{path: ./src, action: sync, target: /x, ignore: a}, {path: p, action: sync+exec, target: /y, exec: {command: a b}}]}',
  ),
  one(
    'B volumes',
    'services: {a: {image: i, volumes: ["v:/v", "w:/w"]}}\nvolumes: {v: {driver: local, driver_opts: {type: none, o: bind, device: ./x}, labels: [a=b]}, w: {driver_opts: {n: 5}, labels: {c: 1}}}\n',
  ),
  one(
    'B networks',
    'services: {a: {image: i, networks: {n: {aliases: [b], ipv4_address: 1.2.3.4, priority: 5, gw_priority: 1, driver_opts: {x: 1}, link_local_ips: [1.1.1.1]}}}}\nnetworks: {n: {driver: d, driver_opts: {a: 1}, internal: true, attachable: "true", enable_ipv6: false, labels: {a: 1}, ipam: {driver: x, options: {a: b}, config: [{subnet: 1.2.3.0/24, aux_addresses: {h: 1.2.3.5}}]}}}\n',
  ),
  one(
    'B models',
    'services: {a: {image: i, models: [m]}, b: {image: i, models: {m: {endpoint_var: E}}}}\nmodels: {m: {model: x, context_size: 5}}\n',
  ),
  one(
    'keys that are dangerous',
    'services: {constructor: {image: i, environment: {__proto__: a, constructor: b, toString: c}}}\nvolumes: {__proto__: {}}\n',
  ),
  one('dollar', 'services: {a: {image: i, command: ["$$x", "a$$$$b"], environment: {"K": "$$HOME", L: "$"}, labels: ["$$a=b"]}}\n'),
  one(
    'empty values',
    'services: {a: {image: i, deploy: , environment: {}, labels: [], ports: [], volumes: [], depends_on: [], pid: }}\nvolumes: {}\nnetworks:\n',
  ),
  one('null service', 'services: {a: {image: i}, b: }\n'),
  one('no services', 'volumes: {v: {}}\n', { differs: 'DIAG-05' }),
];
