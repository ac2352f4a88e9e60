#!/bin/sh
set -e

attempt=0
until nc -z -w 2 postgres 5432; do
  attempt=$((attempt + 1))
  if [ "$attempt" -ge 30 ]; then
    echo "PostgreSQL did not answer"
    exit 1
  fi
  sleep 2
done

npx prisma migrate deploy
echo "Migrations completed"

exec "$@"
