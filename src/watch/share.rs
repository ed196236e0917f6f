//! Whether a path is on a network share, where the system tells nothing of what others write.

use std::path::Path;

/// File systems behind which somebody else may write, as Linux names them.
const SHARED: [&str; 12] =
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ncpfs", "afs", "ceph", "vboxsf", "fuse.sshfs", "fuse.vmhgfs-fuse"];

/// Whether the path is on a network share, or in a folder shared with another system.
pub(super) fn is_shared(path: &Path) -> bool {
    let there = path.ancestors().find_map(|path| path.canonicalize().ok());
    let Some(path) = there else { return false };
    if cfg!(windows) {
        return path.to_string_lossy().starts_with(r"\\?\UNC\");
    }
    let Ok(table) = crate::source::read_bytes(Path::new("/proc/self/mountinfo")) else { return false };
    file_system(&String::from_utf8_lossy(&table), &path).is_some_and(|kind| SHARED.contains(&kind))
}

/// The file system of the mount point that is nearest to the path, by the table in `/proc/self/mountinfo`.
fn file_system<'a>(table: &'a str, path: &Path) -> Option<&'a str> {
    let mounts = table.lines().filter_map(|line| {
        let (mount, kind) = line.split_once(" - ")?;
        let point = mount.split(' ').nth(4)?.replace("\\040", " ");
        path.starts_with(&point).then_some((point.len(), kind.split(' ').next()?))
    });
    mounts.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_point_decides() {
        let table = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
                     30 22 0:40 / /mnt/民政\\040资料 rw shared:1 - cifs //server/share rw\n\
                     31 30 8:2 / /mnt/民政\\040资料/本机 rw - ext4 /dev/sdb1 rw\n";
        let kind = |path: &str| file_system(table, Path::new(path));
        assert_eq!(kind("/home/a"), Some("ext4"));
        assert_eq!(kind("/mnt/民政 资料/计划.yaml"), Some("cifs"));
        assert_eq!(kind("/mnt/民政 资料/本机/计划.yaml"), Some("ext4"));
    }
}
