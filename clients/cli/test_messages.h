// SPDX-License-Identifier: Apache-2.0
//
// Messages in the text format, for tests, and answers of the analysis service that several of them use.
#pragma once

#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "heng/v1/analysis_service.pb.h"

namespace heng::cli {

template <typename T>
T ReadMessageText(const std::string& text) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// Two prefectures, everything, and two grades: what `--by=prefecture` of a table asks for.
inline v1::AggregateScoresResponse PrefecturesAnswer() {
  return ReadMessageText<v1::AggregateScoresResponse>(R"(
    results {
      groups {
        keys { dimension: SCORE_DIMENSION_PREFECTURE value: "620100" display_name: "甘肃省兰州市" }
        statistics {
          evaluation_count: 3 sum_points: "270.10" mean_points: "90.0333" min_points: "80.10" max_points: "98.00"
          percentiles { percent: "50" points: "92.00" } percentiles { percent: "90" points: "98.00" }
          percentiles { percent: "99" points: "98.00" }
          distribution { from_points: "80.00" to_points: "90.00" evaluation_count: 1 }
          distribution { from_points: "90.00" to_points: "100.00" evaluation_count: 2 }
          grades { grade_code: "excellent" grade: "优" evaluation_count: 2 share_percent: "66.67" }
          grades { grade_code: "fair" grade: "中" evaluation_count: 1 share_percent: "33.33" }
          amounts {
            initial_yuan: "50.00" adjusted_yuan: "3002094.97" executed_yuan: "2879927.69"
            execution_rate_percent: "95.93" weighted_mean_points: "91.5000"
          }
        }
      }
      groups {
        keys { dimension: SCORE_DIMENSION_PREFECTURE value: "620600" display_name: "甘肃省武威市" }
        statistics {
          evaluation_count: 1 sum_points: "60.00" mean_points: "60.0000" min_points: "60.00" max_points: "60.00"
          percentiles { percent: "50" points: "60.00" } percentiles { percent: "90" points: "60.00" }
          percentiles { percent: "99" points: "60.00" }
          distribution { from_points: "60.00" to_points: "70.00" evaluation_count: 1 }
          grades { grade_code: "fair" grade: "中" evaluation_count: 1 share_percent: "100.00" }
        }
      }
    }
    results {
      groups {
        statistics {
          evaluation_count: 4 sum_points: "330.10" mean_points: "82.5250" min_points: "60.00" max_points: "98.00"
          percentiles { percent: "50" points: "80.10" } percentiles { percent: "90" points: "98.00" }
          percentiles { percent: "99" points: "98.00" }
          distribution { from_points: "60.00" to_points: "70.00" evaluation_count: 1 }
          distribution { from_points: "70.00" to_points: "80.00" }
          distribution { from_points: "80.00" to_points: "90.00" evaluation_count: 1 }
          distribution { from_points: "90.00" to_points: "100.00" evaluation_count: 2 }
          grades { grade_code: "excellent" grade: "优" evaluation_count: 2 share_percent: "50.00" }
          grades { grade_code: "fair" grade: "中" evaluation_count: 2 share_percent: "50.00" }
          amounts {
            initial_yuan: "50.00" adjusted_yuan: "3002094.97" executed_yuan: "2879927.69"
            execution_rate_percent: "95.93" weighted_mean_points: "91.5000"
          }
        }
      }
    }
    results {
      groups {
        keys { dimension: SCORE_DIMENSION_GRADE value: "fair" display_name: "中" }
        statistics { evaluation_count: 2 mean_points: "70.0500" }
      }
      groups {
        keys { dimension: SCORE_DIMENSION_GRADE value: "excellent" display_name: "优" }
        statistics { evaluation_count: 2 mean_points: "95.0000" }
      }
    }
    filed_fiscal_years: 2023 filed_fiscal_years: 2024)");
}

}  // namespace heng::cli
