package okpay.demo;

import java.util.List;
import okpay.id.Ids;
import okpay.sandbank.Behaviour;
import okpay.wallet.PaymentKind;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;

/// The shops and billers of the demo company, and how the bank treats each.
final class Street {

    /// @param from cheapest and dearest thing one buys there, in yuan
    record Place(Shop shop, Behaviour behaviour, int from, int to) {}

    private Street() {}

    static List<Place> places() {
        return List.of(
                shop("S1001", "深夜便利店", "Night Owl Market", "market", Behaviour.SILENT, 5, 90),
                shop("S1002", "云上家居", "Cloud Nine Home", "home", Behaviour.SILENT, 90, 2000),
                shop(
                        "S1003",
                        "城际客运",
                        "Intercity Coaches",
                        "transport",
                        Behaviour.SILENT_THEN_FAILED,
                        30,
                        300),
                shop(
                        "S1004",
                        "转角咖啡",
                        "Corner Coffee",
                        "food",
                        Behaviour.PENDING_THEN_FAILED,
                        15,
                        60),
                shop("S1005", "幸福面馆", "Happy Noodles", "food", Behaviour.PROMPT, 12, 80),
                shop("S1006", "青禾超市", "Green Rice Grocer", "market", Behaviour.PROMPT, 20, 400),
                shop(
                        "S1007",
                        "四季药房",
                        "Four Seasons Pharmacy",
                        "pharmacy",
                        Behaviour.PROMPT,
                        15,
                        260),
                shop("S1008", "星光影城", "Starlight Cinema", "cinema", Behaviour.PROMPT, 35, 180),
                shop("S1009", "一页书店", "One Page Books", "books", Behaviour.PROMPT, 20, 220),
                shop("S1010", "慢邮快递", "Slow Post Courier", "transport", Behaviour.LATE, 8, 60),
                shop("S1011", "远方旅行", "Far Away Travel", "travel", Behaviour.PROMPT, 200, 3200),
                bill("B2001", "市电力公司", "City Power", "power", 60, 420),
                bill("B2002", "清源水务", "Clearwater", "water", 20, 120),
                bill("B2003", "民生燃气", "People's Gas", "gas", 30, 260),
                bill("B2004", "蓝天通信", "Blue Sky Mobile", "telecom", 30, 200));
    }

    private static Place shop(
            String code,
            String name,
            String english,
            String category,
            Behaviour it,
            int from,
            int to) {
        return place(code, name, english, PaymentKind.SHOP, category, it, from, to);
    }

    private static Place bill(
            String code, String name, String english, String category, int from, int to) {
        return place(code, name, english, PaymentKind.BILL, category, Behaviour.PROMPT, from, to);
    }

    private static Place place(
            String code,
            String name,
            String english,
            PaymentKind kind,
            String category,
            Behaviour behaviour,
            int from,
            int to) {
        var id = new ShopId(Ids.derived("demo shop " + code));
        return new Place(new Shop(id, name, english, kind, category, code), behaviour, from, to);
    }
}
