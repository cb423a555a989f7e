// SPDX-License-Identifier: Apache-2.0
//
// The suite of every engine, tested itself: run against an engine without a defect it finds nothing; against an engine with
// one it finds that, with the tests that are named here at least; and every test of the suite finds some defect.
//
// It has a main of its own, because here a test that fails is what is wanted.
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "storage/testing/defective_engine.h"

namespace heng::testing {
namespace {

struct PlantedDefect {
  Defect defect;
  std::string name;
  std::set<std::string> found_by;  // at least
};

#define HENG_DEFECT(defect, ...)             \
  PlantedDefect {                            \
    Defect::defect, #defect, { __VA_ARGS__ } \
  }

const std::vector<PlantedDefect>& PlantedDefects() {
  static const auto& defects = *new std::vector<PlantedDefect>{
      HENG_DEFECT(kNone),
      HENG_DEFECT(kIgnoresGuards, "NothingHappensWhenAGuardDoesNotHold", "AgreesWithAModelOnRandomCalls"),
      HENG_DEFECT(kChecksTheFirstGuardOnly, "NothingHappensWhenAGuardDoesNotHold",
                  "GuardsThatContradictEachOtherDoNotHold"),
      HENG_DEFECT(kIgnoresAbsentGuards, "AnAbsentGuardRefusesAnExistingKey", "ATransactionMayOnlyHaveGuards"),
      HENG_DEFECT(kIgnoresGuardsOnKeysThatAreNotWritten, "AGuardMayStandOnAKeyThatIsNotWritten",
                  "AdmitsNoWriteSkew"),
      HENG_DEFECT(kGuardsSeeTheStateBeforeTheCall, "LaterTransactionsSeeTheWritesOfEarlierOnes",
                  "ADeletionInTheSameCommitMakesTheKeyAbsent"),
      HENG_DEFECT(kWritesHalfOfWhatItRefuses, "NothingHappensWhenAGuardDoesNotHold",
                  "LaterTransactionsDoNotSeeWhatDidNotHappen"),
      HENG_DEFECT(kWritesOneSpaceOnly, "OkMeansThatAllWritesHappened"),
      HENG_DEFECT(kAnswersOkAndDoesNothing, "AnswersForEachTransactionByItself",
                  "ACallMayHoldMoreThanATransaction"),
      HENG_DEFECT(kRefusesAllForOne, "AnswersForEachTransactionByItself"),
      HENG_DEFECT(kRunsBackwards, "RunsTransactionsInTheirOrder"),
      HENG_DEFECT(kRefusesToDeleteTheAbsent, "DeletesAKey"),
      HENG_DEFECT(kRefusesToDoNothing, "CommitOfNothingAnswersNothing", "GetOfNoKeysIsEmpty"),
      HENG_DEFECT(kChecksGuardsWithoutLock, "OneOfManyConcurrentCompareAndSetsWins", "AdmitsNoWriteSkew"),
      HENG_DEFECT(kBeginsVersionsAnewAfterDeletion, "AVersionIsNeverGivenTwiceNotEvenAfterDeletion"),
      HENG_DEFECT(kBeginsVersionsAnewAfterReopening, "AVersionIsNeverGivenTwiceAcrossReopening"),
      HENG_DEFECT(kGivesVersionsToValues, "AVersionIsNeverGivenTwiceNotEvenAfterDeletion",
                  "AVersionIsNeverGivenTwiceWithinACall"),
      HENG_DEFECT(kChangesAllVersionsWithEachCommit, "AVersionStaysWithItsWrite"),
      HENG_DEFECT(kShowsOtherVersionsInScans, "ScansShowTheVersionsThatGuardsWant"),
      HENG_DEFECT(kWrittenEarlierAlwaysHolds, "AGuardOnAnEarlierWriteIsNotAboutTheTransactionItself"),
      HENG_DEFECT(kWrittenEarlierNeverHolds, "AGuardMayStandOnWhatTheSameCommitWroteEarlier"),
      HENG_DEFECT(kWrittenEarlierHoldsInLaterCalls, "AGuardOnAnEarlierWriteIsNotAboutEarlierCalls"),
      HENG_DEFECT(kWrittenEarlierHoldsForDeletions, "AGuardOnAnEarlierWriteFailsIfTheKeyWasDeleted"),
      HENG_DEFECT(kWrittenEarlierHoldsForRefusals, "AGuardOnAnEarlierWriteFailsIfThatWriteFailed"),
      HENG_DEFECT(kTakesKeysTwice, "RefusesAKeyTwiceAmongTheWrites"),
      HENG_DEFECT(kTakesKeysOfNoSpace, "RefusesKeysOfNoSpace"),
      HENG_DEFECT(kTakesKeysThatAreTooLong, "TakesTheLongestKeyAndNoLongerOne"),
      HENG_DEFECT(kRefusesTheLongestKey, "TakesTheLongestKeyAndNoLongerOne"),
      HENG_DEFECT(kDoesNotCountBytesOfGuards, "TakesTheLargestTransactionAndNoLargerOne"),
      HENG_DEFECT(kWritesWhatHasTooManyItems, "TakesAsManyItemsAsItSaysAndNoMore"),
      HENG_DEFECT(kDoesNotCountGuards, "TakesAsManyItemsAsItSaysAndNoMore"),
      HENG_DEFECT(kLimitsCallsInsteadOfTransactions, "ACallMayHoldMoreThanATransaction"),
      HENG_DEFECT(kEndsKeysAtZeroBytes, "KeysAndValuesAreAnyBytes"),
      HENG_DEFECT(kTakesEmptyValuesForAbsent, "KeysAndValuesAreAnyBytes"),
      HENG_DEFECT(kReadsTheStateBeforeTheLastCommit, "GetSeesWhatWasJustCommitted"),
      HENG_DEFECT(kReadsOldStateOnOtherThreads, "GetAndScanOnOtherThreadsSeeEveryCommitThatReturned",
                  "ReadersNeverGoBack"),
      HENG_DEFECT(kReadsAtTheLastSnapshot, "GetIsNotHeldBackByASnapshot"),
      HENG_DEFECT(kReadsKeyByKey, "GetSeesManyKeysAtOneInstant"),
      HENG_DEFECT(kAnswersInTheOrderOfItsKeys, "GetAnswersInTheOrderOfTheKeys"),
      HENG_DEFECT(kAnswersKeysOnce, "GetAnswersAKeyAsOftenAsItIsAsked"),
      HENG_DEFECT(kNamesNoKeys, "GetNamesTheKeyOfEachRow"),
      HENG_DEFECT(kReadsPagesAtDifferentInstants, "ScanAtASnapshotDoesNotSeeLaterCommits",
                  "OneSnapshotServesAllSpacesAndPagesWhileCommitsGoOn", "TwoSnapshotsShowTwoInstants"),
      HENG_DEFECT(kReadsSpacesAtDifferentInstants, "OneSnapshotServesAllSpacesAndPagesWhileCommitsGoOn",
                  "ScansShowOneInstantWhileOthersWrite"),
      HENG_DEFECT(kScansTheStateBeforeTheLastCommit, "ANewScanSeesWhatWasJustCommitted"),
      HENG_DEFECT(kReturnsTheEnd, "ScansInBytewiseOrderWithinTheRange"),
      HENG_DEFECT(kLeavesTheSpace, "AScanStaysWithinItsSpace"),
      HENG_DEFECT(kTakesAnyRange, "RefusesARangeThatIsNotWithinOneSpace"),
      HENG_DEFECT(kSkipsTheFirstRowOfLaterPages, "PagesJoinWithoutGapOrOverlap"),
      HENG_DEFECT(kRepeatsTheLastRowOfThePage, "PagesJoinWithoutGapOrOverlap"),
      HENG_DEFECT(kSaysThatSomethingIsLeft, "NothingIsLeftBehindTheLastRow"),
      HENG_DEFECT(kScansBackwards, "ScansInBytewiseOrderWithinTheRange"),
      HENG_DEFECT(kReturnsOneRowTooMany, "PagesJoinWithoutGapOrOverlap"),
      HENG_DEFECT(kReadsForLimitZero, "LimitZeroOnlyTakesASnapshot"),
      HENG_DEFECT(kSnapshotsNeverExpire, "AnExpiredSnapshotIsGone"),
      HENG_DEFECT(kSnapshotsExpireByAge, "ASnapshotLivesForItsLifetimeAfterItsLastUse"),
      HENG_DEFECT(kSnapshotsOfLimitZeroAreNotUsed, "ASnapshotLivesForItsLifetimeAfterItsLastUse"),
      HENG_DEFECT(kPushesOutTheOldest, "OneSnapshotTooManyPushesOutTheOneUnusedForLongest"),
      HENG_DEFECT(kPushesOutNothing, "OneSnapshotTooManyPushesOutTheOneUnusedForLongest"),
      HENG_DEFECT(kPushesOutTheNewest, "OneSnapshotTooManyPushesOutTheOneUnusedForLongest"),
      HENG_DEFECT(kIgnoresRelease, "AReleasedSnapshotIsGone", "AReleasedSnapshotMakesRoomForAnother"),
      HENG_DEFECT(kReleasesAnyForUnknown, "ReleasingAnUnknownSnapshotIsIgnored"),
      HENG_DEFECT(kTakesAnotherSnapshotForOneThatIsGone, "AReleasedSnapshotIsGone",
                  "AnExpiredSnapshotIsGone"),
      HENG_DEFECT(kNumbersSnapshots, "ASnapshotOfAnotherProcessIsGone"),
      HENG_DEFECT(kKeepsSnapshotsAcrossReopening, "SnapshotsDoNotOutliveTheEngine"),
      HENG_DEFECT(kSaysNoReason, "NothingHappensWhenAGuardDoesNotHold", "RefusesKeysOfNoSpace",
                  "TakesTheLongestKeyAndNoLongerOne", "AReleasedSnapshotIsGone",
                  "AFullDiskRefusesWritesUntilThereIsRoom", "AnUnknownOutcomeIsAllOrNothing",
                  "DamageIsNeverReportedAsAbsence", "AnEngineThatCannotWriteSaysSoAndDoesNothing"),
      HENG_DEFECT(kLosesWhatWasCommittedAtTheEnd, "KeepsWhatWasCommittedAcrossReopening"),
      HENG_DEFECT(kLosesTheLastCommitInAPowerCut, "KeepsWhatWasCommittedThroughAPowerCut"),
      HENG_DEFECT(kWritesToAFullDisk, "AFullDiskRefusesWritesUntilThereIsRoom"),
      HENG_DEFECT(kStopsReadingOnAFullDisk, "AFullDiskRefusesWritesUntilThereIsRoom"),
      HENG_DEFECT(kStaysFull, "AFullDiskRefusesWritesUntilThereIsRoom"),
      HENG_DEFECT(kWritesWhileAway, "AnEngineThatCannotWriteSaysSoAndDoesNothing"),
      HENG_DEFECT(kIsAlwaysHealthy, "AnEngineThatCannotWriteSaysSoAndDoesNothing"),
      HENG_DEFECT(kIsNeverHealthy, "IsHealthyWhenNew"),
      HENG_DEFECT(kAnswersOkForUnknown, "AnUnknownOutcomeIsAllOrNothing"),
      HENG_DEFECT(kUnknownIsHalf, "AnUnknownOutcomeIsAllOrNothing"),
      HENG_DEFECT(kReportsDamageAsAbsence, "DamageIsNeverReportedAsAbsence"),
      HENG_DEFECT(kEndsScansAtDamage, "DamageIsNeverReportedAsAbsence"),
      HENG_DEFECT(kGuardsTakeDamageForAbsence, "DamageIsNeverReportedAsAbsence"),
      HENG_DEFECT(kReportsDamageForWhatHappened, "BesideDamageAWriteHappensOrSaysThatItDidNot"),
  };
  return defects;
}

std::vector<EngineUnderTest> Engines() {
  std::vector<EngineUnderTest> engines;
  for (const PlantedDefect& planted : PlantedDefects()) {
    engines.push_back(EngineWithDefect(planted.defect, planted.name));
  }
  return engines;
}

INSTANTIATE_TEST_SUITE_P(Defective, EngineConformance, ::testing::ValuesIn(Engines()),
                         [](const auto& param) { return param.param.name; });

// Notes which tests failed for which defect, and prints none of the failures.
class Findings final : public ::testing::EmptyTestEventListener {
 public:
  void OnTestEnd(const ::testing::TestInfo& test) override {
    const std::vector<std::string> name_and_defect = absl::StrSplit(test.name(), '/');
    tests_.insert(name_and_defect[0]);
    if (test.result()->Failed()) found_by_[name_and_defect[1]].insert(name_and_defect[0]);
  }

  std::vector<std::string> Complaints() const {
    std::vector<std::string> complaints;
    std::set<std::string> finders;
    if (PlantedDefects().size() != static_cast<size_t>(Defect::kCount))
      complaints.push_back("not every defect is listed");
    for (const PlantedDefect& planted : PlantedDefects()) {
      const auto found = found_by_.find(planted.name);
      const std::set<std::string> by = found == found_by_.end() ? std::set<std::string>() : found->second;
      finders.insert(by.begin(), by.end());
      std::printf("%s: %s\n", planted.name.c_str(), absl::StrJoin(by, " ").c_str());
      if (planted.defect == Defect::kNone && !by.empty())
        complaints.push_back("an engine without a defect fails");
      if (planted.defect != Defect::kNone && by.empty()) complaints.push_back(planted.name + " is not found");
      for (const std::string& test : planted.found_by) {
        if (by.count(test) == 0) complaints.push_back(absl::StrCat(planted.name, " is not found by ", test));
      }
    }
    for (const std::string& test : tests_) {
      if (finders.count(test) == 0) complaints.push_back(test + " finds no defect");
    }
    return complaints;
  }

 private:
  std::set<std::string> tests_;
  std::map<std::string, std::set<std::string>> found_by_;
};

}  // namespace
}  // namespace heng::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  heng::testing::Findings findings;
  ::testing::TestEventListeners& listeners = ::testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  listeners.Append(&findings);
  const bool found_something = RUN_ALL_TESTS() != 0;
  listeners.Release(&findings);
  std::vector<std::string> complaints = findings.Complaints();
  if (!found_something) complaints.push_back("the suite did not fail");
  for (const std::string& complaint : complaints) std::printf("WRONG: %s\n", complaint.c_str());
  return complaints.empty() ? 0 : 1;
}
