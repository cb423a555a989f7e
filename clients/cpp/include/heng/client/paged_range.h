// SPDX-License-Identifier: Apache-2.0
//
// A list that is fetched page by page while it is read:
//
//   for (absl::StatusOr<v1::Department>& department : client.ListDepartments(request)) {
//     if (!department.ok()) return department.status();
//     ...
//   }
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace heng::client {

// An input range: it is read once, from front to back, by one thread. The first error is its last element.
// Empty pages are skipped. A page is one call with a deadline of its own.
template <typename T>
class PagedRange {
 public:
  struct Page {
    std::vector<T> items;
    std::string next_page_token;  // empty on the last page
  };
  // Gets the page of this token; "" is the first one.
  using FetchPage = std::function<absl::StatusOr<Page>(const std::string& page_token)>;

  struct Sentinel {};

  class Iterator {
   public:
    absl::StatusOr<T>& operator*() const { return range_->current_; }
    absl::StatusOr<T>* operator->() const { return &range_->current_; }
    Iterator& operator++() {
      range_->Advance();
      return *this;
    }
    friend bool operator==(const Iterator& it, Sentinel) { return it.AtEnd(); }
    friend bool operator!=(const Iterator& it, Sentinel) { return !it.AtEnd(); }

   private:
    friend class PagedRange;
    explicit Iterator(PagedRange* range) : range_(range) {}
    bool AtEnd() const { return range_->done_; }
    PagedRange* range_;
  };

  explicit PagedRange(FetchPage fetch) : fetch_(std::move(fetch)) {}

  // Fetches the first page. To be called once.
  Iterator begin() {
    Advance();
    return Iterator(this);
  }
  Sentinel end() { return {}; }

 private:
  void Advance() {
    while (next_ == page_.items.size()) {
      if (last_page_) {
        done_ = true;
        return;
      }
      absl::StatusOr<Page> page = fetch_(page_.next_page_token);
      if (!page.ok()) {
        page_.items.clear();
        next_ = 0;
        last_page_ = true;
        current_ = page.status();
        return;
      }
      page_ = *std::move(page);
      next_ = 0;
      last_page_ = page_.next_page_token.empty();
    }
    current_ = std::move(page_.items[next_++]);
  }

  FetchPage fetch_;
  Page page_;
  size_t next_ = 0;
  bool last_page_ = false;
  bool done_ = false;
  absl::StatusOr<T> current_ = T();
};

}  // namespace heng::client
