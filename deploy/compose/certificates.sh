#!/bin/sh
# certificates.sh FOLDER OWNER NODE…
# An authority of our own (FOLDER/ca/ca.crt, its key in FOLDER/ca-key) and FOLDER/NODE/node.crt and node.key for every
# node. A certificate that is good for another 30 days is left alone; others are made anew: run it, restart the nodes.
set -eu
folder=$1
owner=$2
shift 2
days_ca=3650
days_node=397
mkdir -p "$folder/ca" "$folder/ca-key"
chmod 700 "$folder/ca-key"

if [ ! -s "$folder/ca/ca.crt" ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days "$days_ca" -subj "/O=You'an/CN=You'an engines" \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -keyout "$folder/ca-key/ca.key" -out "$folder/ca/ca.crt.half"
  mv "$folder/ca/ca.crt.half" "$folder/ca/ca.crt"
fi

for node in "$@"; do
  mkdir -p "$folder/$node"
  if openssl x509 -checkend 2592000 -noout -in "$folder/$node/node.crt" > /dev/null 2>&1; then continue; fi
  printf '%s\n' "subjectAltName=DNS:$node,DNS:localhost,IP:127.0.0.1" 'extendedKeyUsage=serverAuth,clientAuth' \
    'keyUsage=critical,digitalSignature,keyEncipherment' 'basicConstraints=critical,CA:FALSE' > "$folder/$node/extensions"
  openssl req -new -newkey rsa:2048 -nodes -sha256 -subj '/CN=kurrentdb-node' \
    -keyout "$folder/$node/node.key.half" -out "$folder/$node/request"
  openssl x509 -req -sha256 -days "$days_node" -in "$folder/$node/request" -extfile "$folder/$node/extensions" \
    -CA "$folder/ca/ca.crt" -CAkey "$folder/ca-key/ca.key" -CAcreateserial -CAserial "$folder/ca-key/serial" \
    -out "$folder/$node/node.crt.half"
  rm "$folder/$node/request" "$folder/$node/extensions"
  chmod 400 "$folder/$node/node.key.half"
  mv "$folder/$node/node.key.half" "$folder/$node/node.key"
  mv "$folder/$node/node.crt.half" "$folder/$node/node.crt"
  chown "$owner" "$folder/$node/node.key" "$folder/$node/node.crt"
done
