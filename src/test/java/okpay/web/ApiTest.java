package okpay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import okpay.friends.Plans;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.EmailAddress;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import okpay.wallet.PaymentKind;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A day with the wallet, by program alone.
class ApiTest extends Story {

    @LocalServerPort private int port;
    @Autowired private JsonMapper json;
    @Autowired private Plans plans;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;

    private final HttpClient http = HttpClient.newHttpClient();
    private Someone li;
    private Someone wang;
    private String his = "";
    private String hers = "";

    @BeforeEach
    void twoPeople() throws Exception {
        li = customer("李雷").holding("100.00 CNY");
        wang = customer("王师傅");
        his = token(li);
        hers = token(wang);
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void aShopWritesABillAndGivesMoneyBack() throws Exception {
        var shop = made(post(hers, "/shops", "{'name':'老王面馆','trade':'FOOD'}"));
        var bill = made(keyed(hers, in(shop, "charges"), "{'amount':'35.00','note':'两碗面'}"));

        var read = post(his, "/codes", "{'text':%s}".formatted(bill.get("payCode")));
        assertThat(tree(read).get("kind").asString()).isEqualTo("CHARGE");
        var here = "/charges/" + tree(read).get("code").asString();
        assertThat(tree(get(his, here)).get("amount").get("amount").asString()).isEqualTo("35.00");
        var paid = made(keyed(his, here + "/payment", "{'pin':'294817'}"));
        li.holds("65.00 CNY");
        assertThat(tree(get(hers, in(shop, "charges/" + id(bill)))).get("paid").asBoolean())
                .isTrue();
        assertThat(tree(get(hers, in(shop, "payments"))).get(0).get("id").asString())
                .isEqualTo(id(paid));

        var refund = in(shop, "payments/" + id(paid) + "/refunds");
        assertThat(code(keyed(hers, refund, "{'amount':'36.00','pin':'294817'}")))
                .isEqualTo("MORE_THAN_TAKEN");
        assertThat(code(keyed(hers, refund, "{'amount':'1.00','pin':'000000'}")))
                .isEqualTo("PIN_WRONG");
        assertThat(keyed(hers, refund, "{'amount':'5.00','pin':'294817'}").statusCode())
                .isEqualTo(204);
        li.holds("70.00 CNY");
        assertThat(keyed(hers, in(shop, "takings"), "{'amount':'30','pin':'294817'}").statusCode())
                .isEqualTo(204);
        wang.holds("30.00 CNY");
        assertThat(get(his, in(shop, "payments")).statusCode()).isEqualTo(404);
    }

    @Test
    void aQuestionIsAskedAndOursAnswered() throws Exception {
        var asked = made(post(his, "/cases", "{'text':'怎么改名字？','clientId':'a1'}"));
        assertThat(id(made(post(his, "/cases", "{'text':'怎么改名字？','clientId':'a1'}"))))
                .isEqualTo(id(asked));
        assertThat(
                        code(
                                post(
                                        his,
                                        "/cases",
                                        "{'text':'%s','clientId':'a2'}"
                                                .formatted("x".repeat(9_000)))))
                .isEqualTo("TOO_LONG");
        assertThat(post(his, "/cases", "{'text':'','clientId':'a3'}").statusCode()).isEqualTo(400);

        li.pays("35.00 CNY", shop("梦想书店", Behaviour.PROMPT));
        var books = li.paymentId();
        li.pays("18.50 CNY", shop("Harbour Coffee", Behaviour.PROMPT));
        var one = cases.open(li.id(), Reference.to("question", "other"));
        conversations.write(one.conversation(), new Author.OfCustomer(li.id()), "扣了我两次钱", "b1");
        var messages = "/cases/" + one.id() + "/messages";
        eventually(() -> shownBy(messages, "which:").isPresent());
        var ours = "/questions/" + shownBy(messages, "which:").orElseThrow();
        assertThat(tree(get(his, ours)).get("choices").get(1).get("payment").asString())
                .isEqualTo(books.toString());
        assertThat(get(hers, ours).statusCode()).isEqualTo(404);
        assertThat(post(hers, ours + "/choices", "{'number':1}").statusCode()).isEqualTo(404);
        assertThat(post(his, ours + "/choices", "{'number':3}").statusCode()).isEqualTo(400);
        assertThat(post(his, ours + "/choices", "{'number':-1}").statusCode()).isEqualTo(400);

        var answered = tree(post(his, ours + "/choices", "{'number':2}"));
        assertThat(answered.get("chosen").asString()).isEqualTo(books.toString());
        var again = tree(post(his, ours + "/choices", "{'number':1}"));
        assertThat(again.get("chosen").asString()).as("once").isEqualTo(books.toString());
        assertThat(tree(get(his, "/cases/" + one.id())).get("about").asString())
                .isEqualTo("payment:" + books);
    }

    private Optional<String> shownBy(String messages, String kind) {
        try {
            for (var it : tree(get(his, messages))) {
                var shown = it.get("arguments").path(0).asString("");
                if (shown.startsWith(kind)) {
                    return Optional.of(shown.substring(kind.length()));
                }
            }
            return Optional.empty();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aShopScansACustomer() throws Exception {
        var shop = made(post(hers, "/shops", "{'name':'面馆','trade':'FOOD'}"));
        assertThat(get(his, "/my-code/bill").statusCode()).isEqualTo(204);
        var digits = tree(post(his, "/my-code", "")).get("digits");
        var wish = "{'amount':'12','code':%s}".formatted(digits);
        made(keyed(hers, in(shop, "charges"), wish));
        assertThat(code(keyed(hers, in(shop, "charges"), wish))).isEqualTo("NOBODY_SHOWS_THIS");

        var bill = id(tree(get(his, "/my-code/bill")));
        assertThat(get(hers, "/charges/" + bill).statusCode()).isEqualTo(404);
        made(keyed(his, "/charges/" + bill + "/payment", "{'pin':'294817'}"));
        li.holds("88.00 CNY");
    }

    @Test
    void aCodeOfAPersonAndOneThatIsDamaged() throws Exception {
        var text = tree(get(hers, "/receive-code")).get("text").asString();
        var wish = "{'text':'%s','amount':'9.00','pin':'294817'}".formatted(text);
        made(keyed(his, "/codes/payments", wish));
        wang.holds("9.00 CNY");
        var damaged = text.substring(0, text.length() - 1) + (text.endsWith("0") ? "1" : "0");
        assertThat(code(post(his, "/codes", "{'text':'%s'}".formatted(damaged))))
                .isEqualTo("CHECKSUM_WRONG");
        assertThat(code(post(his, "/codes", "{'text':'https://example.com'}")))
                .isEqualTo("NOT_A_PAYMENT_CODE");
        http.send(request(hers, "/receive-code").DELETE().build(), BodyHandlers.ofString());
        assertThat(code(post(his, "/codes", "{'text':'%s'}".formatted(text))))
                .isEqualTo("NOT_OURS");
    }

    @Test
    void askingForMoney() throws Exception {
        var asking = "{'from':['%s'],'amount':'20','split':true}".formatted(email(li));
        var asked = made(keyed(hers, "/requests", asking)).get(0);
        assertThat(asked.get("state").asString()).isEqualTo("OPEN");
        var here = "/requests/" + id(asked);
        var unsplit = "{'from':['%s'],'amount':'5'}".formatted(email(li));
        made(keyed(hers, "/requests", unsplit));
        assertThat(tree(delete(hers, here)).get("state").asString()).isEqualTo("CANCELLED");
        asked = made(keyed(hers, "/requests", asking)).get(0);
        here = "/requests/" + id(asked);
        assertThat(tree(get(his, "/requests")).get(0).get("amount").get("amount").asString())
                .isEqualTo("10.00");
        assertThat(keyed(hers, here + "/payment", "{'pin':'294817'}").statusCode()).isEqualTo(404);
        made(keyed(his, here + "/payment", "{'pin':'294817'}"));
        wang.holds("10.00 CNY");
        assertThat(tree(get(hers, here)).get("state").asString()).isEqualTo("PAID");
        assertThat(get(token(customer("别人")), here).statusCode()).isEqualTo(404);
    }

    @Test
    void moneyForSomebodyWithoutAWallet() throws Exception {
        var to = "new" + Ids.next() + "@example.com";
        var wish = "{'to':'%s','amount':'20','pin':'294817'}".formatted(to);
        var sent = made(keyed(his, "/parcels", wish));
        assertThat(sent.get("state").asString()).isEqualTo("HELD");
        assertThat(delete(hers, "/parcels/" + id(sent)).statusCode()).isEqualTo(404);
        assertThat(post(hers, "/parcels/" + id(sent) + "/acceptance", "").statusCode())
                .isEqualTo(404);
        assertThat(delete(his, "/parcels/" + id(sent)).statusCode()).isEqualTo(204);
        li.canSpend("100.00 CNY");

        made(keyed(his, "/parcels", wish.replace(to, email(wang))));
        var waiting = tree(get(hers, "/parcels")).get(0);
        assertThat(waiting.get("from").asString()).isEqualTo(li.customer().maskedName());
        assertThat(post(hers, "/parcels/" + id(waiting) + "/acceptance", "").statusCode())
                .isEqualTo(204);
        wang.holds("20.00 CNY");
    }

    @Test
    void aDayToCome() throws Exception {
        var wish =
                "{'to':'%s','amount':'20','every':'MONTH','first':'%s','pin':'294817'}"
                        .formatted(email(wang), plans.today().plusDays(3));
        var plan = made(keyed(his, "/plans", wish));
        assertThat(tree(get(his, "/plans")).get(0)).isEqualTo(plan);
        assertThat(delete(hers, "/plans/" + id(plan)).statusCode()).isEqualTo(404);
        assertThat(delete(his, "/plans/" + id(plan)).statusCode()).isEqualTo(204);
        assertThat(tree(get(his, "/plans"))).isEmpty();
        assertThat(code(keyed(his, "/plans", wish.replace(email(wang), "nobody@example.com"))))
                .isEqualTo("NO_SUCH_PAYEE");
    }

    @Test
    void aBillIsCheckedAndPaidOnce() throws Exception {
        var biller = "B" + Ids.print("x", Ids.next()).substring(15).toUpperCase(Locale.ROOT);
        shops.open(new Shop(ShopId.next(), "光明电力", "Bright", PaymentKind.BILL, "power", biller));
        assertThat(get(his, "/billers").body()).contains(biller);
        var check = "{'biller':'%s','reference':'%s'}";
        assertThat(code(post(his, "/bill-accounts", check.formatted(biller, "x"))))
                .isEqualTo("REFERENCE_WRONG");
        assertThat(post(his, "/bill-accounts", check.formatted("NOBODY", "1")).statusCode())
                .isEqualTo(404);
        var account = made(post(his, "/bill-accounts", check.formatted(biller, "123455")));
        var here = "/bill-accounts/" + id(account);
        assertThat(get(hers, here).statusCode()).isEqualTo(404);
        assertThat(code(keyed(his, here + "/payments", "{'amount':'0.01','pin':'294817'}")))
                .isEqualTo("BILL_CHANGED");
        var due = tree(get(his, here)).get("due").get("amount").get("amount").asString();
        li.holding("1000.00 CNY");
        var pay = "{'amount':'%s','pin':'294817'}".formatted(due);
        var paid = made(keyed(his, here + "/payments", "bill-1", pay));
        assertThat(made(keyed(his, here + "/payments", "bill-1", pay))).isEqualTo(paid);
        var standing = "{'most':'300.00','pin':'294817'}";
        assertThat(put(his, here + "/standing-order", standing).statusCode()).isEqualTo(204);
        assertThat(tree(get(his, "/bill-accounts")).get(0).get("standing").get("amount").asString())
                .isEqualTo("300.00");
        assertThat(delete(his, here + "/standing-order").statusCode()).isEqualTo(204);
        assertThat(delete(his, here).statusCode()).isEqualTo(204);
        assertThat(tree(get(his, "/bill-accounts"))).isEmpty();
    }

    @Test
    void contestingAPayment() throws Exception {
        li.pays("40.00 CNY", shop("梦想书店", Behaviour.PROMPT));
        var payment = "/payments/" + li.paymentId() + "/disputes";
        var contest = "{'amount':'40','reason':'NOT_RECEIVED','words':'书没有到'}";
        assertThat(post(hers, payment, contest).statusCode()).isEqualTo(404);
        assertThat(code(post(his, payment, contest.replace("'40'", "'40.01'"))))
                .isEqualTo("MORE_THAN_LEFT");
        var dispute = made(post(his, payment, contest));
        assertThat(code(post(his, payment, contest))).isEqualTo("ALREADY_CONTESTED");
        var here = "/disputes/" + id(dispute);

        assertThat(upload(his, here + "/evidence", photograph()).statusCode()).isEqualTo(204);
        assertThat(
                        code(
                                upload(
                                        his,
                                        here + "/evidence",
                                        "nonsense".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("FILE_NOT_READABLE");
        var piece = tree(get(his, here)).get("evidence").get(0).asString();
        assertThat(get(his, here + "/evidence/" + piece).statusCode()).isEqualTo(200);
        assertThat(get(hers, here + "/evidence/" + piece).statusCode()).isEqualTo(404);
        assertThat(code(post(his, here + "/appeal", "{'words':'no'}"))).isEqualTo("NOT_NOW");
        assertThat(post(his, here + "/withdrawal", "").statusCode()).isEqualTo(204);
        assertThat(tree(get(his, payment)).get(0).get("stage").asString()).isEqualTo("WITHDRAWN");
    }

    /// Of the size telephones make: more than a megabyte.
    private static byte[] photograph() throws IOException {
        var picture = new java.awt.image.BufferedImage(800, 700, 1);
        var chance = new Random(7);
        for (int x = 0; x < 800; x++) {
            for (int y = 0; y < 700; y++) {
                picture.setRGB(x, y, chance.nextInt());
            }
        }
        var out = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(picture, "png", out);
        assertThat(out.size()).isGreaterThan(1_500_000);
        return out.toByteArray();
    }

    @Test
    void searchingByKindDayAndAmount() throws Exception {
        var before = clock.instant();
        li.sends("12.34 CNY", wang);
        clock.passes(java.time.Duration.ofDays(2));
        li.sends("5.00 CNY", wang);
        assertThat(tree(get(his, "/payments"))).hasSize(2);
        assertThat(tree(get(his, "/payments?q=12.34"))).hasSize(1);
        assertThat(tree(get(his, "/payments?kind=SEND"))).hasSize(2);
        assertThat(tree(get(his, "/payments?kind=BILL"))).isEmpty();
        assertThat(get(his, "/payments?kind=THEFT").statusCode()).isEqualTo(400);
        var later = before.plusSeconds(86_400);
        assertThat(tree(get(his, "/payments?since=" + later))).hasSize(1);
        var old = tree(get(his, "/payments?until=" + later));
        assertThat(old).hasSize(1);
        assertThat(old.get(0).get("amount").get("amount").asString()).isEqualTo("12.34");
    }

    /// A program that has lost the answer asks again, and gets it.
    @Test
    void askedTwiceItIsDoneOnce() throws Exception {
        var shop = made(post(hers, "/shops", "{'name':'面馆','trade':'FOOD'}"));
        var digits = tree(post(his, "/my-code", "")).get("digits");
        var wish = "{'amount':'12','code':%s}".formatted(digits);
        var bill = made(keyed(hers, in(shop, "charges"), "c1", wish));
        assertThat(made(keyed(hers, in(shop, "charges"), "c1", wish))).isEqualTo(bill);
        var asking = "{'from':['%s'],'amount':'20'}".formatted(email(li));
        var asked = made(keyed(hers, "/requests", "r1", asking));
        assertThat(made(keyed(hers, "/requests", "r1", asking))).isEqualTo(asked);
        assertThat(tree(get(his, "/requests"))).hasSize(1);
        var plan =
                "{'to':'%s','amount':'20','every':'WEEK','first':'%s','pin':'294817'}"
                        .formatted(email(wang), plans.today().plusDays(3));
        var planned = made(keyed(his, "/plans", "p1", plan));
        assertThat(made(keyed(his, "/plans", "p1", plan))).isEqualTo(planned);
        assertThat(tree(get(his, "/plans"))).hasSize(1);
        var text = tree(get(hers, "/receive-code")).get("text");
        var send = "{'text':%s,'amount':'9.00','pin':'294817'}".formatted(text);
        var sent = made(keyed(his, "/codes/payments", "s1", send));
        delete(hers, "/receive-code");
        assertThat(made(keyed(his, "/codes/payments", "s1", send))).isEqualTo(sent);
        wang.holds("9.00 CNY");
    }

    @Test
    void nonsenseIsTurnedAwayInWords() throws Exception {
        var nul = "\\u0000";
        for (var one :
                new String[][] {
                    {"/bill-accounts", "{'biller':'B%s','reference':'1'}".formatted(nul)},
                    {"/codes", "{'text':'a%s'}".formatted(nul)},
                    {"/requests", "{'from':[null],'amount':'1'}"},
                    {"/requests", "{'from':'x','amount':'1'}"},
                    {
                        "/plans",
                        "{'to':'a@b.co','amount':'1','every':1,'first':'2027-01-01','pin':'1'}"
                    },
                    {
                        "/plans",
                        "{'to':'a@b.co','amount':'1','every':'WEEK','first':'soon','pin':'1'}"
                    },
                    {"/shops", "{'name':'x','trade':'ARMS'}"},
                    {"/shops", "[]"},
                    {"/charges/ch_nothing/payment", "{'pin':'1234567'}"}
                }) {
            assertThat(keyed(his, one[0], one[1]).statusCode()).as(one[1]).isIn(400, 404);
        }
        for (var moment :
                new String[] {"%2B1000000000-12-31T23:59:59Z", "%2B300000-01-01T00:00:00Z", "x"}) {
            assertThat(get(his, "/payments?since=" + moment).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void passkeysAreAskedForWithPasswordAndPin() throws Exception {
        assertThat(tree(get(his, "/passkeys"))).isEmpty();
        var wish = "{'password':'%s','pin':'294817'}".formatted(PASSWORD);
        assertThat(code(post(his, "/passkeys/questions", wish.replace("294817", "111222"))))
                .isEqualTo("PIN_WRONG");
        var asked = tree(post(his, "/passkeys/questions", wish));
        assertThat(asked.get("options").get("challenge").asString()).isNotEmpty();
        var answer = "{'ceremony':%s,'credential':'{}'}".formatted(asked.get("ceremony"));
        assertThat(code(post(his, "/passkeys", answer))).isEqualTo("NOT_ACCEPTED");
        assertThat(code(post("", "/sessions/by-passkey", answer))).isEqualTo("NOT_ACCEPTED");
        assertThat(post("", "/sessions/passkey-questions", "").statusCode()).isEqualTo(200);
    }

    private static String in(JsonNode shop, String what) {
        return "/shops/" + id(shop) + "/" + what;
    }

    private static String id(JsonNode one) {
        return one.get("id").asString();
    }

    private static String email(Someone who) {
        return who.customer().email().map(EmailAddress::value).orElseThrow();
    }

    private String token(Someone who) throws Exception {
        var body = "{'handle':'%s','password':'%s'}".formatted(email(who), PASSWORD);
        return made(post("", "/sessions", body)).get("token").asString();
    }

    private JsonNode made(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return tree(answer);
    }

    private String code(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return tree(answer).get("code").asString();
    }

    private JsonNode tree(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private HttpResponse<String> get(String token, String path) throws Exception {
        return http.send(request(token, path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> delete(String token, String path) throws Exception {
        return http.send(request(token, path).DELETE().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String token, String path, String body) throws Exception {
        return http.send(
                request(token, path).POST(BodyPublishers.ofString(quoted(body))).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String token, String path, String body) throws Exception {
        return http.send(
                request(token, path).PUT(BodyPublishers.ofString(quoted(body))).build(),
                BodyHandlers.ofString());
    }

    /// Under a key of its own.
    private HttpResponse<String> keyed(String token, String path, String body) throws Exception {
        return keyed(token, path, Ids.next().toString(), body);
    }

    private HttpResponse<String> keyed(String token, String path, String key, String body)
            throws Exception {
        return http.send(
                request(token, path)
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(quoted(body)))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> upload(String token, String path, byte[] file) throws Exception {
        var head =
                String.join(
                        "\r\n",
                        "--okpay",
                        "Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"",
                        "Content-Type: image/png",
                        "",
                        "");
        var out = new java.io.ByteArrayOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(file);
        out.write("\r\n--okpay--\r\n".getBytes(StandardCharsets.US_ASCII));
        return http.send(
                request(token, path)
                        .setHeader("Content-Type", "multipart/form-data; boundary=okpay")
                        .POST(BodyPublishers.ofByteArray(out.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String quoted(String body) {
        return body.replace('\'', '"');
    }

    private HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .header("Authorization", token.isEmpty() ? "none" : "Bearer " + token)
                .header("Content-Type", "application/json");
    }
}
