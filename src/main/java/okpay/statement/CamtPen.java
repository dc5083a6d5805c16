package okpay.statement;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;

/// A statement for accounting programs: ISO 20022 camt.053.001.08 (Bank to Customer Statement).
/// `NtryRef` is the number of the leg in the account, `AcctSvcrRef` the transfer, `EndToEndId` what
/// the customer finds the payment by.
final class CamtPen implements Pen {

    static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
    private static final String NONE = "NOTPROVIDED";

    private final Statement statement;
    private final XMLStreamWriter xml;

    CamtPen(Statement statement, OutputStream out) throws IOException {
        this.statement = statement;
        try {
            this.xml =
                    XMLOutputFactory.newFactory()
                            .createXMLStreamWriter(new BufferedOutputStream(out), "UTF-8");
            begin();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void begin() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("Document");
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeStartElement("BkToCstmrStmt");
        open("GrpHdr");
        text("MsgId", most(35, statement.number()));
        text("CreDtTm", time(statement.madeAt()));
        close(1);
        open("Stmt");
        text("Id", most(35, statement.number()));
        text("CreDtTm", time(statement.madeAt()));
        open("FrToDt");
        text("FrDtTm", time(statement.extract().from()));
        text("ToDtTm", time(statement.extract().to()));
        close(1);
        account();
        balance("OPBD", statement.opening(), statement.extract().from());
        balance("CLBD", statement.closing(), statement.extract().to());
        totals();
    }

    private void account() throws XMLStreamException {
        open("Acct", "Id", "Othr");
        text("Id", statement.account());
        close(2);
        text("Ccy", statement.currency());
        open("Ownr");
        text("Nm", most(140, statement.holder()));
        close(2);
    }

    private void balance(String code, Money balance, Instant at) throws XMLStreamException {
        open("Bal", "Tp", "CdOrPrtry");
        text("Cd", code);
        close(2);
        amount("Amt", balance);
        text("CdtDbtInd", balance.minor() < 0 ? "DBIT" : "CRDT");
        open("Dt");
        text("DtTm", time(at));
        close(2);
    }

    private void totals() throws XMLStreamException {
        var extract = statement.extract();
        var net = extract.in().minus(extract.out());
        open("TxsSummry", "TtlNtries");
        text("NbOfNtries", Long.toString(extract.legs()));
        text("Sum", extract.in().plus(extract.out()).digits());
        open("TtlNetNtry");
        text("Amt", absolute(net).digits());
        text("CdtDbtInd", net.minor() < 0 ? "DBIT" : "CRDT");
        close(2);
        open("TtlCdtNtries");
        text("Sum", extract.in().digits());
        close(1);
        open("TtlDbtNtries");
        text("Sum", extract.out().digits());
        close(2);
    }

    @Override
    public void line(Statement.Line line) throws IOException {
        try {
            entry(line);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void entry(Statement.Line line) throws XMLStreamException {
        boolean in = line.change().isPositive();
        open("Ntry");
        text("NtryRef", Long.toString(line.seq()));
        amount("Amt", line.change());
        text("CdtDbtInd", in ? "CRDT" : "DBIT");
        open("Sts");
        text("Cd", "BOOK");
        close(1);
        date("BookgDt", line.bookedAt());
        date("ValDt", line.happenedAt());
        text("AcctSvcrRef", most(35, line.legId()));
        open("BkTxCd", "Prtry");
        text("Cd", most(35, line.kind()));
        close(2);
        open("NtryDtls", "TxDtls", "Refs");
        text("EndToEndId", line.reference().isEmpty() ? NONE : most(35, line.reference()));
        close(1);
        amount("Amt", line.change());
        text("CdtDbtInd", in ? "CRDT" : "DBIT");
        if (!line.counterparty().isEmpty()) {
            open("RltdPties", in ? "Dbtr" : "Cdtr", "Pty");
            text("Nm", most(140, line.counterparty()));
            close(3);
        }
        if (!line.note().isEmpty()) {
            open("RmtInf");
            text("Ustrd", most(140, line.note()));
            close(1);
        }
        close(3);
    }

    @Override
    public void end() throws IOException {
        try {
            close(3);
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            xml.flush();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void date(String name, Instant at) throws XMLStreamException {
        open(name);
        text("DtTm", time(at));
        close(1);
    }

    private void amount(String name, Money money) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("Ccy", money.currency().getCurrencyCode());
        xml.writeCharacters(absolute(money).digits());
        xml.writeEndElement();
    }

    private void open(String... names) throws XMLStreamException {
        for (var name : names) {
            xml.writeStartElement(name);
        }
    }

    private void close(int elements) throws XMLStreamException {
        for (int i = 0; i < elements; i++) {
            xml.writeEndElement();
        }
    }

    private void text(String name, @Nullable String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text == null ? "" : text);
        xml.writeEndElement();
    }

    private static Money absolute(Money money) {
        return new Money(Math.absExact(money.minor()), money.currency());
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /// At most so many letters, and none that XML 1.0 does not know.
    static String most(int letters, String text) {
        var kept = new StringBuilder();
        text.codePoints()
                .filter(c ->
                        c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || (c >= 0x20 && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c >= 0x10000)
                .limit(letters)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
