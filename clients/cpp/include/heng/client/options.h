// SPDX-License-Identifier: Apache-2.0
//
// Options of a client and of a call. What a call sets wins over what its client sets, and that over the
// defaults.
#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"

namespace heng::client {

struct Options {
  // How long one logical call may take, retries included. Default 10 s; the server allows 120 s at most. A streamed call
  // may take an hour; for it, this is how long the server may be silent.
  std::optional<absl::Duration> deadline;
  // How often a call is tried. Default 4. Retried are reads, and writes with a request_id, on UNAVAILABLE.
  std::optional<int> max_attempts;
  // The first pause between attempts; each pause is drawn at random from [backoff/2, backoff], and backoff
  // doubles up to max_backoff. Default 50 ms and 2 s. A server's RetryInfo sets a lower bound.
  std::optional<absl::Duration> initial_backoff;
  std::optional<absl::Duration> max_backoff;
  // Of one call only, a write of one resource: its request_id, if the request has none. Never taken from the options of a
  // client or of a connection, and without meaning for reads, batches and streams, whose items have one each.
  std::optional<std::string> request_id;
};

// Mutual TLS: files in PEM. All three are needed.
struct TlsFiles {
  std::string ca_file;    // who may have signed the server's certificate
  std::string cert_file;  // the caller's own certificate
  std::string key_file;   // and its key
};

struct ConnectionOptions {
  std::string address = "127.0.0.1:7401";
  // Without TLS only loopback addresses are accepted.
  std::optional<TlsFiles> tls;
};

}  // namespace heng::client
