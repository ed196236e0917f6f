//! Codes of getting themes from addresses.

use crate::diagnostic::Words;

/// Why a server's certificate is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateFlaw {
    /// Its time is over.
    Expired,
    /// Its time has not come.
    NotYet,
    /// It is of another host.
    OtherName,
    /// It was called back.
    Revoked,
    /// It comes of nobody this machine trusts.
    Unknown,
    /// There is nobody this machine trusts.
    NoAuthorities,
}

/// What can go wrong between this machine and a web server.
#[derive(Clone, Debug, PartialEq)]
pub enum NetFault {
    /// What was typed is no address.
    BadAddress {
        /// As typed.
        address: String,
    },
    /// An address of another kind.
    OtherScheme {
        /// As typed.
        address: String,
    },
    /// An address with a name and password in it.
    Password {
        /// The host.
        host: String,
    },
    /// An address without encryption.
    PlainHttp {
        /// The address.
        address: String,
    },
    /// The server sends on from an encrypted address to one that is not.
    Downgrade {
        /// Both.
        from: String,
        /// Where to.
        to: String,
    },
    /// The server sends on and on.
    TooManyRedirects {
        /// The address.
        address: String,
    },
    /// Nobody knows the host's name.
    NoSuchHost {
        /// The host.
        host: String,
        /// The proxy on the way.
        proxy: Option<String>,
    },
    /// There is no way to the host.
    Unreachable {
        /// The host.
        host: String,
        /// The proxy on the way.
        proxy: Option<String>,
    },
    /// The host takes no connections.
    Refused {
        /// The host.
        host: String,
        /// The proxy on the way.
        proxy: Option<String>,
    },
    /// The proxy does not let through.
    ProxyRefused {
        /// The host.
        host: String,
        /// The proxy.
        proxy: String,
        /// The variable that names it.
        variable: String,
    },
    /// A variable that should name a proxy.
    BadProxy {
        /// Its name.
        variable: String,
    },
    /// What is at the other end does not speak TLS.
    NotTls {
        /// The host.
        host: String,
    },
    /// The certificate is not believed.
    Certificate {
        /// The host.
        host: String,
        /// Why.
        flaw: CertificateFlaw,
    },
    /// A file of certificates that has none.
    NoCertificates {
        /// Its path.
        path: String,
    },
    /// What is at the other end is no web server.
    NotHttp {
        /// The address.
        address: String,
    },
    /// The server says no.
    Status {
        /// The address.
        address: String,
        /// Its number for that.
        status: u16,
    },
    /// The other side says nothing.
    Silent {
        /// The address.
        address: String,
    },
    /// The connection broke.
    Torn {
        /// The address.
        address: String,
    },
    /// More bytes than there may be.
    TooLarge {
        /// The address.
        address: String,
        /// How many there may be.
        most: u64,
    },
    /// It comes so slowly that it would never end.
    TooSlow {
        /// The address.
        address: String,
    },
    /// It is no list of packages.
    NotAList {
        /// The address.
        address: String,
        /// Whether it is a web page.
        is_page: bool,
    },
    /// A list that a newer program wrote.
    NewerList {
        /// The address.
        address: String,
        /// Its form.
        format: u32,
    },
    /// A list with an entry that can't be right.
    BadEntry {
        /// The address.
        address: String,
        /// The entry.
        entry: String,
    },
    /// The package is not the one the list tells of.
    OtherBytes {
        /// The package's address.
        address: String,
    },
}

impl CertificateFlaw {
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Expired => ["已经过期", "it has expired"],
            Self::NotYet => ["还没有到生效的日期", "it is not valid yet"],
            Self::OtherName => ["是发给别的网站的", "it belongs to another host"],
            Self::Revoked => ["已经吊销", "it was revoked"],
            Self::Unknown => ["不是这台电脑信任的机构发的", "it was not issued by anybody this machine trusts"],
            Self::NoAuthorities => ["这台电脑上没有可信机构的名单", "this machine has no list of whom to trust"],
        }
    }

    fn hint(self) -> [&'static str; 2] {
        match self {
            Self::Expired | Self::NotYet => [
                "先看这台电脑的日期对不对；日期没错，请网站管理员换证书",
                "look whether this machine's date is right; if it is, ask the server's administrator for a new certificate",
            ],
            Self::OtherName => [
                "核对网址里的网站名；网址没错，请网站管理员换证书",
                "check the host's name in the address; if it is right, ask the server's administrator",
            ],
            Self::Revoked => {
                ["不要从这里安装；请问网站管理员", "don't install from there; ask the server's administrator"]
            }
            Self::Unknown | Self::NoAuthorities => [
                "单位自己发的证书：请信息中心把根证书装进系统，或者把环境变量 SSL_CERT_FILE 设成根证书文件（PEM）的路径",
                "of an office's own authority: have its root certificate added to the system, or set the environment variable \
                 SSL_CERT_FILE to a PEM file that has it",
            ],
        }
    }
}

/// ` (through the proxy …)` in both languages.
fn through(proxy: Option<&String>) -> [String; 2] {
    proxy.map_or_else(Default::default, |proxy| {
        [format!("（经代理 `{proxy}`）"), format!(" (through the proxy `{proxy}`)")]
    })
}

impl NetFault {
    /// Id, severity and words.
    #[expect(clippy::too_many_lines, reason = "one table of words")]
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::OtherScheme { address } => Words::error(
                "net-other-scheme",
                format!("不能从这种地址取主题：`{address}`"),
                format!("themes can't be got from an address of that kind: `{address}`"),
            )
            .hint(
                "用 https:// 开头的网址；共享文件夹直接写它的路径",
                "use an address that begins with https://; of a shared folder simply name the path",
            ),
            Self::Password { host } => Words::error(
                "net-password",
                format!("网址里不能写用户名和密码（`{host}`），它们会留在 banxin.lock 里"),
                format!("an address must not hold a name and password (`{host}`): they would end up in banxin.lock"),
            )
            .hint(
                "请发布主题的单位给一个不用登录的网址，或者下载 .banxin 文件再安装",
                "ask for an address that needs no login, or download the .banxin file and install that",
            ),
            Self::PlainHttp { address } => Words::error(
                "net-plain-http",
                format!("`{address}` 没有加密，路上谁都能换掉里面的东西"),
                format!("`{address}` is not encrypted, so anybody on the way could change what arrives"),
            )
            .hint(
                "先试试把 http 换成 https；确实是内网、信得过，就加上 `--insecure-http`",
                "try https first; if it is an internal network you trust, add `--insecure-http`",
            ),
            Self::BadAddress { address } => Words::error(
                "net-bad-address",
                format!("看不懂网址 `{address}`"),
                format!("the address `{address}` can't be understood"),
            )
            .hint(
                "写成 https://网站/文件夹/ 的样子；中文域名要写成 xn-- 开头的形式",
                "write it like https://host/folder/; a host's name in hanzi needs its xn-- form",
            ),
            Self::Downgrade { from, to } => Words::error(
                "net-downgrade",
                format!("`{from}` 转到了没有加密的 `{to}`，没有跟过去"),
                format!("`{from}` leads on to `{to}`, which is not encrypted, and was not followed"),
            )
            .hint("请网站管理员改成转到 https 的网址", "ask the server's administrator to lead on to an https address"),
            Self::TooManyRedirects { address } => Words::error(
                "net-too-many-redirects",
                format!("`{address}` 转来转去，到不了头"),
                format!("`{address}` leads on and on"),
            )
            .hint("在浏览器里打开，用最后停下来的网址", "open it in a browser and use the address you end up at"),
            Self::NoSuchHost { host, proxy } => {
                let [zh, en] = through(proxy.as_ref());
                Words::error(
                    "net-no-such-host",
                    format!("找不到网站 `{host}`{zh}"),
                    format!("there is no host `{host}`{en}"),
                )
                .hint(
                    "核对网址有没有写错，看网络通不通；要经过代理的，设环境变量 HTTPS_PROXY；上不了网的电脑，在别处下载 .banxin 文件再安装",
                    "check the address and the network; where a proxy is needed, set the environment variable HTTPS_PROXY; without a \
                     network, download the .banxin file elsewhere and install that",
                )
            }
            Self::Unreachable { host, proxy } => {
                let [zh, en] = through(proxy.as_ref());
                Words::error(
                    "net-unreachable",
                    format!("连不上 `{host}`{zh}"),
                    format!("`{host}` can't be reached{en}"),
                )
                .hint(
                    "看网络通不通，用浏览器能不能打开；要经过代理的，设环境变量 HTTPS_PROXY；上不了网的电脑，在别处下载 .banxin 文件再安装",
                    "check the network, and whether a browser opens it; where a proxy is needed, set the environment variable \
                     HTTPS_PROXY; without a network, download the .banxin file elsewhere and install that",
                )
            }
            Self::Refused { host, proxy } => {
                let [zh, en] = through(proxy.as_ref());
                Words::error(
                    "net-refused",
                    format!("`{host}` 不接受连接{zh}"),
                    format!("`{host}` takes no connections{en}"),
                )
                .hint(
                    "核对网址和端口；网站可能停了，过一会儿再试",
                    "check the address and port; the server may be down, so try again later",
                )
            }
            Self::ProxyRefused { host, proxy, variable } => Words::error(
                "net-proxy-refused",
                format!("代理 `{proxy}` 不让连 `{host}`"),
                format!("the proxy `{proxy}` does not let through to `{host}`"),
            )
            .hint(
                format!("代理写在环境变量 {variable} 里；内网的网站不用代理，把它写进 NO_PROXY"),
                format!("the variable {variable} names it; for an internal host that needs none, add it to NO_PROXY"),
            ),
            Self::BadProxy { variable } => Words::error(
                "net-bad-proxy",
                format!("环境变量 {variable} 里写的不是能用的代理"),
                format!("the environment variable {variable} names no proxy that can be used"),
            )
            .hint(
                "写成 http://代理服务器:端口 的样子；不用代理就清空它",
                "write it like http://proxy:port, or empty it to go without",
            ),
            Self::NotTls { host } => Words::error(
                "net-not-tls",
                format!("`{host}` 那边说的不是 https"),
                format!("what answers at `{host}` does not speak https"),
            )
            .hint(
                "核对网址和端口；内网的网站只有 http 的，写成 http:// 并加上 `--insecure-http`",
                "check the address and port; for an internal server that only has http, write http:// and add `--insecure-http`",
            ),
            Self::Certificate { host, flaw } => {
                let ([zh, en], [zh_hint, en_hint]) = (flaw.words(), flaw.hint());
                Words::error(
                    "net-certificate",
                    format!("`{host}` 的证书不可信：{zh}"),
                    format!("the certificate of `{host}` is not trusted: {en}"),
                )
                .hint(zh_hint, en_hint)
            }
            Self::NoCertificates { path } => Words::error(
                "net-no-certificates",
                format!("SSL_CERT_FILE 指的 `{path}` 里没有证书"),
                format!("`{path}`, which SSL_CERT_FILE names, has no certificates"),
            )
            .hint(
                "要 PEM 格式，里面有 `-----BEGIN CERTIFICATE-----`；不用它就清空这个环境变量",
                "it has to be PEM, with `-----BEGIN CERTIFICATE-----`; or empty the variable",
            ),
            Self::Status { address, status } => status_words(address, *status),
            Self::NotHttp { address } => Words::error(
                "net-not-http",
                format!("`{address}` 的回答看不懂，那边可能不是网站"),
                format!("the answer of `{address}` makes no sense: there may be no web server"),
            )
            .hint("核对网址和端口，用浏览器打开看看", "check the address and port, and open it in a browser"),
            Self::Silent { address } => Words::error(
                "net-silent",
                format!("`{address}` 等了很久没有动静，不等了"),
                format!("`{address}` said nothing for too long"),
            )
            .hint("过一会儿再试；网络慢就加上 `--timeout 120`", "try again later; on a slow network add `--timeout 120`"),
            Self::Torn { address } => Words::error(
                "net-torn",
                format!("`{address}` 没有传完就断了"),
                format!("`{address}` broke off before all was there"),
            )
            .hint("再试一次，什么都没有改动", "try again; nothing was changed"),
            Self::TooLarge { address, most } => {
                let most = match most.checked_div(1024 * 1024) {
                    Some(0) | None => format!("{} KB", most.div_ceil(1024)),
                    Some(megabytes) => format!("{megabytes} MB"),
                };
                Words::error(
                    "net-too-large",
                    format!("`{address}` 超过了 {most}，没有再取"),
                    format!("`{address}` is larger than {most} and was given up"),
                )
                .hint(
                    "什么都没有改动；核对网址，或者请网站管理员用 `banxin theme index` 重新写目录",
                    "nothing was changed; check the address, or ask the server's administrator to run `banxin theme index` again",
                )
            }
            Self::TooSlow { address } => Words::error(
                "net-too-slow",
                format!("`{address}` 传得太慢，不等了"),
                format!("`{address}` comes so slowly that it was given up"),
            )
            .hint("换个时间再试，或者用浏览器下载 .banxin 文件再安装", "try at another time, or download the .banxin file with a browser"),
            Self::NotAList { address, is_page } => {
                let words = Words::error(
                    "net-not-a-list",
                    format!("`{address}` 不是主题包的目录"),
                    format!("`{address}` is no list of packages"),
                );
                if *is_page {
                    words.hint(
                        "打开的是网页：网站可能要登录，或者网址不对；要的是 `banxin theme index` 写的 index.json",
                        "it is a web page: the server may ask for a login, or the address is wrong; wanted is the index.json that \
                         `banxin theme index` writes",
                    )
                } else {
                    words.hint(
                        "要的是 `banxin theme index` 写的 index.json；请网站管理员重新写一份",
                        "wanted is the index.json that `banxin theme index` writes; ask the server's administrator to write it anew",
                    )
                }
            }
            Self::NewerList { address, format } => Words::error(
                "net-newer-list",
                format!("`{address}` 是更新版本的 banxin 写的（格式 {format}）"),
                format!("`{address}` was written by a newer banxin (format {format})"),
            )
            .hint("先更新 banxin", "update banxin first"),
            Self::BadEntry { address, entry } => Words::error(
                "net-bad-entry",
                format!("`{address}` 里有一条不对：`{entry}`"),
                format!("`{address}` has an entry that can't be right: `{entry}`"),
            )
            .hint(
                "请网站管理员用 `banxin theme index` 重新写目录",
                "ask the server's administrator to write the list anew with `banxin theme index`",
            ),
            Self::OtherBytes { address } => Words::error(
                "net-other-bytes",
                format!("`{address}` 的内容和目录里记的不一样，没有安装"),
                format!("`{address}` is not what the list says, and was not installed"),
            )
            .hint(
                "可能换了包没有更新目录，也可能路上被改过：请网站管理员重新运行 `banxin theme index`",
                "the list may be older than the package, or it was changed on the way: ask the server's administrator to run \
                 `banxin theme index` again",
            ),
        }
    }
}

fn status_words(address: &str, status: u16) -> Words {
    let words = Words::error(
        "net-status",
        format!("网站没有给 `{address}`：{}（{status}）", meaning(status)[0]),
        format!("the server does not give `{address}`: {} ({status})", meaning(status)[1]),
    );
    match status {
        404 | 410 => words.hint(
            "核对网址；文件夹里要有 `banxin theme index` 写的 index.json",
            "check the address; the folder needs the index.json that `banxin theme index` writes",
        ),
        407 => words.hint(
            "把代理的用户名和密码写进环境变量：HTTPS_PROXY=http://用户名:密码@代理服务器:端口",
            "put the proxy's name and password into the variable: HTTPS_PROXY=http://name:password@proxy:port",
        ),
        401 | 403 => words.hint(
            "请网站管理员放开，或者用浏览器下载 .banxin 文件再安装",
            "ask the server's administrator, or download the .banxin file with a browser and install that",
        ),
        500.. => {
            words.hint("过一会儿再试；一直这样就告诉网站管理员", "try again later, and tell the server's administrator")
        }
        _ => words.hint("在浏览器里打开这个网址看看", "open the address in a browser"),
    }
}

fn meaning(status: u16) -> [&'static str; 2] {
    match status {
        404 | 410 => ["没有这个文件", "there is no such file"],
        401 | 407 => ["要登录", "a login is needed"],
        403 => ["不允许取", "it is forbidden"],
        429 => ["取得太频繁", "too many requests"],
        500.. => ["网站出错了", "the server is in trouble"],
        _ => ["不给", "it refuses"],
    }
}
