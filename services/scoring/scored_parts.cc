// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/scored_parts.h"

#include <string>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace heng {
namespace {

using google::protobuf::internal::WireFormatLite;

bool IsNeeded(int field) {
  switch (field) {
    case v1::Evaluation::kNameFieldNumber:
    case v1::Evaluation::kSchemeFieldNumber:
    case v1::Evaluation::kGoalsFieldNumber:
    case v1::Evaluation::kBudgetFieldNumber:
    case v1::Evaluation::kResultsFieldNumber:
    case v1::Evaluation::kScoreFieldNumber:
      return true;
    default:
      return false;
  }
}

// The serialized fields that are needed. What does not parse is cut off.
bool CopyNeeded(const std::string& document, std::string& needed) {
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const uint8_t*>(document.data()),
                                               static_cast<int>(document.size()));
  for (;;) {
    const int begin = input.CurrentPosition();
    const uint32_t tag = input.ReadTag();
    if (tag == 0) return static_cast<size_t>(begin) == document.size();
    if (!WireFormatLite::SkipField(&input, tag)) return false;
    if (IsNeeded(WireFormatLite::GetTagFieldNumber(tag)))
      needed.append(document, begin, input.CurrentPosition() - begin);
  }
}

}  // namespace

absl::Status ReadScoredParts(const storage::v1::Record& record, v1::Evaluation& evaluation) {
  std::string needed;
  if (CopyNeeded(record.document(), needed) && evaluation.ParseFromString(needed)) return absl::OkStatus();
  return absl::DataLossError("the document of " + record.info().name() + " does not parse");
}

}  // namespace heng
