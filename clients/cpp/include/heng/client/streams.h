// SPDX-License-Identifier: Apache-2.0
//
// How streamed calls hand on what comes and ask for what goes.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace heng::client {

// Gets one message of a streamed answer after the other; false ends the call.
template <typename Response>
using OnMessage = std::function<bool(const Response&)>;

// Gives one piece of a file after the other, at most 1 MiB each; nothing at its end. May take its time.
using NextPiece = std::function<std::optional<std::string>()>;

}  // namespace heng::client
