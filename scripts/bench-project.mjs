/** Compose files of any size for measurements. */

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

/** A Compose file with so many services, a multiple of five. */
export function generatedProject(services) {
  const teams = Array.from({ length: services / 5 }, (_, n) => n);
  return `name: bench\nservices:${teams.map(team).join('')}\nvolumes:\n${teams.map((n) => `  data-${n}:\n`).join('')}`;
}
