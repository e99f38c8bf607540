#!/bin/sh
# Run once by PostgreSQL's image, when its volume is empty: a database for Keycloak with an account of its own.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$(cat /run/secrets/keycloak-database-password)" --username "$POSTGRES_USER" <<'SQL'
create role keycloak login password :'password';
create database keycloak owner keycloak;
revoke connect on database youan from public;
SQL
