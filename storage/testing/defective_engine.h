// SPDX-License-Identifier: Apache-2.0
//
// The negative control of the suite of every engine: an engine in memory with one planted defect. Its ground keeps things
// and can be brought into every trouble.
#pragma once

#include <string>

#include "storage/testing/engine_conformance.h"

namespace heng::testing {

enum class Defect {
  kNone,
  // Commit.
  kIgnoresGuards,
  kChecksTheFirstGuardOnly,
  kIgnoresAbsentGuards,
  kIgnoresGuardsOnKeysThatAreNotWritten,
  kGuardsSeeTheStateBeforeTheCall,
  kWritesHalfOfWhatItRefuses,
  kWritesOneSpaceOnly,
  kAnswersOkAndDoesNothing,
  kRefusesAllForOne,
  kRunsBackwards,
  kRefusesToDeleteTheAbsent,
  kRefusesToDoNothing,
  kChecksGuardsWithoutLock,
  // Versions.
  kBeginsVersionsAnewAfterDeletion,
  kBeginsVersionsAnewAfterReopening,
  kGivesVersionsToValues,
  kChangesAllVersionsWithEachCommit,
  kShowsOtherVersionsInScans,
  kWrittenEarlierAlwaysHolds,
  kWrittenEarlierNeverHolds,
  kWrittenEarlierHoldsInLaterCalls,
  kWrittenEarlierHoldsForDeletions,
  kWrittenEarlierHoldsForRefusals,
  // Limits and bytes.
  kTakesKeysTwice,
  kTakesKeysOfNoSpace,
  kTakesKeysThatAreTooLong,
  kRefusesTheLongestKey,
  kDoesNotCountBytesOfGuards,
  kWritesWhatHasTooManyItems,
  kDoesNotCountGuards,
  kLimitsCallsInsteadOfTransactions,
  kEndsKeysAtZeroBytes,
  kTakesEmptyValuesForAbsent,
  // Get.
  kReadsTheStateBeforeTheLastCommit,
  kReadsOldStateOnOtherThreads,
  kReadsAtTheLastSnapshot,
  kReadsKeyByKey,
  kAnswersInTheOrderOfItsKeys,
  kAnswersKeysOnce,
  kNamesNoKeys,
  // Scan.
  kReadsPagesAtDifferentInstants,
  kReadsSpacesAtDifferentInstants,
  kScansTheStateBeforeTheLastCommit,
  kReturnsTheEnd,
  kLeavesTheSpace,
  kTakesAnyRange,
  kSkipsTheFirstRowOfLaterPages,
  kRepeatsTheLastRowOfThePage,
  kSaysThatSomethingIsLeft,
  kScansBackwards,
  kReturnsOneRowTooMany,
  kReadsForLimitZero,
  // Snapshots.
  kSnapshotsNeverExpire,
  kSnapshotsExpireByAge,
  kSnapshotsOfLimitZeroAreNotUsed,
  kPushesOutTheOldest,
  kPushesOutNothing,
  kPushesOutTheNewest,
  kIgnoresRelease,
  kReleasesAnyForUnknown,
  kTakesAnotherSnapshotForOneThatIsGone,
  kNumbersSnapshots,
  kKeepsSnapshotsAcrossReopening,
  // Trouble.
  kSaysNoReason,
  kLosesWhatWasCommittedAtTheEnd,
  kLosesTheLastCommitInAPowerCut,
  kWritesToAFullDisk,
  kStopsReadingOnAFullDisk,
  kStaysFull,
  kWritesWhileAway,
  kIsAlwaysHealthy,
  kIsNeverHealthy,
  kAnswersOkForUnknown,
  kUnknownIsHalf,
  kReportsDamageAsAbsence,
  kEndsScansAtDamage,
  kGuardsTakeDamageForAbsence,
  kReportsDamageForWhatHappened,
  kCount,
};

EngineUnderTest EngineWithDefect(Defect defect, std::string name);

}  // namespace heng::testing
