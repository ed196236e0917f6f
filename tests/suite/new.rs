//! `banxin new`: scaffolds that build, and next year's paper out of this year's.

use std::collections::BTreeSet;
use std::path::Path;

use banxin::cli::args::Scaffold;
use banxin::diagnostic::Severity;
use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::Pace;
use clap::ValueEnum;
use proptest::prelude::*;

use crate::project::{Project, repository, samples};

/// What may be said of a paper whose figures are still to be filled in, so that its pages end elsewhere.
const EXPECTED: [&str; 4] = ["figure-not-reported", "expr-not-reported", "expr-check-uncertain", "signature-fitted"];

fn kinds() -> Vec<String> {
    let names = Scaffold::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    names.map(|value| value.get_name().to_owned()).collect()
}

/// What a build warned of, one id each; panics if there are no pages.
#[track_caller]
fn ids(path: &Path) -> BTreeSet<&'static str> {
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(path);
    assert!(built.is_good(), "{}\n{}", crate::ruler::told(&built), std::fs::read_to_string(path).expect("UTF-8"));
    let grave = built.diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Note);
    grave.map(|diagnostic| diagnostic.code.words().id).collect()
}

#[test]
fn every_kind_of_paper_can_be_started_from_and_builds_without_a_word() {
    for kind in kinds() {
        let project = Project::new();
        project.run(["new", "文稿", "--kind", &kind]).succeeds().wrote("文稿.yaml").wrote(".banxin/schema.json");
        let text = std::fs::read_to_string(project.join("文稿.yaml")).expect("UTF-8");
        assert!(text.starts_with("# yaml-language-server: $schema=.banxin/schema.json\n"), "{kind}");
        let run = project.run(["build", "文稿.yaml"]).succeeds();
        assert_eq!(run.stderr(), "", "{kind}");
    }
}

#[test]
fn the_list_names_every_kind_in_both_languages() {
    for (lang, word) in [("zh", "工作总结"), ("en", "summary")] {
        let list = Project::new().run(["new", "--list", "--lang", lang]).succeeds().stdout();
        assert_eq!(list.lines().count(), kinds().len());
        assert!(kinds().iter().all(|kind| list.contains(kind.as_str())) && list.contains(word), "{list}");
    }
}

#[test]
fn a_folder_with_a_schema_beside_the_papers_is_searched_as_before() {
    let project = Project::new();
    project.run(["new", "甲", "--kind", "计划"]).succeeds();
    let run = project.run(["build", "."]).succeeds();
    assert!(run.stdout().contains("甲.pdf") && !run.stdout().contains("schema"), "{}", run.stdout());
}

/// One paper with every way of writing that the edits have to keep.
const OLD: &str = r#"# 清河社区的总结，每年十二月写。
标题: "清河社区2021年民政工作总结和2022年工作计划"   # 标题
署名: 清河社区居民委员会
日期: 2021-12-20
数据: { 年度: 2021, 村数: 14个 }
上年文件: 2020年总结.yaml
正文:
  # 数字
  - 统计:
      标题: 社会救助
      期间: 2021-01～2021-12
      分项:
        - 名称: 农村低保
          截至: 2021-12-31
          指标:
            年末户: { 值: 529户, 上年: 522户, 性质: 期末 }   # 与台账一致
            新增户: 50户
            发放: 1,775,475元
            '补贴': "3.10万元"
            救助金:
              值: 1200元
              性质: 累计
            户均: { 值: "{{ 发放 ÷ 年末户 | 舍入(2) }}", 性质: 标准 }
            还没有: 未报
            走访: { 按季: [ 3户次, 4户次, 未报 ], 其中: { 春节: 2户次 } }
          叙述: |
            {{ 年度 }}年年末保障{{ 年末户 }}。
            2021年6月受灾12户，比2020年少；依据《救助办法（2021年修订）》和民发〔2021〕5号。
      表: { 合计: [ 发放 ] }
  - 段落: "十四五”时期（2021—2025年）的第一年"
  - { 段落: 二〇二一年，社区'工作'有序。 }
  - 引入: 公共/2021年保障.yaml
  - 下年计划:
      标题: 2022年工作计划
      条目:
        - 标题: 走访
          内容: 2022年走访不少于4次。
          完成时限: 2022-06-30
"#;

const NEW: &str = r#"# 2022年的文稿，由 2021年总结.yaml 改写：年份已经改过，数字都空着（未报），上年的数在“上年”里。
# 带“待改”的地方请核对，改好一处就删掉那一行。
# 清河社区的总结，每年十二月写。
标题: "清河社区2022年民政工作总结和2023年工作计划"   # 标题
署名: 清河社区居民委员会
日期: 2022-12-20
# 待改：14个是2021年写的，请核对
数据: { 年度: 2022, 村数: 14个 }
上年文件: 2021年总结.yaml
正文:
  # 数字
  - 统计:
      标题: 社会救助
      期间: 2022-01～2022-12
      分项:
        - 名称: 农村低保
          截至: 2022-12-31
          指标:
            年末户: { 值: 未报, 上年: 529户, 性质: 期末 }   # 与台账一致
            新增户: { 值: 未报, 上年: 50户 }
            发放: { 值: 未报, 上年: '1,775,475元' }
            '补贴': { 值: 未报, 上年: "3.10万元" }
            救助金:
              值: 未报
              上年: 1200元
              性质: 累计
            户均: { 值: "{{ 发放 ÷ 年末户 | 舍入(2) }}", 性质: 标准 }
            还没有: { 值: 未报, 上年: 未报 }
            走访: { 按季: [ 未报, 未报, 未报 ], 上年: 7户次, 其中: { 春节: { 值: 未报, 上年: 2户次 } } }
          # 待改：6月、12户、2020年、2021年、……是2021年写的，请核对
          叙述: |
            {{ 年度 }}年年末保障{{ 年末户 }}。
            2022年6月受灾12户，比2020年少；依据《救助办法（2021年修订）》和民发〔2021〕5号。
      表: { 合计: [ 发放 ] }
  # 待改：2021、2025年是2021年写的，请核对
  - 段落: "十四五”时期（2021—2025年）的第一年"
  - { 段落: 二〇二二年，社区'工作'有序。 }
  # 待改：文件 公共/2021年保障.yaml 还是2021年的
  - 引入: 公共/2021年保障.yaml
  # 待改：下面是上年写的2022年计划，请改写成2023年的
  - 下年计划:
      标题: 2023年工作计划
      条目:
        - 标题: 走访
          # 待改：4次是2021年写的，请核对
          内容: 2023年走访不少于4次。
          完成时限: 2023-06-30
"#;

fn project(old: &str) -> Project {
    Project::new()
        .file("2021年总结.yaml", old)
        .file("2020年总结.yaml", "标题: 2020年总结\n正文: [ 段落。 ]\n")
        .file("公共/2021年保障.yaml", "- 段落: 加强领导。\n")
}

#[test]
fn next_years_paper_keeps_everything_that_is_not_of_the_year() {
    let project = project(OLD);
    let run = project.run(["new", "--from", "2021年总结.yaml"]).succeeds().wrote("2022年总结.yaml");
    assert_eq!(run.stdout().trim(), "已写好 2022年总结.yaml：2022年，8 个数字要填，6 处文字要核对（看“待改”）");
    let text = std::fs::read_to_string(project.join("2022年总结.yaml")).expect("UTF-8");
    assert_eq!(text, NEW);
    assert!(ids(&project.join("2022年总结.yaml")).iter().all(|id| EXPECTED.contains(id)));
}

#[test]
fn line_ends_are_kept() {
    let project = project(&OLD.replace('\n', "\r\n"));
    project.run(["new", "--from", "2021年总结.yaml"]).succeeds();
    let text = std::fs::read_to_string(project.join("2022年总结.yaml")).expect("UTF-8");
    assert_eq!(text, NEW.replace('\n', "\r\n"));
}

#[test]
fn a_paper_that_goes_elsewhere_finds_its_files_and_the_old_one() {
    let project = project(OLD).file("banxin.yaml", "");
    project.run(["new", "2022/总结", "--from", "2021年总结.yaml"]).succeeds().wrote("2022/总结.yaml");
    let text = std::fs::read_to_string(project.join("2022/总结.yaml")).expect("UTF-8");
    assert!(
        text.contains("上年文件: '../2021年总结.yaml'") && text.contains("引入: '../公共/2021年保障.yaml'"),
        "{text}"
    );
    assert!(ids(&project.join("2022/总结.yaml")).iter().all(|id| EXPECTED.contains(id)));
}

#[test]
fn what_is_there_already_and_what_has_errors_is_left_alone() {
    let project = project(OLD).file("2022年总结.yaml", "甲");
    project.run(["new", "--from", "2021年总结.yaml"]).exits(2).stderr_has("tool-exists");
    let project = Project::new().file("2021.yaml", "标题: 2021年总结\n正文:\n  - 段路: 甲\n");
    project.run(["new", "--from", "2021.yaml"]).fails().stderr_has("unknown-block").wrote_no("2022.yaml");
    let project = Project::new().file("a.yaml", "标题: 总结\n正文: [ 甲 ]\n");
    project.run(["new", "--from", "a.yaml"]).exits(2).stderr_has("tool-no-year");
}

#[test]
fn next_years_paper_of_every_sample_and_scaffold_builds() {
    let scaffolds = walkdir::WalkDir::new(repository("scaffolds")).into_iter().flatten();
    let scaffolds =
        scaffolds.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|e| e == "yaml"));
    let mut count = 0;
    for path in samples().into_iter().chain(scaffolds) {
        let project = Project::new();
        let folder = path.parent().expect("a folder");
        for file in walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            let relative = file.path().strip_prefix(folder).expect("below it");
            std::fs::create_dir_all(project.join(relative.to_str().expect("UTF-8")).parent().expect("a folder"))
                .expect("made");
            std::fs::copy(file.path(), project.path().join(relative)).expect("copied");
        }
        let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8");
        let run = project.run(["new", "明年.yaml", "--from", name]);
        if run.stderr().contains("tool-no-year") {
            continue;
        }
        run.succeeds();
        let said = ids(&project.join("明年.yaml"));
        assert!(said.iter().all(|id| EXPECTED.contains(id)), "{name}: {said:?}");
        count += 1;
    }
    assert!(count >= 8, "only {count} papers have a year");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However a figure is written, its number stands in 上年 next year and nothing else changes.
    #[test]
    fn figures_keep_their_numbers_however_they_are_written(
        number in "[1-9][0-9]{0,6}(\\.[0-9]{1,2})?(户|元|万元|人次|%)",
        style in 0_usize..6,
        nature in prop::bool::ANY,
    ) {
        let value = match style {
            0 => number.clone(),
            1 => format!("'{number}'"),
            2 => format!("\"{number}\""),
            3 => format!("|\n            {number}"),
            4 => format!("{{ 值: {number} }}"),
            _ => format!("\n          值: \"{number}\"\n          上年: 1户"),
        };
        let nature = if nature && style == 4 { value.replace(" }", ", 性质: 期末 }") } else { value };
        let text = format!("标题: 2021年总结\n正文:\n  - 统计:\n      指标:\n        数: {nature}\n        末: 3户\n");
        let mut sources = banxin::source::Sources::new();
        let id = sources.add("a.yaml", &*text);
        let mut report = banxin::diagnostic::Report::new();
        let parsed = banxin::yaml::parse(sources.get(id), &mut report).expect("YAML");
        let old = banxin::next_year::Old { name: "a.yaml".into(), ..Default::default() };
        let next = banxin::next_year::next_year(sources.get(id), &parsed, &old).expect("a year");
        prop_assert_eq!(next.figures, 2);
        let built = Pipeline::new(Settings::default(), Pace::batch(1)).build_text("b.yaml", &next.text, Path::new(""));
        let paper = built.paper.expect(&next.text);
        let figure = &paper.body[0].figures[0];
        prop_assert!(figure.value.is_not_reported());
        let last_year = figure.last_year.as_ref().map(ToString::to_string);
        prop_assert_eq!(last_year, Some(number), "{}", next.text);
    }
}
