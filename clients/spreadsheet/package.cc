// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/package.h"

#include <zip.h>

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "clients/spreadsheet/file_kind.h"
#include "clients/spreadsheet/refusal.h"
#include "clients/spreadsheet/zip_directory.h"

namespace heng::spreadsheet {
namespace {

struct FileCloser {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

// Some programs write names with the separator of Windows.
std::string PartKey(absl::string_view name) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(name, {{"\\", "/"}}));
}

absl::Status DamagedArchive(absl::string_view part, absl::string_view detail) {
  return Damaged({.part = std::string(part)},
                 absl::StrCat("the file is damaged or was cut short (", detail, ")"),
                 absl::StrCat("文件已损坏或不完整（", detail, "）"));
}

absl::Status RefuseWhatIsNoZip(absl::string_view bytes) {
  const FileKind kind = KindOf(bytes);
  HENG_RETURN_IF_ERROR(RefuseOle2(kind));
  if (kind == FileKind::kZip) return absl::OkStatus();
  return Refused({}, {.en = absl::StrCat("this is not an .xlsx file, whatever its name is: ", kSaveAgain),
                      .zh = absl::StrCat("这不是 .xlsx 文件（与扩展名无关）：", kSaveAgainZh)});
}

absl::Status TooManyParts(const XlsxLimits& limits) {
  return BeyondLimit(
      {}, {
              .en = absl::StrCat("the archive has more than ", limits.max_parts,
                                 " parts, which no form needs: copy the table into a new workbook"),
              .zh = absl::StrCat("压缩包内的部件超过 ", limits.max_parts,
                                 " 个，远超填报所需：请将表格复制到新的工作簿"),
          });
}

std::string MiB(size_t bytes) { return absl::StrCat(bytes >> 20, " MiB"); }

}  // namespace

void Package::Closer::operator()(zip* archive) const { zip_discard(archive); }

absl::StatusOr<Package> Package::Open(absl::string_view bytes, const XlsxLimits& limits) {
  if (bytes.size() > limits.max_file_bytes) {
    return BeyondLimit(
        {}, {.en = absl::StrCat("the file is larger than ", MiB(limits.max_file_bytes),
                                ": take out pictures and what does not belong to the form"),
             .zh = absl::StrCat("文件超过 ", MiB(limits.max_file_bytes), "：请删除图片等与填报无关的内容")});
  }
  HENG_RETURN_IF_ERROR(RefuseWhatIsNoZip(bytes));
  if (MayHoldMoreEntries(bytes, limits.max_parts)) return TooManyParts(limits);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    const std::string detail = zip_error_strerror(&error);
    zip_error_fini(&error);
    zip_source_free(source);
    return DamagedArchive("", detail);
  }
  Package package(std::unique_ptr<zip, Closer>(archive), limits);
  HENG_RETURN_IF_ERROR(package.ReadDirectory());
  return package;
}

absl::Status Package::ReadDirectory() {
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  if (count < 0 || static_cast<size_t>(count) > limits_.max_parts) return TooManyParts(limits_);
  for (zip_int64_t i = 0; i < count; ++i) HENG_RETURN_IF_ERROR(AddPart(static_cast<uint64_t>(i)));
  return absl::OkStatus();
}

absl::Status Package::AddPart(uint64_t index) {
  zip_stat_t stat;
  const char* name = zip_get_name(archive_.get(), index, ZIP_FL_ENC_RAW);
  if (name == nullptr || zip_stat_index(archive_.get(), index, 0, &stat) != 0) {
    return DamagedArchive("", zip_strerror(archive_.get()));
  }
  const absl::string_view part = name;
  if (!part.empty() && part.back() == '/') return absl::OkStatus();  // a folder
  if (stat.encryption_method != ZIP_EM_NONE) {
    return Refused({.part = std::string(part)},
                   {.en = absl::StrCat("the archive is encrypted: ", kSaveAgain, " without a password"),
                    .zh = absl::StrCat("压缩包已加密：", kSaveAgainZh, "，且不设密码")});
  }
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
    return Damaged({.part = std::string(part)}, "packed in a way that spreadsheets do not use",
                   "采用了表格软件不使用的压缩方式");
  }
  if (!parts_.emplace(PartKey(part), Part{.index = index, .packed_bytes = stat.comp_size}).second) {
    return Damaged({.part = std::string(part)}, "the archive holds two parts of this name",
                   "压缩包内有两个同名部件");
  }
  return absl::OkStatus();
}

bool Package::Has(absl::string_view part) const { return parts_.count(PartKey(part)) > 0; }

absl::Status Package::CountUnpacked(absl::string_view part, uint64_t packed_bytes, size_t part_bytes,
                                    size_t more_bytes) {
  unpacked_bytes_ += more_bytes;
  if (unpacked_bytes_ > limits_.max_unpacked_bytes) {
    return BeyondLimit(
        {.part = std::string(part)},
        {.en = absl::StrCat("unpacked, the file is larger than ", MiB(limits_.max_unpacked_bytes),
                            ", which no form needs: copy the table into a new workbook"),
         .zh = absl::StrCat("解压后超过 ", MiB(limits_.max_unpacked_bytes),
                            "，远超填报所需：请将表格复制到新的工作簿")});
  }
  if (part_bytes > limits_.ratio_free_bytes && part_bytes / limits_.max_ratio > packed_bytes) {
    return BeyondLimit(
        {.part = std::string(part)},
        {.en = absl::StrCat("unpacks to more than ", limits_.max_ratio,
                            " times its size, as files do that are made to exhaust memory: copy the "
                            "table into a new workbook"),
         .zh = absl::StrCat("解压后超过压缩前的 ", limits_.max_ratio,
                            " 倍，与蓄意耗尽内存的文件相同：请将表格复制到新的工作簿")});
  }
  return absl::OkStatus();
}

absl::Status Package::Read(absl::string_view part, absl::FunctionRef<absl::Status(absl::string_view)> sink) {
  const auto found = parts_.find(PartKey(part));
  if (found == parts_.end()) {
    return Damaged({.part = std::string(part)}, "the file lacks this part", "文件缺少该部件");
  }
  std::unique_ptr<zip_file_t, FileCloser> file(zip_fopen_index(archive_.get(), found->second.index, 0));
  if (file == nullptr) return DamagedArchive(part, zip_strerror(archive_.get()));
  std::vector<char> piece(kPieceBytes);
  size_t part_bytes = 0;
  while (true) {
    const zip_int64_t count = zip_fread(file.get(), piece.data(), piece.size());
    // At the end this is where a wrong checksum shows.
    if (count < 0) return DamagedArchive(part, zip_file_strerror(file.get()));
    if (count == 0) return absl::OkStatus();
    part_bytes += static_cast<size_t>(count);
    HENG_RETURN_IF_ERROR(
        CountUnpacked(part, found->second.packed_bytes, part_bytes, static_cast<size_t>(count)));
    HENG_RETURN_IF_ERROR(sink(absl::string_view(piece.data(), static_cast<size_t>(count))));
  }
}

}  // namespace heng::spreadsheet
