//! Files that are no papers: each is refused in words, none makes the program fall over.

use banxin::measure::{Layout, measure};

use super::{built, measured, misses, paper, told, typst};

fn refused(bytes: impl Into<Vec<u8>>) -> String {
    told(&measure(bytes.into(), None).expect_err("refused")).split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn what_is_no_pdf_is_told() {
    assert_eq!(refused(""), "measure-empty");
    assert_eq!(refused("标题: 计划\n正文: []\n"), "measure-not-pdf");
    assert_eq!(refused("%PDF-1.7\n"), "measure-not-pdf");
    assert_eq!(refused(vec![0; 100_000]), "measure-not-pdf");
}

#[test]
fn blank_pages_and_scans_are_told() {
    assert_eq!(refused(typst("#pagebreak()")), "measure-no-text");
    let picture = "#image(bytes((137,80,78,71,13,10,26,10,0,0,0,13,73,72,68,82,0,0,0,1,0,0,0,1,8,0,0,0,0,58,126,155,85,0,0,0,10,73,68,65,84,120,156,99,104,0,0,0,130,0,129,119,205,114,182,0,0,0,0,73,69,78,68,174,66,96,130)), width: 100%)";
    assert_eq!(refused(typst(picture)), "measure-pictures-only");
}

/// A cut or garbled PDF is refused, or measured as far as it goes.
#[test]
fn damage_never_panics() {
    let good = built(&paper(), std::path::Path::new(""));
    for part in 1..20 {
        let _ = measure(good[..good.len() * part / 20].to_vec(), None);
    }
    let mut seed = 1_u32;
    for _ in 0..40 {
        let mut bad = good.clone();
        for _ in 0..30 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize % bad.len();
            bad[at] = (seed >> 24) as u8;
        }
        let _ = measure(bad, Some(Layout::Official));
    }
}

#[test]
fn an_encrypted_pdf_is_told() {
    let pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n4 0 obj<</Filter/Standard/V 1/R 2/O<0102030405060708010203040506070801020304050607080102030405060708>/U<0102030405060708010203040506070801020304050607080102030405060708>/P -4>>endobj\ntrailer<</Root 1 0 R/Encrypt 4 0 R/ID[<01><01>]/Size 5>>\nstartxref\n0\n%%EOF";
    assert!(
        ["measure-password", "measure-encryption", "measure-not-pdf", "measure-no-text"]
            .contains(&refused(pdf).as_str())
    );
}

#[test]
fn a_page_turned_by_the_viewer_is_measured_as_seen() {
    let bytes = typst("#set page(width: 297mm, height: 210mm)\n甲乙丙");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains("MediaBox"));
    assert!(!misses(&measured(bytes, Layout::Plain)).contains(&"5.1 sheet".to_owned()));
}

#[test]
fn five_hundred_pages_are_measured() {
    let text = "完善最低生活保障制度按照应保尽保的原则及时受理困难群众的申请。".repeat(8);
    let code = format!("#for _ in range(500) [\n{text}\n#pagebreak(weak: true)\n]");
    let measurement = measured(typst(&code), Layout::Plain);
    assert_eq!(measurement.pages, 500);
}

/// Letters without hanzi, other scripts, and characters that stand for nothing.
#[test]
fn odd_texts_are_measured() {
    for code in [
        "only latin text",
        "#rotate(90deg)[甲乙丙]",
        "#text(size: 0.01pt)[甲]",
        "#text(size: 800pt)[甲]",
        "1",
        "（",
        "。",
    ] {
        let _ = measure(typst(code), None);
    }
}
