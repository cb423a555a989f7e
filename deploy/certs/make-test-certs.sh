#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Makes a certificate authority and certificates for trials and tests of mutual TLS. Not for production: keys are
# written without a password, and everything expires after 30 days.
#
#   deploy/certs/make-test-certs.sh FOLDER [NAME…]     default names: scoring storage client
#
# Writes ca.pem, NAME.pem and NAME.key; each certificate is for localhost, 127.0.0.1 and spiffe://heng.test/NAME.
set -euo pipefail
if (($# < 1)); then
  sed -n '3,10s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
folder=$1
shift
names=("$@")
if ((${#names[@]} == 0)); then names=(scoring storage client); fi

mkdir -p "$folder"
cd "$folder"
umask 077
{
  openssl ecparam -name prime256v1 -genkey -noout -out ca.key
  openssl req -x509 -new -key ca.key -days 30 -subj "/CN=heng test CA" -out ca.pem
  for name in "${names[@]}"; do
    openssl ecparam -name prime256v1 -genkey -noout -out "$name.key"
    openssl req -new -key "$name.key" -subj "/CN=$name" -out "$name.csr"
    openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out "$name.pem" -extfile <(
      printf 'subjectAltName=URI:spiffe://heng.test/%s,DNS:localhost,IP:127.0.0.1\n' "$name"
    )
    rm -f "$name.csr"
  done
} 2>openssl.log || {
  cat openssl.log >&2
  exit 1
}
rm -f openssl.log
