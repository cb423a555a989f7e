// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <string>

#include "gtest/gtest.h"

namespace heng {
namespace {

TEST(Utf8CharacterBytes, CountsTheBytesOfWellFormedCharacters) {
  EXPECT_EQ(Utf8CharacterBytes("a"), 1u);
  EXPECT_EQ(Utf8CharacterBytes("é"), 2u);
  EXPECT_EQ(Utf8CharacterBytes("衡"), 3u);
  EXPECT_EQ(Utf8CharacterBytes("𠀀"), 4u);
  EXPECT_EQ(Utf8CharacterBytes("衡a"), 3u);
}

TEST(Utf8CharacterBytes, IsZeroForBytesThatAreNotUtf8) {
  const std::string cases[] = {
      "",                  // nothing
      "\x80",              // a continuation
      "\xC0\xAF",          // overlong, two bytes
      "\xE0\x80\xAF",      // overlong, three bytes
      "\xF0\x80\x80\xAF",  // overlong, four bytes
      "\xED\xA0\x80",      // surrogate
      "\xF4\x90\x80\x80",  // beyond U+10FFFF
      "\xFF",              // no first byte
      "\xE8\xA1",          // cut
      "\xE8\xA1z",         // broken off
  };
  for (const std::string& text : cases) EXPECT_EQ(Utf8CharacterBytes(text), 0u) << ForPeople(text);
}

TEST(CutUtf8, EndsBetweenCharacters) {
  EXPECT_EQ(CutUtf8("衡量", 6), "衡量");
  EXPECT_EQ(CutUtf8("衡量", 5), "衡");
  EXPECT_EQ(CutUtf8("衡量", 3), "衡");
  EXPECT_EQ(CutUtf8("衡量", 2), "");
  EXPECT_EQ(CutUtf8("abc", 2), "ab");
}

TEST(ForPeople, MarksWhatItCuts) {
  EXPECT_EQ(ForPeople("衡量", 6), "衡量");
  EXPECT_EQ(ForPeople("衡量", 4), "衡…");
}

TEST(ForPeople, ReplacesControlCharactersAndBytesThatAreNotUtf8) {
  EXPECT_EQ(ForPeople("a\x1B[31m\n"), "a\uFFFD[31m\uFFFD");
  EXPECT_EQ(ForPeople("\x7F\xC2\x85"), "\uFFFD\uFFFD");
  EXPECT_EQ(ForPeople("a\xFFz"), "a\uFFFDz");
}

}  // namespace
}  // namespace heng
