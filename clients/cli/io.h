// SPDX-License-Identifier: Apache-2.0
//
// The streams of a run: results go to out, talk to err. Tests give string streams.
#pragma once

#include <istream>
#include <ostream>

namespace heng::cli {

struct Io {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;  // progress is shown to people only
  bool out_is_terminal = false;  // so are bars
};

}  // namespace heng::cli
