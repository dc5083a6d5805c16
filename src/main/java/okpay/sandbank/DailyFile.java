package okpay.sandbank;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The bank's statement of OKPay's account for one day, as banks send it: ISO 20022 camt.053. Its
/// day is Shanghai's.
@Component
class DailyFile {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient jdbc;

    DailyFile(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Entry(String reference, long amount, Instant at) {}

    void write(LocalDate day, Currency currency, Instant now, OutputStream out) throws IOException {
        var from = day.atStartOfDay(ZONE).toInstant();
        var to = day.plusDays(1).atStartOfDay(ZONE).toInstant();
        long opening = opening(currency, to) + sum(entries(currency, Instant.EPOCH, from));
        var entries = entries(currency, from, to);
        try {
            var xml =
                    XMLOutputFactory.newFactory()
                            .createXMLStreamWriter(new BufferedOutputStream(out), "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            open(xml, "Document");
            xml.writeDefaultNamespace("urn:iso:std:iso:20022:tech:xsd:camt.053.001.08");
            open(xml, "BkToCstmrStmt", "GrpHdr");
            var id = "SANDBANK-" + day + "-" + currency + "-" + entries.size();
            text(xml, "MsgId", id);
            text(xml, "CreDtTm", now.toString());
            close(xml, 1);
            open(xml, "Stmt");
            text(xml, "Id", id);
            open(xml, "FrToDt");
            text(xml, "FrDtTm", from.toString());
            text(xml, "ToDtTm", to.toString());
            close(xml, 1);
            open(xml, "Acct", "Id", "Othr");
            text(xml, "Id", "OKPAY");
            close(xml, 2);
            text(xml, "Ccy", currency.getCurrencyCode());
            close(xml, 1);
            balance(xml, "OPBD", opening, currency, day);
            balance(xml, "CLBD", opening + sum(entries), currency, day);
            for (var entry : entries) {
                entry(xml, entry, currency);
            }
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void entry(XMLStreamWriter xml, Entry entry, Currency currency)
            throws XMLStreamException {
        open(xml, "Ntry");
        amount(xml, entry.amount(), currency);
        open(xml, "Sts");
        text(xml, "Cd", "BOOK");
        close(xml, 1);
        open(xml, "BookgDt");
        text(xml, "DtTm", entry.at().toString());
        close(xml, 1);
        open(xml, "BkTxCd", "Prtry");
        text(xml, "Cd", entry.amount() > 0 ? "RECEIVED" : "PAID");
        close(xml, 2);
        open(xml, "NtryDtls", "TxDtls", "Refs");
        text(xml, "EndToEndId", entry.reference());
        close(xml, 4);
    }

    private static void balance(
            XMLStreamWriter xml, String code, long minor, Currency currency, LocalDate day)
            throws XMLStreamException {
        open(xml, "Bal", "Tp", "CdOrPrtry");
        text(xml, "Cd", code);
        close(xml, 2);
        amount(xml, minor, currency);
        open(xml, "Dt");
        text(xml, "Dt", day.toString());
        close(xml, 2);
    }

    private static void amount(XMLStreamWriter xml, long minor, Currency currency)
            throws XMLStreamException {
        xml.writeStartElement("Amt");
        xml.writeAttribute("Ccy", currency.getCurrencyCode());
        xml.writeCharacters(
                BigDecimal.valueOf(Math.absExact(minor), currency.getDefaultFractionDigits())
                        .toPlainString());
        xml.writeEndElement();
        text(xml, "CdtDbtInd", minor < 0 ? "DBIT" : "CRDT");
    }

    private static void open(XMLStreamWriter xml, String... names) throws XMLStreamException {
        for (var name : names) {
            xml.writeStartElement(name);
        }
    }

    private static void close(XMLStreamWriter xml, int elements) throws XMLStreamException {
        for (int i = 0; i < elements; i++) {
            xml.writeEndElement();
        }
    }

    private static void text(XMLStreamWriter xml, String name, String text)
            throws XMLStreamException {
        open(xml, name);
        xml.writeCharacters(text);
        close(xml, 1);
    }

    private static long sum(List<Entry> entries) {
        return entries.stream().mapToLong(Entry::amount).sum();
    }

    private long opening(Currency currency, Instant before) {
        return jdbc.sql(
                        """
                        select amount from sandbank.opening
                        where currency = :currency and at < :before
                        """)
                .param("currency", currency.getCurrencyCode())
                .param("before", Timestamp.from(before))
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private List<Entry> entries(Currency currency, Instant from, Instant to) {
        var entries = new ArrayList<Entry>();
        jdbc.sql(
                        """
                        select p.reference, case when incoming then amount else -amount end as amount,
                               settled_at, coalesce(m.what, '') as what
                        from sandbank.payment p
                        left join sandbank.misprint m on m.reference = p.reference
                        where currency = :currency and settled_at >= :from and settled_at < :to
                        order by settled_at, p.reference
                        """)
                .param("currency", currency.getCurrencyCode())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query(row -> {
                    long amount = row.getLong("amount");
                    var entry =
                            new Entry(
                                    row.getString("reference"),
                                    amount,
                                    row.getTimestamp("settled_at").toInstant());
                    switch (row.getString("what")) {
                        case "TWICE" -> {
                            entries.add(entry);
                            entries.add(entry);
                        }
                        case "LEFT_OUT" -> {}
                        case "ONE_MORE_CENT" ->
                                entries.add(
                                        new Entry(
                                                entry.reference(),
                                                amount + Long.signum(amount),
                                                entry.at()));
                        default -> entries.add(entry);
                    }
                });
        return entries;
    }
}
