#!/bin/sh
# Makes the secrets that compose.yaml names, once: one that stands is left alone. The folder is closed to others; the
# files can be read by whoever a container runs as.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets

make_secret() {
  [ -s "secrets/$1" ] && return 0
  umask 077
  head -c "$2" /dev/urandom | base64 | tr -d '\n=' | tr '+/' '-_' > "secrets/$1.half"
  chmod 444 "secrets/$1.half"
  mv "secrets/$1.half" "secrets/$1"
}

for name in database-password kurrentdb-password kurrentdb-admin-password kurrentdb-ops-password \
  keycloak-admin-password keycloak-database-password grafana-admin-password; do
  make_secret "$name" 24
done

# The vault's key is 32 bytes in base64 as it is. Keep a copy where the database's backups are not: without it no
# person's name can be read any more, by anybody.
if [ ! -s secrets/vault-key ]; then
  head -c 32 /dev/urandom | base64 > secrets/vault-key.half
  chmod 444 secrets/vault-key.half
  mv secrets/vault-key.half secrets/vault-key
fi
