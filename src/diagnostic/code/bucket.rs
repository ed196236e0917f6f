//! Codes of object stores: buckets that papers are read from and written to.

use crate::diagnostic::Words;

/// What can be wrong with a bucket and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BucketFault {
    /// No address of a bucket.
    BadAddress {
        /// As it was typed.
        address: String,
    },
    /// An option or a command that takes no bucket.
    NotHere {
        /// The option or command.
        what: String,
        /// The address.
        address: String,
    },
    /// Nobody says who asks.
    NoCredentials {
        /// The bucket.
        address: String,
    },
    /// Who asks is not known, or the key is wrong.
    Unknown {
        /// What was asked for.
        address: String,
    },
    /// Who asks may not.
    Denied {
        /// What was asked for.
        address: String,
    },
    /// The bucket is not there.
    NoBucket {
        /// Its address.
        address: String,
    },
    /// There is nothing under the name.
    NoFile {
        /// Its address.
        address: String,
    },
    /// The store can't be reached.
    Unreachable {
        /// What was asked for.
        address: String,
    },
    /// The store's own address is not encrypted, and nobody allowed that.
    NotEncrypted {
        /// What was asked for.
        address: String,
    },
    /// The store answers, but not with what was asked for.
    Failed {
        /// What was asked for.
        address: String,
    },
    /// The settings from the environment will not do.
    Settings {
        /// The bucket.
        address: String,
    },
    /// A name that no file can have.
    OddName {
        /// The name.
        name: String,
    },
    /// More than is fetched.
    TooLarge {
        /// Its address.
        address: String,
        /// What is fetched, in megabytes.
        most: u64,
    },
    /// Files can't be put in the temporary folder.
    NoRoom {
        /// The folder.
        folder: String,
    },
    /// The temporary folder belongs to a project, whose settings would count.
    InProject {
        /// The folder.
        folder: String,
    },
}

/// Where the settings are told.
const SETTINGS: [&str; 2] = [
    "密钥等用环境变量给出：AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY、AWS_REGION；自建的服务再加 AWS_ENDPOINT_URL",
    "keys come from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, and AWS_ENDPOINT_URL for a \
     server of your own",
];

impl BucketFault {
    /// Id, severity and words.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one arm a code")]
    pub fn words(&self) -> Words {
        match self {
            Self::BadAddress { address } => Words::error(
                "bucket-bad-address",
                format!("`{address}` 不是存储桶里的地址"),
                format!("`{address}` is no address in a bucket"),
            )
            .hint(
                "写成 `s3://桶/文件夹/` 的样子；gs:// 和 az:// 也可以",
                "write it like `s3://bucket/folder/`; gs:// and az:// will do, too",
            ),
            Self::NotHere { what, address } => Words::error(
                "bucket-not-here",
                format!("`{what}` 不能直接用存储桶里的 `{address}`"),
                format!("`{what}` does not take `{address}` from a bucket"),
            )
            .hint(
                "先把文件下载到本机的文件夹；build、collect、missing、summarize、report 可以直接用存储桶",
                "download it to a folder first; build, collect, missing, summarize and report take buckets",
            ),
            Self::NoCredentials { address } => Words::error(
                "bucket-no-credentials",
                format!("没有访问 `{address}` 的密钥"),
                format!("there are no credentials for `{address}`"),
            )
            .hint(SETTINGS[0], SETTINGS[1]),
            Self::Unknown { address } => Words::error(
                "bucket-unknown",
                format!("存储服务不认这个密钥，`{address}` 没有给"),
                format!("the store does not know the key and did not give `{address}`"),
            )
            .hint(
                "核对密钥，看看是不是过期了；本机的时间差得多也会这样",
                "check the key, and whether it has expired; a clock that is far off has the same effect",
            ),
            Self::Denied { address } => Words::error(
                "bucket-denied",
                format!("没有权限：`{address}`"),
                format!("access denied: `{address}`"),
            )
            .hint(
                "请管存储的人给这个密钥读、写、列目录的权限；名称、密钥写错了也会这样",
                "ask whoever runs the store to let this key read, write and list; a wrong name or key has the same effect",
            ),
            Self::NoBucket { address } => Words::error(
                "bucket-not-there",
                format!("没有存储桶 `{address}`"),
                format!("there is no bucket `{address}`"),
            )
            .hint(
                "核对桶的名称和地区（AWS_REGION）、服务的地址（AWS_ENDPOINT_URL）",
                "check the bucket's name, the region (AWS_REGION) and the server (AWS_ENDPOINT_URL)",
            ),
            Self::NoFile { address } => Words::error(
                "bucket-no-file",
                format!("`{address}` 不在"),
                format!("`{address}` is not there"),
            )
            .hint("核对名称；可能刚被删掉", "check the name; it may have been deleted just now"),
            Self::Unreachable { address } => Words::error(
                "bucket-unreachable",
                format!("连不上存储服务，试了几次：`{address}`"),
                format!("the store can't be reached, tried several times: `{address}`"),
            )
            .hint(
                "看看网络和 AWS_ENDPOINT_URL；再运行一次会接着做",
                "check the network and AWS_ENDPOINT_URL; run it again to go on where it stopped",
            ),
            Self::NotEncrypted { address } => Words::error(
                "bucket-not-encrypted",
                format!("存储服务的地址不加密，没有去连：`{address}`"),
                format!("the store's address is not encrypted, so it was not asked for `{address}`"),
            )
            .hint(
                "换成 https 的地址；确实只有内网的 http，设环境变量 AWS_ALLOW_HTTP=true",
                "use an https address; if your own network has nothing but http, set AWS_ALLOW_HTTP=true",
            ),
            Self::Failed { address } => Words::error(
                "bucket-failed",
                format!("存储服务没有做成：`{address}`"),
                format!("the store failed: `{address}`"),
            )
            .hint("过一会儿再运行，会接着做", "run it again later to go on where it stopped"),
            Self::Settings { address } => Words::error(
                "bucket-settings",
                format!("存储服务的设置不对，打不开 `{address}`"),
                format!("the settings of the store are wrong, so `{address}` can't be opened"),
            )
            .hint(SETTINGS[0], SETTINGS[1]),
            Self::OddName { name } => Words::error(
                "bucket-odd-name",
                format!("存储桶里的名称 `{name}` 不能当文件名"),
                format!("`{name}` in the bucket can't be a file's name"),
            )
            .hint(
                "给它改名：不要有空的一段（`//`）、`.`、`..` 和控制字符；每一段不超过 85 个汉字（255 个字节）；同一个名称不能既是文件又是文件夹",
                "rename it: no empty part (`//`), no `.`, `..` or control characters, no part of more than 255 bytes, and no file named as a folder",
            ),
            Self::TooLarge { address, most } => Words::error(
                "bucket-too-large",
                format!("`{address}` 超过 {most} MB，没有取"),
                format!("`{address}` is larger than {most} MB and was not fetched"),
            )
            .hint("把它改小", "make it smaller"),
            Self::NoRoom { folder } => Words::error(
                "bucket-no-room",
                format!("临时文件夹 `{folder}` 放不进文件"),
                format!("files can't be put in the temporary folder `{folder}`"),
            )
            .hint(
                "腾出磁盘空间，或者用环境变量 TMPDIR 换一个文件夹",
                "make room on the disk, or name another folder in TMPDIR",
            ),
            Self::InProject { folder } => Words::error(
                "bucket-in-project",
                format!("临时文件夹 `{folder}` 在一个项目里面，会混进那里的设置"),
                format!("the temporary folder `{folder}` lies in a project, whose settings would be mixed in"),
            )
            .hint(
                "用环境变量 TMPDIR 换一个文件夹，或者移走上面那个 `banxin.yaml`",
                "name another folder in TMPDIR, or move the `banxin.yaml` above it away",
            ),
        }
    }
}
