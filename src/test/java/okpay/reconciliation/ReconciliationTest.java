package okpay.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import okpay.bank.BankStatements;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Role;
import okpay.money.Money;
import okpay.reconciliation.Difference.Kind;
import okpay.sandbank.Behaviour;
import okpay.sandbank.Misprint;
import okpay.sandbank.Sandbank;
import okpay.statement.CamtSchema;
import okpay.wallet.PaymentState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// The bank's file beside the books: what agrees, what differs, and what settles itself.
class ReconciliationTest extends Story {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired private BankFiles files;
    @Autowired private BankStatements rail;
    @Autowired private Sandbank sandbank;

    /// Each story has a day of its own, and begins at noon: none crosses midnight by itself.
    @BeforeEach
    void aNewDay() {
        clock.passesUntilNoonIn(SHANGHAI);
    }

    @Test
    void whatTheBankAndTheBooksBothHoldAgrees() {
        var alice = customer("Alice").holding("100.00 CNY");
        alice.pays("12.50 CNY", shop("店", Behaviour.PROMPT));
        paid(alice);
        alice.sends("5.00 CNY", customer("Bob"));

        var file = fetched();

        assertThat(file.entries()).isEqualTo(2);
        assertThat(file.matched()).isEqualTo(2);
        assertThat(file.open()).isZero();
        assertThat(file.closing().minus(file.opening())).hasToString("87.50 CNY");
    }

    @Test
    void theBanksFileIsWhatBanksWrite() throws Exception {
        customer("Alice").holding("100.00 CNY").pays("1.00 CNY", shop("店", Behaviour.PROMPT));

        try (var in = rail.statement(today(), CNY).orElseThrow()) {
            CamtSchema.validate(in);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TWICE, DOUBLED, -12.50 CNY, ",
        "LEFT_OUT, MISSING_AT_BANK, , -12.50 CNY",
        "ONE_MORE_CENT, DIFFERENT_AMOUNT, -12.51 CNY, -12.50 CNY"
    })
    void whatTheBankGetsWrongIsFound(Misprint misprint, Kind kind, String bank, String books) {
        var alice = customer("Alice").holding("100.00 CNY");
        alice.pays("12.50 CNY", shop("店", Behaviour.PROMPT));
        paid(alice);
        sandbank.misprint(alice.paymentId().toString(), misprint);

        assertThat(fetched().open()).isEqualTo(1);

        var item = item(alice.paymentId().toString()).orElseThrow();
        assertThat(item.kind()).isEqualTo(kind);
        assertThat(item.bank()).isEqualTo(Optional.ofNullable(bank).map(Money::parse));
        assertThat(item.books()).isEqualTo(Optional.ofNullable(books).map(Money::parse));
    }

    @Test
    void moneyThatNobodyHereKnowsOfIsFound() {
        var reference = "STRANGER-" + Ids.next().toString().substring(0, 20);
        sandbank.receive(reference, 8_800, "CNY");

        fetched();

        assertThat(item(reference).orElseThrow().kind()).isEqualTo(Kind.MISSING_IN_BOOKS);
    }

    @Test
    void whatTheBankBooksADayLaterSettlesItself() {
        var alice = customer("Alice").holding("100.00 CNY");
        alice.pays("12.50 CNY", shop("店", Behaviour.PROMPT));
        paid(alice);
        var reference = alice.paymentId().toString();
        sandbank.misprint(reference, Misprint.LEFT_OUT);
        fetched();
        assertThat(item(reference)).isPresent();

        var late = entry("DBIT", "12.50", reference);
        clock.passes(Duration.ofDays(1).plusMinutes(6));
        take(file("LATE-" + reference.substring(0, 10), "0.00", "12.50", "DBIT", late));

        assertThat(item(reference)).isEmpty();
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        customer("Alice").holding("1.00 CNY");
        fetched();

        assertThat(files.fetch(today().minusDays(1), agent("复核", Role.SUPERVISOR)))
                .isEqualTo(new BankFiles.NotTaken(BankFiles.Flaw.ALREADY_THERE));
    }

    @Test
    void aFileTakenByMistakeIsWithdrawnAndTheRightOneTaken() {
        var alice = customer("Alice").holding("100.00 CNY");
        alice.pays("12.50 CNY", shop("店", Behaviour.PROMPT));
        paid(alice);
        var reference = alice.paymentId().toString();
        clock.passes(Duration.ofDays(1).plusMinutes(6));
        var id = "WRONG-" + today();
        var wrong = take(file(id, "0.00", "9.00", "CRDT", entry("CRDT", "9.00", reference)));
        assertThat(item(reference).orElseThrow().kind()).isEqualTo(Kind.DIFFERENT_AMOUNT);
        var file = ((BankFiles.Taken) wrong).file().id();

        assertThat(files.withdraw(file, agent("坐席", Role.AGENT))).isEmpty();
        assertThat(files.withdraw(file, agent("主管", Role.SUPERVISOR))).isPresent();
        assertThat(files.withdraw(file, agent("主管", Role.SUPERVISOR))).isEmpty();

        assertThat(item(reference).orElseThrow().kind()).isEqualTo(Kind.MISSING_AT_BANK);
        assertThat(files.fetch(today().minusDays(1), agent("主管", Role.SUPERVISOR)))
                .isInstanceOf(BankFiles.Taken.class);
        assertThat(item(reference)).isEmpty();
    }

    @Test
    void aNightWithoutTheBankIsMadeUpFor() {
        fetched();
        clock.passes(Duration.ofDays(3));
        var nights = List.of(today().minusDays(3), today().minusDays(2), today().minusDays(1));
        assertThat(files.missing()).containsAll(nights);

        files.fetchMissing();

        assertThat(files.missing()).isEmpty();
    }

    @Test
    void banksWriteTimesAndAmountsInManyWays() {
        var day = today();
        clock.passes(Duration.ofDays(1).plusMinutes(6));
        var file = file("WAYS-" + day, "0.00", "3.00", "CRDT", entry("CRDT", "3.00", "way-" + day));
        var noSpan =
                file.replaceAll("(?s)<FrToDt>.*</FrToDt>", "")
                        .replace(
                                "</CdtDbtInd></Bal>",
                                "</CdtDbtInd><Dt><Dt>" + day + "</Dt></Dt></Bal>");
        var inclusive = file.replaceAll("<ToDtTm>[^<]*", "<ToDtTm>" + day + "T23:59:59.999");
        var midnight = file.replaceAll("<ToDtTm>[^<]*", "<ToDtTm>" + day + "T24:00:00");
        var offset = file.replaceAll("<FrDtTm>[^<]*", "<FrDtTm>" + day + "T00:00:00+08:00");

        for (var way : List.of(file, noSpan, inclusive, midnight, offset)) {
            var read = BankFile.read(stream(way), SHANGHAI, 10);
            assertThat(read).as(way).isInstanceOf(BankFile.Read.class);
            var span = ((BankFile.Read) read).file();
            assertThat(span.since()).isEqualTo(day.atStartOfDay(SHANGHAI).toInstant());
            assertThat(span.until()).isEqualTo(day.plusDays(1).atStartOfDay(SHANGHAI).toInstant());
        }
    }

    @Test
    void linesWithoutAReferenceAreKeptApart() {
        var nameless = entry("CRDT", "1.00", "NOTPROVIDED");
        clock.passes(Duration.ofDays(1).plusMinutes(6));
        take(file("NAMELESS-" + today(), "0.00", "2.00", "CRDT", nameless + nameless));

        assertThat(files.open(10_000))
                .filteredOn(item -> item.reference().contains("NAMELESS-" + today()))
                .hasSize(2)
                .allMatch(item -> item.kind() == Kind.MISSING_IN_BOOKS);
    }

    @Test
    void aFileForTimeThatIsCoveredOrNotOverIsRefused() {
        customer("Alice").holding("1.00 CNY");
        fetched();
        var again = file("AGAIN-" + today(), "0.00", "0.00", "CRDT", "");
        var early = files.fetch(today(), agent("主管", Role.SUPERVISOR));

        assertThat(take(again)).isEqualTo(new BankFiles.NotTaken(BankFiles.Flaw.OVERLAPS));
        assertThat(early).isEqualTo(new BankFiles.NotTaken(BankFiles.Flaw.NOT_OVER));
    }

    @Test
    void aDifferenceIsExplainedOnceByWhoMay() {
        var reference = "STRANGER-" + Ids.next().toString().substring(0, 20);
        sandbank.receive(reference, 8_800, "CNY");
        fetched();
        var item = item(reference).orElseThrow();
        var boss = agent("主管", Role.SUPERVISOR);

        assertThat(files.explain(item.id(), "known", agent("坐席", Role.AGENT))).isEmpty();
        assertThat(files.explain(item.id(), "  ", boss)).isEmpty();
        assertThat(files.explain(item.id(), "x".repeat(501), boss)).isEmpty();
        assertThat(files.explain(item.id(), "投资人打错账户，已联系退回", boss))
                .get()
                .extracting(Item::state)
                .isEqualTo(Item.State.EXPLAINED);
        assertThat(files.explain(item.id(), "again", boss)).isEmpty();

        // More comes under the same reference: the explained one stays explained, and only that.
        sandbank.receive(reference + "-2", 1, "CNY");
        fetched();
        assertThat(item(reference)).isEmpty();
        assertThat(item(reference + "-2")).isPresent();
    }

    @Test
    void aBatchIsReadPaymentByPayment() {
        var alice = customer("Alice").holding("100.00 CNY");
        alice.pays("12.50 CNY", shop("店", Behaviour.PROMPT));
        paid(alice);
        var one = alice.paymentId().toString();
        alice.pays("7.50 CNY", shop("店", Behaviour.PROMPT));
        paid(alice);
        var two = alice.paymentId().toString();
        var batch =
                """
                <Ntry><Amt Ccy="CNY">20.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
                <BookgDt><Dt>%s</Dt></BookgDt><NtryDtls>
                <TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs><Amt Ccy="CNY">12.50</Amt></TxDtls>
                <TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs><Amt Ccy="CNY">7.50</Amt></TxDtls>
                </NtryDtls></Ntry>
                """
                        .formatted(today(), one, two);

        clock.passes(Duration.ofDays(1).plusMinutes(6));
        var taken = take(file("BATCH-" + one.substring(0, 12), "0.00", "20.00", "DBIT", batch));

        assertThat(taken).isInstanceOf(BankFiles.Taken.class);
        assertThat(((BankFiles.Taken) taken).file().matched()).isEqualTo(2);
        assertThat(item(one)).isEmpty();
        assertThat(item(two)).isEmpty();
    }

    @Test
    void aFileThatIsNoneIsRefusedAndNothingIsKept() {
        int before = files.latest(100).size();
        var good = file("GOOD", "0.00", "1.00", "CRDT", entry("CRDT", "1.00", "r1"));

        var nonsense =
                List.of(
                        "",
                        "hello",
                        "<a>",
                        "<Document/>",
                        "\u0000\u0001",
                        good.replace("1.00</Amt>", "1.001</Amt>"),
                        good.replace("<CdtDbtInd>CRDT</CdtDbtInd>", ""),
                        good.replace("Ccy=\"CNY\"", "Ccy=\"GOLD\""),
                        good.replace("<Id>GOOD</Id>", ""),
                        good.replace("r1", "r".repeat(36)),
                        good.substring(0, good.length() / 2),
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                                + good.replace("r1", "&e;"));
        for (var text : nonsense) {
            assertThat(take(text)).as(text).isInstanceOf(BankFiles.NotTaken.class);
        }
        assertThat(take(good.replace("OKPAY", "CN12PAYROLL")))
                .isEqualTo(new BankFiles.NotTaken(BankFiles.Flaw.OTHER_ACCOUNT));
        assertThat(take(good.replace("<Amt Ccy=\"CNY\">0.00", "<Amt Ccy=\"CNY\">0.01")))
                .isEqualTo(new BankFiles.NotTaken(BankFiles.Flaw.DOES_NOT_ADD_UP));
        var stmt = good.substring(good.indexOf("<Stmt>"), good.indexOf("</BkToCstmrStmt>"));
        assertThat(take(good.replace(stmt, stmt + stmt)))
                .isEqualTo(new BankFiles.NotTaken(BankFiles.Flaw.SEVERAL_ACCOUNTS));
        assertThat(
                        files.take(
                                new ByteArrayInputStream(good.getBytes(StandardCharsets.UTF_8)),
                                agent("坐席", Role.AGENT)))
                .isEqualTo(new BankFiles.NotTaken(BankFiles.Flaw.NOT_ALLOWED));
        assertThat(files.latest(100)).hasSize(before);
    }

    /// The file of the day, on the next day.
    private BankFiles.Received fetched() {
        clock.passes(Duration.ofDays(1).plusMinutes(6));
        var taking = files.fetch(today().minusDays(1), agent("主管", Role.SUPERVISOR));
        assertThat(taking).isInstanceOf(BankFiles.Taken.class);
        return ((BankFiles.Taken) taking).file();
    }

    private void paid(Someone someone) {
        eventually(() -> someone.payment().state() == PaymentState.SUCCEEDED);
    }

    private BankFiles.Taking take(String text) {
        return files.take(stream(text), agent("主管", Role.SUPERVISOR));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Item> item(String reference) {
        return files.open(10_000).stream()
                .filter(item -> item.reference().equals(reference))
                .findFirst();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), SHANGHAI);
    }

    private String entry(String direction, String amount, String reference) {
        return """
        <Ntry><Amt Ccy="CNY">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>%s</Dt></BookgDt><NtryDtls><TxDtls><Refs>
        <EndToEndId>%s</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
        """
                .formatted(amount, direction, today(), reference);
    }

    private String file(String id, String opening, String closing, String sign, String entries) {
        return """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
        <GrpHdr><MsgId>m</MsgId></GrpHdr><Stmt><Id>%s</Id><FrToDt>
        <FrDtTm>%sT00:00:00</FrDtTm><ToDtTm>%sT00:00:00</ToDtTm></FrToDt>
        <Acct><Id><Othr><Id>OKPAY</Id></Othr></Id></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">%s</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">%s</Amt>
        <CdtDbtInd>%s</CdtDbtInd></Bal>%s</Stmt></BkToCstmrStmt></Document>
        """
                .formatted(id, today().minusDays(1), today(), opening, closing, sign, entries);
    }
}
