//! What an SVG names outside of itself. Scripts, links and style sheets in it are never looked at by what draws it;
//! only a picture it wants to load would be missed on the page, so that one is told.

use typst::diag::{LoadError, LoadedWithin};
use typst::foundations::Bytes;
use typst::loading::{LoadSource, Loaded};
use typst::syntax::Spanned;

/// The first picture that an SVG would load from elsewhere: not part of it (`#…`), not written into it (`data:…`).
pub(super) fn linked_picture(svg: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(svg);
    for tag in text.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        if !matches!(name, "image" | "feImage") {
            continue;
        }
        if let Some(href) =
            hrefs(tag).find(|href| !href.is_empty() && !href.starts_with('#') && !href.starts_with("data:"))
        {
            return Some(href.chars().take(80).collect());
        }
    }
    None
}

/// The values of `href` and `xlink:href` in a tag.
fn hrefs(tag: &str) -> impl Iterator<Item = &str> {
    tag.split("href").skip(1).filter_map(|after| {
        let value = after.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split(quote).next().map(str::trim)
    })
}

/// What Typst says of an SVG it can't read.
pub(super) fn words(error: LoadError, bytes: &Bytes) -> String {
    let loaded = Loaded::new(Spanned::detached(LoadSource::Bytes), bytes.clone());
    error.within(&loaded).message.to_string()
}

#[cfg(test)]
mod tests {
    use super::linked_picture;

    #[test]
    fn only_pictures_from_elsewhere_are_told() {
        let linked = |svg: &str| linked_picture(svg.as_bytes());
        assert_eq!(linked("<svg><image x='1' xlink:href='../秘密.png'/></svg>"), Some("../秘密.png".to_owned()));
        assert_eq!(linked("<svg:image\n href = \"http://a/b.png\">"), Some("http://a/b.png".to_owned()));
        assert_eq!(linked("<image href='data:image/png;base64,AA'/><use href='#a'/><a href='http://x'/>"), None);
        assert_eq!(linked("<script>location='http://x'</script><feImage href='#a'/>"), None);
    }
}
