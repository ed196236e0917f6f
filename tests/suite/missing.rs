//! `banxin missing`: who has not reported, and what is not right with what was.

use crate::project::{Project, text_of};

fn paper(signed: &str, figure: &str) -> String {
    format!(
        "标题: 工作总结\n署名: {signed}\n正文:\n  - 统计:\n      标题: 社会救助\n      分项:\n        - {{ 名称: 低保, 指标: {{ 年末户: {figure} }} }}\n"
    )
}

const UNITS: &str = "青云街道社区名册,\n序号,单位\n1,清河社区\n2,东湖社区\n3,西山社区\n4,南门社区\n5,北苑社区\n6,中街社区\n7,老城社区\n8,汤泉社区\n";

fn project() -> Project {
    Project::new()
        .file("单位.csv", UNITS)
        .file("稿/清河社区.yaml", paper("青云街道清河社区居民委员会", "5户"))
        .file("稿/东湖社区(最终版2).yaml", paper("东湖社区居委会", "5户"))
        .file("稿/西山社区.yaml", paper("西山社区", "5户"))
        .file("稿/西山社区 - 副本.yaml", paper("西山社区", "5户"))
        .file("稿/南门社区.docx", "PK")
        .file("稿/中街社区.yaml", paper("清河社区", "5户"))
        .file("稿/老城社区2021年总结.yaml", paper("老城社区", "未报"))
        .file("稿/总结.yaml", paper("汤泉社区", "5户"))
        .file("稿/花园社区.yaml", paper("花园社区", "5户"))
}

#[test]
fn every_unit_is_held_against_its_files() {
    let project = project();
    let run = project.run(["missing", "稿", "--units", "单位.csv", "--round", "2021年12月", "-o", "清单.xlsx"]).fails();
    assert_eq!(
        run.stdout(),
        "北苑社区  未报\n\
         南门社区  格式不对  南门社区.docx\n\
         西山社区  重复  西山社区 - 副本.yaml、西山社区.yaml\n\
         东湖社区  名称不符  东湖社区(最终版2).yaml  文件名像是草稿\n\
         中街社区  名称不符  中街社区.yaml  署名是“清河社区”\n\
         汤泉社区  名称不符  总结.yaml  文件名里没有单位名称\n\
         老城社区  指标未报  老城社区2021年总结.yaml  低保·年末户\n\
         名册外  花园社区.yaml  署名是“花园社区”\n\
         已写出 清单.xlsx\n"
    );
    assert_eq!(run.stderr(), "应报 8 个单位，已报 6 个，未报 2 个\n");
    let sheet = banxin::data::open(&project.join("清单.xlsx"), "清单", None, &mut banxin::source::Sources::new());
    let sheet = sheet.expect("a sheet");
    assert_eq!(sheet.rows[0][0].text, "2021年12月报送情况");
    assert_eq!(sheet.rows.len(), 2 + 9);
}

#[test]
fn the_list_builds_as_a_document_and_is_csv_too() {
    let project = project();
    let args = ["missing", "稿", "--units", "单位.csv", "--round", "2021年12月", "--issuer", "青云街道办事处", "-o"];
    let with = |out| [args[0], args[1], args[2], args[3], args[4], args[5], args[6], args[7], args[8], out];
    project.run(with("通报.yaml")).fails();
    project.run(["build", "通报.yaml"]).succeeds().stderr_is("");
    let text = text_of(&project.join("通报.pdf"));
    for part in ["2021年12月报送情况通报", "应报送8个单位，已报送6个，未报送2个。", "北苑社区", "青云街道办事处"]
    {
        assert!(text.replace('\n', "").contains(part), "{part} not in {text}");
    }
    project.run(with("清单.csv")).fails();
    let csv = std::fs::read_to_string(project.join("清单.csv")).expect("UTF-8");
    assert!(csv.starts_with("\u{FEFF}单位,情况,文件,未报的指标,说明\r\n北苑社区,未报,,,\r\n"), "{csv}");
    project.run(with("清单.docx")).exits(2).stderr_has("`清单.docx` 写不成清单");
}

#[test]
fn a_project_names_its_units_and_when_all_is_there_that_is_a_success() {
    let project = Project::new()
        .file("banxin.yaml", "单位名册: 单位.csv\n")
        .file("单位.csv", "单位\n清河社区\n东湖社区\n")
        .file("清河社区.yaml", paper("清河社区", "5户"));
    project.run(["missing"]).fails().stderr_has("应报 2 个单位，已报 1 个，未报 1 个");
    let project = project.file("东湖社区.yaml", paper("东湖社区", "5户"));
    project.run(["missing"]).succeeds().stderr_is("应报 2 个单位，已报 2 个，未报 0 个");
    Project::new().file("banxin.yaml", "").run(["missing"]).exits(2).stderr_has("没有写哪些单位应当报送");
    project.run(["missing", "--units", "单位.csv", "--column", "社区"]).exits(2).stderr_has("有这些：`单位`");
}

#[test]
fn a_folder_nobody_has_sent_anything_to_has_everybody_missing() {
    let project = Project::new().file("单位.csv", "单位\n清河社区\n").file("稿/读我.txt", "");
    let run = project.run(["missing", "稿", "--units", "单位.csv"]).fails();
    assert_eq!(run.stdout(), "清河社区  未报\n");
}

/// A roster as offices keep them: notes on a worksheet before it, a title, blank rows, a sum and a note below, a unit twice.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let write = |sheet: &mut rust_xlsxwriter::Worksheet, rows: &[&[&str]]| {
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).expect("a cell");
            }
        }
    };
    write(book.add_worksheet(), &[&["请各社区于月底前报送"]]);
    write(
        book.add_worksheet(),
        &[
            &["青云街道应报单位名册"],
            &[],
            &["序号", "单位名称", "电话"],
            &["1", "东门社区", "1"],
            &["2", "东河村", "2"],
            &[],
            &["3", "东河西村民委员会", "3"],
            &["4", "东门社区居委会", "4"],
            &["合计", "3", ""],
            &["", "注：按新名称", ""],
        ],
    );
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_sum_and_notes_around_a_roster_are_no_units_and_a_unit_twice_on_it_is_one() {
    let project = Project::new()
        .file("单位.xlsx", workbook())
        .file("稿/０１東門社區.yaml", paper("東門社區居民委員會", "5户"))
        .file("稿/东河.yaml", paper("东河村民委员会", "5户"))
        .file("稿/东河西.yaml", paper("东河西村民委员会", "5户"));
    let run = project.run(["missing", "稿", "--units", "单位.xlsx"]).succeeds();
    assert_eq!((run.stdout(), run.stderr()), (String::new(), "应报 3 个单位，已报 3 个，未报 0 个\n".to_owned()));
}
