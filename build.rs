//! Lists the built-in themes' files so that they are compiled into the program.

use std::fmt::Write as _;
use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    println!("cargo::rerun-if-changed=themes");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut code = String::from("pub(super) static FILES: &[(&str, &[u8])] = &[\n");
    // What lies beside the themes tells of them all, and is not for the program.
    for path in files.into_iter().filter(|path| path.parent() != Some(&root)) {
        let relative = path.strip_prefix(&root).expect("collected below the root");
        // `/` on every system: the names are the themes', not the file system's.
        let name = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let path = path.to_string_lossy();
        writeln!(code, "    ({name:?}, include_bytes!({path:?})),").expect("a string takes any text");
    }
    code.push_str("];\n");
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("themes.rs"), code).expect("OUT_DIR can be written");
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
