package okpay.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.money.Money;
import okpay.sandbank.Behaviour;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import org.springframework.beans.factory.annotation.Autowired;

/// What a customer takes away is what the books say, line by line.
class StatementTest extends Story {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired private AccountStatements statements;

    @Test
    void aSpreadsheetTellsEveryMovementAndTheBalanceBehindIt() throws IOException {
        var alice = customer("Alice").holding("100.00 CNY");
        alice.sends("30.00 CNY", customer("Bob"));
        alice.pays("12.50 CNY", shop("好味面馆", Behaviour.PROMPT));

        var rows = csv(alice);

        assertThat(rows.getFirst().get(7)).isEqualTo("Out");
        assertThat(rows.stream().map(row -> row.get(9)).toList())
                .containsExactly("Balance", "0.00", "100.00", "70.00", "57.50", "57.50");
        assertThat(rows.get(3).toList()).contains("Sent", "30.00");
        assertThat(rows.get(4).toList()).contains("Payment", "12.50", alice.paymentId().toString());
        assertThat(rows.stream().skip(2).limit(3).map(row -> row.get(0)).toList())
                .containsExactly("1", "2", "3");
    }

    @Test
    void whoeverReceivesSeesFromWhom() throws IOException {
        var alice = customer("Alice").holding("100.00 CNY");
        var bob = customer("Bob");
        alice.sends("30.00 CNY", bob);

        assertThat(csv(bob).get(2).toList()).contains("Received", "*lice", "30.00");
    }

    @Test
    void anAccountingProgramCanReadItAndFindsTheLedgersBalance() throws Exception {
        var alice = customer("Alice").holding("100.00 CNY");
        var bob = customer("Bob");
        for (int i = 0; i < 30; i++) {
            alice.sends("1.0" + i % 10 + " CNY", bob);
        }
        alice.pays("12.50 CNY", shop("店", Behaviour.SILENT));

        var xml = written(alice, Form.CAMT_053, Locale.CHINA);

        CamtSchema.validate(new ByteArrayInputStream(xml));
        assertThat(xpath(xml, "//*[local-name()='Bal'][2]/*[local-name()='Amt']"))
                .isEqualTo(story(alice).digits());
        assertThat(xpath(xml, "count(//*[local-name()='Ntry'])")).isEqualTo("31");
        assertThat(xpath(xml, "//*[local-name()='TtlNtries']/*[local-name()='NbOfNtries']"))
                .isEqualTo("31");
    }

    @Test
    void onPaperEachPageHasItsTotalsAndChineseIsPrinted() throws IOException {
        var alice = customer("李雷").holding("100.00 CNY");
        var bob = customer("韩梅梅");
        for (int i = 0; i < 30; i++) {
            alice.sends("1.00 CNY", bob);
        }

        var pages = pdf(written(alice, Form.PDF, Locale.CHINA));

        assertThat(pages).hasSize(2);
        assertThat(pages.getFirst())
                .contains("账户对账单", "李雷", "期末余额", "70.00", "本页合计", "第 1 页，共 2 页");
        // 19 lines: the top-up and 18 transfers; the rest on the second page
        assertThat(pages.getFirst()).contains("18.00");
        assertThat(pages.getLast()).contains("12.00", "第 2 页，共 2 页");
    }

    @Test
    void anAccountOnWhichNothingHappenedHasAStatementToo() throws Exception {
        var alice = customer("Alice");

        assertThat(csv(alice)).hasSize(3);
        CamtSchema.validate(new ByteArrayInputStream(written(alice, Form.CAMT_053, Locale.US)));
        assertThat(pdf(written(alice, Form.PDF, Locale.US)).getFirst())
                .contains("No movements in this period.");
    }

    @Test
    void aStatementOfDaysGoneByDoesNotChange() throws IOException {
        var alice = customer("Alice").holding("100.00 CNY");
        alice.sends("30.00 CNY", customer("Bob"));
        var statement = statements.of(alice.customer(), CNY, today());
        alice.sends("5.00 CNY", customer("Carol"));

        var out = new ByteArrayOutputStream();
        statements.write(statement, Form.CSV, Locale.US, out);

        assertThat(rows(out.toByteArray())).hasSize(5);
        assertThat(statements.of(alice.customer(), CNY, today()).number())
                .isNotEqualTo(statement.number());
    }

    @Test
    void theDaysBeforeAreInTheOpeningBalance() throws IOException {
        var alice = customer("Alice").holding("100.00 CNY");
        clock.passes(Duration.ofDays(2));
        alice.sends("30.00 CNY", customer("Bob"));

        var rows = csv(alice);

        assertThat(rows.get(1).get(9)).isEqualTo("100.00");
        assertThat(rows.get(2).get(0)).isEqualTo("2");
        assertThat(rows).hasSize(4);
    }

    @Test
    void whatPeopleWriteDoesNoHarmInAnyForm() throws Exception {
        var nasty = "=HYPERLINK(\"http://evil\")\u0000\u0008\uD83D\uDE00 <&>\r\n\"";
        var alice = customer("Alice").holding("100.00 CNY");
        payments.send(
                alice.customer(),
                customer("Bob").customer(),
                new okpay.wallet.PayOrder(
                        Money.parse("1.00 CNY"),
                        nasty.replace("\u0000", ""),
                        Ids.next().toString(),
                        PIN));

        assertThat(csv(alice).get(3).get(5)).startsWith("'=HYPERLINK");
        CamtSchema.validate(new ByteArrayInputStream(written(alice, Form.CAMT_053, Locale.US)));
        assertThat(pdf(written(alice, Form.PDF, Locale.US)).getFirst()).contains("=HYPER");
    }

    @Test
    void aReaderWhoGoesAwayHoldsNothing() {
        var alice = customer("Alice").holding("100.00 CNY");
        var gone =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("gone");
                    }
                };

        for (int i = 0; i < 20; i++) {
            for (var form : Form.values()) {
                assertThatThrownBy(() ->
                                statements.write(
                                        statements.of(alice.customer(), CNY, today()),
                                        form,
                                        Locale.US,
                                        gone))
                        .isNotInstanceOf(AccountStatements.Busy.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-30, 2026-03-01, NOT_A_DAY",
        "'', '', NOT_A_DAY",
        "2026-03-02, 2026-03-01, ENDS_BEFORE_IT_BEGINS",
        "2026-01-01, 9999-12-31, NOT_YET",
        "2020-01-01, 2021-01-01, TOO_LONG",
    })
    void daysThatCannotBeAreRefused(String from, String to, Period.Flaw flaw) {
        assertThat(Period.read(from, to, SHANGHAI, clock.instant()))
                .isEqualTo(new Period.NotRead(flaw));
    }

    @Test
    void aWholeLeapYearIsNotTooLong() {
        assertThat(Period.read("2024-01-01", "2024-12-31", SHANGHAI, clock.instant()))
                .isInstanceOf(Period.Read.class);
    }

    private Money story(Someone someone) {
        return wallets.of(someone.id(), CNY).orElseThrow().balance();
    }

    private Period today() {
        var today = LocalDate.ofInstant(clock.instant(), SHANGHAI);
        return new Period(today, today, SHANGHAI);
    }

    private byte[] written(Someone someone, Form form, Locale locale) throws IOException {
        var out = new ByteArrayOutputStream();
        statements.write(statements.of(someone.customer(), CNY, today()), form, locale, out);
        return out.toByteArray();
    }

    private List<CSVRecord> csv(Someone someone) throws IOException {
        return rows(written(someone, Form.CSV, Locale.US));
    }

    private static List<CSVRecord> rows(byte[] csv) throws IOException {
        var text = new String(csv, StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF");
        try (var parser = CSVFormat.RFC4180.parse(new StringReader(text.substring(1)))) {
            return parser.getRecords();
        }
    }

    private static List<String> pdf(byte[] bytes) throws IOException {
        try (var reader = new PdfReader(bytes)) {
            var pages = new ArrayList<String>();
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                pages.add(new PdfTextExtractor(reader).getTextFromPage(page));
            }
            return pages;
        }
    }

    private static String xpath(byte[] xml, String path) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }
}
