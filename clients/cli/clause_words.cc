// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/clause_words.h"

namespace heng::cli {

Text ClauseWords(v1::ScoreClause clause) {
  switch (clause) {
    case v1::SCORE_CLAUSE_TARGET_MET:
      return {"target met", "达到目标"};
    case v1::SCORE_CLAUSE_PRO_RATA:
      return {"pro rata", "按比例得分"};
    case v1::SCORE_CLAUSE_INVERSE_RATIO:
      return {"inverse ratio", "按反比得分"};
    case v1::SCORE_CLAUSE_LINEAR:
      return {"linear", "按超出比例扣分"};
    case v1::SCORE_CLAUSE_NEGATIVE_ACTUAL:
      return {"negative actual", "实际值为负"};
    case v1::SCORE_CLAUSE_ZERO_TARGET_MISSED:
      return {"zero target missed", "目标为零未达到"};
    case v1::SCORE_CLAUSE_BAND_SHARE:
      return {"share of band", "按档次比例"};
    case v1::SCORE_CLAUSE_BAND_POINTS:
      return {"points in band", "档内评分"};
    case v1::SCORE_CLAUSE_BY_HAND:
      return {"by hand", "人工评分"};
    case v1::SCORE_CLAUSE_MISSING:
      return {"missing", "缺项"};
    case v1::SCORE_CLAUSE_NO_EVIDENCE:
      return {"no evidence", "无佐证"};
    case v1::SCORE_CLAUSE_EXECUTION_RATIO:
      return {"execution rate", "按执行率"};
    case v1::SCORE_CLAUSE_EXECUTION_CAPPED:
      return {"overspent", "超预算执行"};
    case v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET:
      return {"no budget", "预算为零"};
    case v1::SCORE_CLAUSE_EXECUTION_MISSING:
      return {"amount missing", "缺少金额"};
    case v1::SCORE_CLAUSE_OUTSIDE_RANGE:
      return {"outside range", "超出区间"};
    case v1::SCORE_CLAUSE_LATE:
      return {"late", "逾期"};
    case v1::SCORE_CLAUSE_STEPS_DEDUCTED:
      return {"steps deducted", "按步扣分"};
    case v1::SCORE_CLAUSE_BRACKET:
      return {"bracket", "分档计分"};
    case v1::SCORE_CLAUSE_NOT_REACHED:
      return {"not reached", "未达到"};
    case v1::SCORE_CLAUSE_INFORMATION:
      return {"information", "仅供参考"};
    case v1::SCORE_CLAUSE_NOT_APPLICABLE:
      return {"not applicable", "不适用"};
    case v1::SCORE_CLAUSE_NO_VETO:
      return {"no veto", "未触发否决"};
    case v1::SCORE_CLAUSE_VETO:
      return {"veto", "一票否决"};
    default:
      return {};
  }
}

}  // namespace heng::cli
