//! Traditional characters of place names, offices and what papers are called, and the simplified ones beside them, one for one.
//!
//! In: a character. Out: what it is in simplified writing. It serves the comparing of names only; nothing printed is changed.

/// Traditional ones.
const TRADITIONAL: &str = "\
東門區鄉鎮縣園龍長興華陽灣島橋廟衛廣莊溝嶺豐寧會員辦處雲樓馬鳳漢鳥葉蘇蘭萬義團勝聯榮慶齊劉張陳楊趙黃吳鄧關羅鄭許韓馮於錢\
賈鐘盧蔣譚鄒閆範畢顧賀龔嚴湯韋魯頭溫澤濱澗灘濟瀾塢壩壟塊場墳圍國圖戶樹棗楓檯臺燈爐獅瑪環瓊甕疇發盤礦禮種積竈節築糧紅紡紹\
終經綠線緣縱織羣聖職腳艷蓮蔭藍藝號蝦蠶術補裏製觀訊設詠誠調請貝財貴貿賓賢質車軍軒載輝輪轉農運達遠還鄰醫釣鋪錦鍋鐵鏡閘開間\
閣陰陸隊階隴雙雞離電靈響順領頂風飛館駐騰驛魚鮮鴨鵝鶴鷹麗麥黨點齡統計總結劃報務書";

/// The simplified ones, in the same order.
const SIMPLIFIED: &str = "\
东门区乡镇县园龙长兴华阳湾岛桥庙卫广庄沟岭丰宁会员办处云楼马凤汉鸟叶苏兰万义团胜联荣庆齐刘张陈杨赵黄吴邓关罗郑许韩冯于钱\
贾钟卢蒋谭邹闫范毕顾贺龚严汤韦鲁头温泽滨涧滩济澜坞坝垄块场坟围国图户树枣枫台台灯炉狮玛环琼瓮畴发盘矿礼种积灶节筑粮红纺绍\
终经绿线缘纵织群圣职脚艳莲荫蓝艺号虾蚕术补里制观讯设咏诚调请贝财贵贸宾贤质车军轩载辉轮转农运达远还邻医钓铺锦锅铁镜闸开间\
阁阴陆队阶陇双鸡离电灵响顺领顶风飞馆驻腾驿鱼鲜鸭鹅鹤鹰丽麦党点龄统计总结划报务书";

/// The simplified form of a character, where it is one of a name.
#[must_use]
pub fn simplified(c: char) -> char {
    // Nearly all characters are in neither list; those of names that are, are few.
    TRADITIONAL.chars().position(|other| other == c).and_then(|at| SIMPLIFIED.chars().nth(at)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{SIMPLIFIED, TRADITIONAL, simplified};

    #[test]
    fn every_traditional_character_has_one_beside_it_that_is_not_traditional() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        assert!(SIMPLIFIED.chars().all(|c| !TRADITIONAL.contains(c)));
        assert_eq!("東門社區居民委員會".chars().map(simplified).collect::<String>(), "东门社区居民委员会");
    }
}
