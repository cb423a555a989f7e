// SPDX-License-Identifier: Apache-2.0
//
// Mutual TLS: both daemons and the client know each other by certificate, and nobody else gets in.
#include <string>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::heng::testing::HasCode;

// Certificates of one authority in a folder of their own.
class Certificates {
 public:
  Certificates() {
    const CommandOutcome made = RunCommand({"deploy/certs/make-test-certs.sh", folder_.path()});
    EXPECT_EQ(made.exit_code, 0) << made.err;
  }
  client::TlsFiles Of(const std::string& name) const {
    return {absl::StrCat(folder_.path(), "/ca.pem"), absl::StrCat(folder_.path(), "/", name, ".pem"),
            absl::StrCat(folder_.path(), "/", name, ".key")};
  }
  std::vector<std::string> FlagsOf(const std::string& name) const {
    const client::TlsFiles files = Of(name);
    return {"--ca=" + files.ca_file, "--cert=" + files.cert_file, "--key=" + files.key_file};
  }

 private:
  TemporaryFolder folder_;
};

absl::StatusOr<client::Client> ClientOf(const std::string& address, std::optional<client::TlsFiles> tls) {
  auto connection = client::MakeConnection({.address = address, .tls = tls},
                                           {.deadline = absl::Seconds(5), .max_attempts = 1});
  if (!connection.ok()) return connection.status();
  return client::Client(*connection);
}

TEST(MutualTls, TheActorIsTheNameInTheCallersCertificate) {
  const Certificates certificates;
  const Daemons daemons(
      {.storage_flags = certificates.FlagsOf("storage"), .scoring_flags = certificates.FlagsOf("scoring")});
  ASSERT_OK_AND_ASSIGN(const client::Client client, ClientOf(daemons.address(), certificates.Of("client")));
  ASSERT_OK(StoreCatalogue(client));
  ASSERT_OK(client.SubmitEvaluation(ReferenceEvaluation()));
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation read, client.GetEvaluation(ReferenceEvaluation().name()));
  EXPECT_EQ(read.score().total_points(), "92.62");
  EXPECT_EQ(read.actor(), "spiffe://heng.test/client");
}

TEST(MutualTls, ACallerWithoutOrWithAForeignCertificateIsTurnedAway) {
  const Certificates certificates;
  const Certificates foreign;
  const Daemons daemons(
      {.storage_flags = certificates.FlagsOf("storage"), .scoring_flags = certificates.FlagsOf("scoring")});
  ASSERT_OK_AND_ASSIGN(const client::Client plain, ClientOf(daemons.address(), std::nullopt));
  EXPECT_THAT(plain.GetRegion("regions/620602"), HasCode(absl::StatusCode::kUnavailable));
  client::TlsFiles mixed = foreign.Of("client");
  mixed.ca_file = certificates.Of("client").ca_file;
  ASSERT_OK_AND_ASSIGN(const client::Client stranger, ClientOf(daemons.address(), mixed));
  EXPECT_THAT(stranger.GetRegion("regions/620602"), HasCode(absl::StatusCode::kUnavailable));
}

TEST(MutualTls, DaemonsRefuseToLeaveTheMachineWithoutIt) {
  const TemporaryFolder folder;
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{BinaryPath("heng-scoring"), "--listen=0.0.0.0:0"},
        std::vector<std::string>{BinaryPath("heng-storage"), "--listen=0.0.0.0:0",
                                 "--data-dir=" + folder.path()}}) {
    const CommandOutcome outcome = RunCommand(command);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, ::testing::HasSubstr("TLS"));
  }
}

TEST(MutualTls, HalfASetOfFilesIsAUsageError) {
  const CommandOutcome outcome =
      RunCommand({BinaryPath("heng-scoring"), "--listen=127.0.0.1:0", "--cert=x.pem"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, ::testing::HasSubstr("--key"));
}

}  // namespace
}  // namespace heng::integration
