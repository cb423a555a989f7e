// SPDX-License-Identifier: Apache-2.0
//
// One canonical encoding of a message, so that equal content has equal bytes and one hash: fields in the
// order of their numbers, defaults and output-only fields left out, decimals in shortest form.
// docs/canonical-encoding.md describes it byte by byte.
#pragma once

#include <string>

namespace google::protobuf {
class Message;
}

namespace heng {

// The canonical bytes. Decimals that do not parse are kept as they are.
std::string CanonicalEncoding(const google::protobuf::Message& message);

// SHA-256 over the canonical bytes; 32 bytes.
std::string CanonicalSha256(const google::protobuf::Message& message);

}  // namespace heng
