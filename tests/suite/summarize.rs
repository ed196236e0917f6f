//! `banxin summarize`: figures of many papers in one table, and what somebody should look at.

use banxin::data::{self, Sheet};
use banxin::source::Sources;

use crate::project::{Project, text_of};

/// A paper with figures of two kinds: `items` is the 指标 of 农村低保.
fn paper(unit: &str, figures: &str) -> String {
    format!(
        "标题: 工作总结\n署名: {unit}\n正文:\n  - 统计:\n      标题: 社会救助\n      分项:\n        - 名称: 农村低保\n          指标: {{ {figures} }}\n"
    )
}

fn good(unit: &str, [begin, end, money, before]: [u32; 4]) -> String {
    let figures = format!(
        "年初户: {begin}户, 年末户: {{ 值: {end}户, 上年: {begin}户, 性质: 期末 }}, 发放: {{ 值: {money}元, 上年: {before}元 }}, 标准: 560元/月"
    );
    paper(unit, &figures)
}

fn project() -> Project {
    Project::new()
        .file("稿/清河.yaml", good("清河社区", [522, 529, 1_775_475, 1_700_000]))
        .file("稿/东湖.yaml", good("东湖社区", [100, 110, 20_000, 19_000]))
        .file("稿/西山.yaml", good("西山社区", [50, 49, 8_325, 9_000]))
}

fn sheet(project: &Project, name: &str) -> Sheet {
    data::open(&project.join(name), name, None, &mut Sources::new()).expect("a sheet")
}

fn texts(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

#[test]
fn a_row_a_unit_with_totals_last_year_and_change() {
    let project = project();
    project
        .run(["summarize", "稿", "-o", "汇总.xlsx", "--title", "青云街道汇总表"])
        .succeeds()
        .stderr_is("汇总了 3 个单位的 4 项指标");
    let sheet = sheet(&project, "汇总.xlsx");
    let head = "社会救助·农村低保·";
    assert_eq!(
        texts(&sheet),
        [
            vec!["青云街道汇总表", "", "", "", ""],
            vec![
                "单位",
                &format!("{head}年初户（户）"),
                &format!("{head}年末户（户）"),
                &format!("{head}发放（元）"),
                &format!("{head}标准（元/月）")
            ],
            vec!["东湖社区", "100", "110", "20000", "560"],
            vec!["清河社区", "522", "529", "1775475", "560"],
            vec!["西山社区", "50", "49", "8325", "560"],
            // A standard is no sum.
            vec!["合计", "672", "688", "1803800", ""],
            vec!["上年合计", "", "672", "1728000", ""],
            vec!["同比", "", "增长2.4%", "增长4.4%", ""],
            vec!["性质", "", "期末", "", "标准"],
        ]
    );
}

#[test]
fn a_summary_builds_and_feeds_the_level_above_as_its_own_sheet_does() {
    let project = project();
    project.run(["summarize", "稿", "-o", "街道/青云街道.xlsx"]).succeeds();
    project
        .run(["summarize", "稿", "-o", "街道/青云.yaml", "--issuer", "东湖街道", "--title", "青云街道民政数据"])
        .succeeds();
    project.run(["build", "街道/青云.yaml"]).succeeds().stderr_is("");
    let text = text_of(&project.join("街道/青云.pdf"));
    for part in ["青云街道民政数据", "各单位社会救助情况", "东湖社区", "1803800", "增长4.4%"] {
        assert!(text.contains(part), "{part} not in {text}");
    }
    project.run(["summarize", "街道/青云街道.xlsx", "街道/青云.yaml", "-o", "全区.csv"]).succeeds();
    let district = sheet(&project, "全区.csv");
    let money: Vec<&str> = district.rows.iter().map(|row| row[2].text.as_str()).collect();
    assert_eq!(money, ["社会救助·农村低保·年末户（户）", "688", "688", "1376", "1344", "增长2.4%", "期末"]);
    let first: Vec<&str> = district.rows.iter().map(|row| row[0].text.as_str()).collect();
    assert_eq!(first, ["单位", "东湖街道", "青云街道", "合计", "上年合计", "同比", "性质"]);
    project.run(["summarize", "全区.csv", "-o", "全市.xlsx"]).succeeds();
    let project = project.file("别的.csv", "甲,乙\n1,2\n");
    project.run(["summarize", "别的.csv", "-o", "x.xlsx"]).exits(2).stderr_has("`别的.csv` 不是汇总表");
}

#[test]
fn what_is_odd_is_listed() {
    let project = project()
        // 元 for 万元, and the beginning is not last year's end.
        .file("稿/南门.yaml", good("南门社区", [70, 71, 900_000_000, 90_000]).replace("年初户: 70户", "年初户: 60户"))
        // Another name, another unit.
        .file("稿/北苑.yaml", paper("北苑社区", "年初户: 9户, 年末户数: 9户, 发放: 1.2万元, 标准: 560元/月"))
        // The same as last year, not reported, a jump.
        .file(
            "稿/中街.yaml",
            paper(
                "中街社区",
                "年初户: 未报, 年末户: { 值: 20户, 上年: 9户 }, 发放: { 值: 7321元, 上年: 7321元 }, 标准: 560元/月",
            ),
        )
        // Missing, households for money.
        .file("稿/老城.yaml", paper("老城社区", "年末户: 4户, 发放: 4户, 标准: 560元/月"))
        .file("稿/坏.yaml", "标题: 坏\n正文:\n  - 段路: x\n");
    let run = project.run(["summarize", "稿", "-o", "汇总.xlsx"]).fails();
    let said = run.stderr();
    for part in [
        "文稿有错误：1 处\n  坏    1 处\n",
        "名称不同：1 处\n  北苑社区  社会救助·农村低保·年末户数  社会救助·农村低保·年末户\n",
        "  老城社区  社会救助·农村低保·年初户\n",
        "未报：1 处\n  中街社区  社会救助·农村低保·年初户  未报\n",
        "  北苑社区  社会救助·农村低保·发放  1.2万元 ↔ 按 12000元 合计\n",
        "  老城社区  社会救助·农村低保·发放  4户 ↔ 别的是 元，没有算进合计\n",
        "可能差一万倍：1 处\n  南门社区  社会救助·农村低保·发放  900000000元 ↔ 90000元\n",
        "期初不等于上年期末：1 处\n  南门社区  社会救助·农村低保·年初户  60户 ↔ 70户\n",
        "变化过大：1 处\n  中街社区  社会救助·农村低保·年末户  20户 ↔ 9户\n",
        "与上年相同：1 处\n  中街社区  社会救助·农村低保·发放  7321元 ↔ 7321元\n",
        "汇总了 8 个单位的 5 项指标",
    ] {
        assert!(said.contains(part), "no `{part}` in:\n{said}");
    }
    // Money in 万元 is added as what it is, and households are not added to money.
    let sheet = sheet(&project, "汇总.xlsx");
    let column = |name: &str| sheet.rows[1].iter().position(|cell| cell.text.ends_with(name)).expect("a column");
    let at = |row: &str, name: &str| {
        let row = sheet.rows.iter().find(|cells| cells[0].text == row).expect("a row");
        row[column(name)].text.clone()
    };
    assert_eq!(at("北苑社区", "发放（元）"), "12000");
    assert_eq!(at("老城社区", "发放（元）"), "4户");
    // The sum of money is without the households, and says so.
    assert_eq!((at("合计", "发放（元）"), at("计入单位", "发放（元）")), ("901823121".into(), "6".into()));
    assert_eq!(at("合计", "年初户（户）"), "741");
    assert_eq!(at("中街社区", "年初户（户）"), "未报");
}

#[test]
fn the_end_of_a_period_is_not_added_over_periods() {
    let quarter = |n: u32| {
        format!(
            "  - 统计:\n      标题: 社会救助\n      期间: 2021-0{n}\n      指标: {{ 年末户: {{ 值: {n}0户, 性质: 期末 }} }}\n"
        )
    };
    let project =
        Project::new().file("清河.yaml", format!("标题: 总结\n署名: 清河社区\n正文:\n{}{}", quarter(1), quarter(2)));
    project
        .run(["summarize", "清河.yaml", "-o", "汇总.csv"])
        .succeeds()
        .stderr_has("出现两次：1 处\n  清河社区  社会救助·年末户");
    assert_eq!(texts(&sheet(&project, "汇总.csv"))[2], ["合计", "10"]);
}

#[test]
fn a_unit_that_reports_twice_is_counted_once_and_told() {
    let project =
        project().file("稿/清河(最终版2).yaml", good("青云街道清河社区居民委员会", [522, 600, 2_000_000, 1_700_000]));
    let run = project.run(["summarize", "稿", "-o", "汇总.csv"]).fails();
    let told = "重复上报，没有算进去：1 处\n  清河社区    清河.yaml ↔ 清河(最终版2).yaml\n";
    let other = "重复上报，没有算进去：1 处\n  青云街道清河社区居民委员会    清河(最终版2).yaml ↔ 清河.yaml\n";
    assert!(run.stderr().contains(told) || run.stderr().contains(other), "{}", run.stderr());
    assert_eq!(sheet(&project, "汇总.csv").rows.iter().filter(|row| row[0].text.contains("清河")).count(), 1);
}

#[test]
fn a_total_says_of_how_many_units_it_is_and_is_held_against_no_fuller_one() {
    let figures = "年初户: 9户, 年末 户: { 值: 9户, 上年: 9户 }, 发放: { 值: 未报, 上年: 300元 }, 标准: 560元/月";
    let project = project().file("稿/北苑.yaml", paper("北苑社区", figures));
    project.run(["summarize", "稿", "-o", "汇总.xlsx"]).succeeds();
    let sheet = sheet(&project, "汇总.xlsx");
    let column = |name: &str| sheet.rows[1].iter().position(|cell| cell.text.ends_with(name)).expect("a column");
    let at = |row: &str, name: &str| {
        let row = sheet.rows.iter().find(|cells| cells[0].text == row).expect("a row");
        row[column(name)].text.clone()
    };
    assert_eq!(at("计入单位", "发放（元）"), "3");
    assert_eq!(
        (at("合计", "发放（元）"), at("上年合计", "发放（元）"), at("同比", "发放（元）")),
        ("1803800".into(), String::new(), String::new())
    );
    // 年末 户 is 年末户.
    assert_eq!((at("计入单位", "年末户（户）"), at("合计", "年末户（户）")), ("4".into(), "697".into()));
}

#[test]
fn money_below_zero_is_told_and_points_stand_below_one_another() {
    let project =
        project().file("稿/北苑.yaml", paper("北苑社区", "发放: { 值: -500.5元, 上年: 300元 }, 标准: 560元/月"));
    let run = project.run(["summarize", "稿", "-o", "汇总.csv"]).succeeds();
    assert!(run.stderr().contains("负数：1 处\n  北苑社区  社会救助·农村低保·发放  -500.5元\n"), "{}", run.stderr());
    let text = std::fs::read_to_string(project.join("汇总.csv")).expect("UTF-8");
    assert!(text.contains("8325.0") && text.contains("-500.5"), "{text}");
}
