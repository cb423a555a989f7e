// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/bodies.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace heng::generator {
namespace {

struct Office {
  const char* name;
  v1::DepartmentCategory category;
  std::vector<const char*> before_reform;  // what a reform made it from
};

const std::vector<Office>& Offices() {
  constexpr auto kParty = v1::DEPARTMENT_CATEGORY_PARTY_ORGAN;
  constexpr auto kGovernment = v1::DEPARTMENT_CATEGORY_GOVERNMENT_ORGAN;
  constexpr auto kState = v1::DEPARTMENT_CATEGORY_OTHER_STATE_ORGAN;
  constexpr auto kMass = v1::DEPARTMENT_CATEGORY_MASS_ORGANISATION;
  constexpr auto kInstitution = v1::DEPARTMENT_CATEGORY_PUBLIC_INSTITUTION;
  constexpr auto kHealth = v1::DEPARTMENT_CATEGORY_HEALTH_INSTITUTION;
  static const auto* const kOffices = new std::vector<Office>{
      {"财政局", kGovernment, {}},
      {"教育局", kGovernment, {}},
      {"卫生健康局", kGovernment, {}},
      {"农业农村局", kGovernment, {"农业局", "畜牧兽医局"}},
      {"文化广电和旅游局", kGovernment, {"文化体育局", "旅游局"}},
      {"乡村振兴局", kGovernment, {"扶贫开发办公室"}},
      {"总工会", kMass, {}},
      {"人民医院", kHealth, {}},
      {"第一中学", v1::DEPARTMENT_CATEGORY_SCHOOL, {}},
      {"党委办公室", kParty, {}},
      {"组织部", kParty, {}},
      {"宣传部", kParty, {}},
      {"统战部", kParty, {}},
      {"政法委员会", kParty, {}},
      {"纪委监委机关", kParty, {}},
      {"人大常委会办公室", kState, {}},
      {"政协办公室", kState, {}},
      {"人民法院", kState, {}},
      {"人民检察院", kState, {}},
      {"人民政府办公室", kGovernment, {}},
      {"发展和改革局", kGovernment, {}},
      {"科学技术局", kGovernment, {}},
      {"工业和信息化局", kGovernment, {}},
      {"公安局", kGovernment, {}},
      {"民政局", kGovernment, {}},
      {"司法局", kGovernment, {}},
      {"人力资源和社会保障局", kGovernment, {}},
      {"自然资源局", kGovernment, {"国土资源局"}},
      {"生态环境局", kGovernment, {}},
      {"住房和城乡建设局", kGovernment, {}},
      {"交通运输局", kGovernment, {}},
      {"水务局", kGovernment, {}},
      {"商务局", kGovernment, {}},
      {"退役军人事务局", kGovernment, {}},
      {"应急管理局", kGovernment, {"安全生产监督管理局"}},
      {"审计局", kGovernment, {}},
      {"市场监督管理局", kGovernment, {"工商行政管理局", "质量技术监督局"}},
      {"统计局", kGovernment, {}},
      {"医疗保障局", kGovernment, {}},
      {"林业和草原局", kGovernment, {}},
      {"信访局", kGovernment, {}},
      {"共青团委员会", kMass, {}},
      {"妇女联合会", kMass, {}},
      {"残疾人联合会", kMass, {}},
      {"科学技术协会", kMass, {}},
      {"工商业联合会", kMass, {}},
      {"红十字会", kMass, {}},
      {"档案馆", kInstitution, {}},
      {"融媒体中心", kInstitution, {}},
      {"机关事务服务中心", kInstitution, {}},
      {"公共资源交易中心", kInstitution, {}},
      {"图书馆", kInstitution, {}},
      {"博物馆", kInstitution, {}},
      {"供销合作社联合社", v1::DEPARTMENT_CATEGORY_OTHER, {}},
      {"中医医院", kHealth, {}},
      {"妇幼保健院", kHealth, {}},
      {"疾病预防控制中心", kHealth, {}},
  };
  return *kOffices;
}

int NumberOf(const std::vector<Body>& bodies, absl::string_view name) {
  const auto found =
      std::find_if(bodies.begin(), bodies.end(), [&](const Body& body) { return name == body.name; });
  return found == bodies.end() ? -1 : static_cast<int>(found - bodies.begin());
}

int SupervisorOf(v1::DepartmentCategory category, const std::vector<Body>& bodies) {
  if (category == v1::DEPARTMENT_CATEGORY_SCHOOL) return NumberOf(bodies, "教育局");
  if (category == v1::DEPARTMENT_CATEGORY_HEALTH_INSTITUTION) return NumberOf(bodies, "卫生健康局");
  return -1;
}

std::vector<Body> MakeOffices(bool reform) {
  std::vector<Body> bodies;
  for (const Office& office : Offices()) {
    Body body{office.name, office.category, Lifetime::kAlways, {}, SupervisorOf(office.category, bodies)};
    for (const char* before : reform ? office.before_reform : std::vector<const char*>()) {
      body.lifetime = Lifetime::kSinceReform;
      body.predecessors.push_back(static_cast<int>(bodies.size()));
      bodies.push_back({before, office.category, Lifetime::kUntilReform, {}, -1});
    }
    bodies.push_back(body);
  }
  return bodies;
}

// 1 to 9,999 as in 第二十三小学.
std::string InChinese(int number) {
  static constexpr const char* kDigits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  std::string text;
  bool gap = false;
  for (const auto& [unit, word] :
       {std::pair(1000, "千"), std::pair(100, "百"), std::pair(10, "十"), std::pair(1, "")}) {
    const int digit = number / unit % 10;
    if (digit == 0) {
      gap = !text.empty();
      continue;
    }
    if (gap) absl::StrAppend(&text, "零");
    gap = false;
    const bool plain_ten = unit == 10 && digit == 1 && text.empty();
    absl::StrAppend(&text, plain_ten ? "" : kDigits[digit], word);
  }
  return text;
}

// Behind the offices: more schools, townships and hospitals than anything else.
Body CommonBody(int number) {
  constexpr int kKinds = 6;
  const std::string ordinal = InChinese(number / kKinds + 1);
  switch (number % kKinds) {
    case 0:
      return {absl::StrCat("第", InChinese(number / kKinds + 2), "中学"),
              v1::DEPARTMENT_CATEGORY_SCHOOL,
              Lifetime::kAlways,
              {},
              -1};
    case 1:
    case 3:
      return {absl::StrCat(number % kKinds == 1 ? "城东" : "城西", "第", ordinal, "小学"),
              v1::DEPARTMENT_CATEGORY_SCHOOL,
              Lifetime::kAlways,
              {},
              -1};
    case 2:
      return {absl::StrCat("第", ordinal, "镇人民政府"),
              v1::DEPARTMENT_CATEGORY_TOWNSHIP_GOVERNMENT,
              Lifetime::kAlways,
              {},
              -1};
    case 4:
      return {absl::StrCat("第", ordinal, "镇卫生院"),
              v1::DEPARTMENT_CATEGORY_HEALTH_INSTITUTION,
              Lifetime::kAlways,
              {},
              -1};
    default:
      return {absl::StrCat("第", ordinal, "街道办事处"),
              v1::DEPARTMENT_CATEGORY_TOWNSHIP_GOVERNMENT,
              Lifetime::kAlways,
              {},
              -1};
  }
}

// A province has 厅 where a county has 局.
std::string NameAtLevel(const Place& place, std::string name) {
  constexpr absl::string_view kBureau = "局";
  const bool renamed = place.level == v1::REGION_LEVEL_PROVINCE && absl::EndsWith(name, kBureau);
  return renamed ? absl::StrCat(name.substr(0, name.size() - kBureau.size()), "厅") : name;
}

}  // namespace

const std::vector<Body>& OfficesWithoutReform() {
  static const auto* const kBodies = new std::vector<Body>(MakeOffices(false));
  return *kBodies;
}

const std::vector<Body>& OfficesWithReform() {
  static const auto* const kBodies = new std::vector<Body>(MakeOffices(true));
  return *kBodies;
}

Body BodyOf(const Place& place, bool reform, int number) {
  const std::vector<Body>& offices = reform ? OfficesWithReform() : OfficesWithoutReform();
  const int office_count = static_cast<int>(offices.size());
  Body body = number < office_count ? offices[number] : CommonBody(number - office_count);
  if (number >= office_count) body.supervisor = SupervisorOf(body.category, offices);
  body.name = NameAtLevel(place, body.name);
  return body;
}

}  // namespace heng::generator
