// SPDX-License-Identifier: Apache-2.0
//
// A made-up province: regions, departments, goals, budgets and filled-in forms, for tests, trials and benchmarks. The same
// seed and options give the same bytes everywhere. Everything is computed when it is asked for, so a province of any size
// takes no memory. There are no names of people in it.
//
// Schemes are the shipped ones: overall forms follow schemes/gansu-overall, project forms schemes/national-project. A
// department sets its goals once and files by them every year; the goals carry its first year in their name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heng/v1/budget.pb.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/region.pb.h"
#include "heng/v1/scheme.pb.h"
#include "tests/generator/bodies.h"
#include "tests/generator/places.h"

namespace heng::generator {

struct ProvinceOptions {
  uint64_t seed = 1;
  int departments = 10000;
  int first_year = 2020;
  // Where there are at least 2, some departments are merged or renamed from the middle one on: those before end, those behind
  // name them as predecessors.
  int years = 5;
};

// One form of a department. project: 0 for the overall form, else the number of a project, from 1.
struct Form {
  int department = 0;
  int fiscal_year = 0;
  int project = 0;
};

// Thread-safe.
class Province {
 public:
  explicit Province(const ProvinceOptions& options);

  const ProvinceOptions& options() const { return options_; }

  int region_count() const { return static_cast<int>(places_.size()); }
  v1::Region region(int region) const;
  // Departments are spread evenly over the regions, in their order; a region has at least a dozen or none.
  // department: from 0.
  v1::Department department(int department) const;
  std::string department_name(int department) const;

  // First and last fiscal year in which the department files.
  int first_year(int department) const;
  int last_year(int department) const;
  // Form `number` (from 0, without end) of a department: its overall forms of all years first, then its first project in all
  // years, and so on.
  Form form(int department, int number) const;

  v1::Goals goals(int department, int project) const;
  // The stored budget of the department.
  v1::Budget budget(int department, int fiscal_year) const;
  // As a department files it. Project forms have a budget block of their own; overall forms take the stored budget.
  v1::Evaluation evaluation(const Form& form) const;

 private:
  struct Seat {
    int region = 0;
    int number = 0;  // among the bodies of the region
  };
  Seat SeatOf(int department) const;
  Body BodyAt(const Seat& seat) const;
  bool HasReform(int region) const;
  // Departments of one region are a group; some regions of a small province have none.
  int GroupCount() const;
  int64_t FirstDepartment(int group) const;
  std::string GoalsName(int department, int project) const;
  std::string ProjectCode(int department, int project) const;

  const ProvinceOptions options_;
  const std::vector<Place> places_;
};

// schemes/gansu-overall and schemes/national-project, read from the source folder.
std::vector<v1::Scheme> ShippedSchemes();

}  // namespace heng::generator
