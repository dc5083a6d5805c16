package okpay.abroad;

import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes what goes to the correspondent: a payment (pacs.008.001.08), and the wish to have it back
/// (camt.056.001.08).
@Component
class MessagePen {

    private static final String PACS = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08";
    private static final String CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.056.001.08";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss'Z'");

    private final Customers customers;
    private final AbroadSettings settings;
    private final Clock clock;

    MessagePen(Customers customers, AbroadSettings settings, Clock clock) {
        this.customers = customers;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param validUntil after this it must be rejected; a message carries the time of the day only
    String payment(Transfer transfer, Instant validUntil) {
        return write(
                PACS,
                xml -> {
                    xml.open("FIToFICstmrCdtTrf");
                    xml.open("GrpHdr");
                    xml.text("MsgId", Ids.print("mg", Ids.next()));
                    xml.text("CreDtTm", now());
                    xml.text("NbOfTxs", "1");
                    xml.open("SttlmInf").text("SttlmMtd", "INDA").close().close();
                    transaction(xml, transfer, validUntil);
                    xml.close();
                });
    }

    private void transaction(Xml xml, Transfer transfer, Instant validUntil)
            throws XMLStreamException {
        var offer = transfer.quote().offer();
        xml.open("CdtTrfTxInf");
        xml.open("PmtId");
        xml.text("InstrId", transfer.payment().toString());
        xml.text("EndToEndId", transfer.payment().toString());
        xml.text("UETR", transfer.uetr().toString());
        xml.close();
        xml.amount("IntrBkSttlmAmt", offer.payout());
        xml.text("IntrBkSttlmDt", today().toString());
        xml.open("SttlmTmReq");
        xml.text("RjctTm", TIME.format(validUntil.atOffset(ZoneOffset.UTC)));
        xml.close();
        xml.amount("InstdAmt", offer.send());
        xml.text("XchgRate", offer.rate().toPlainString());
        xml.text("ChrgBr", "DEBT");
        agent(xml, "InstgAgt", settings.bic());
        agent(xml, "InstdAgt", settings.correspondentBic());
        debtor(xml, transfer.quote().customer());
        agent(xml, "DbtrAgt", settings.bic());
        beneficiary(xml, transfer);
        xml.open("Purp").text("Cd", transfer.purpose().name()).close();
        if (!transfer.note().isEmpty()) {
            xml.open("RmtInf").text("Ustrd", transfer.note()).close();
        }
        xml.close();
    }

    /// The payer's name goes with the money (FATF recommendation 16); one that other banks'
    /// messages cannot carry is left to the number of the wallet.
    private void debtor(Xml xml, CustomerId payer) throws XMLStreamException {
        var name =
                customers
                        .find(payer)
                        .map(Customer::name)
                        .filter(it -> BeneficiaryRules.name(it) == null)
                        .orElse(payer.toString());
        xml.open("Dbtr").text("Nm", name).close();
        xml.open("DbtrAcct").open("Id").open("Othr");
        xml.text("Id", payer.toString()).close().close().close();
    }

    private static void beneficiary(Xml xml, Transfer transfer) throws XMLStreamException {
        var to = transfer.beneficiary();
        var corridor = transfer.quote().offer().corridor();
        bank(xml, to, corridor);
        xml.open("Cdtr").text("Nm", to.name());
        xml.open("PstlAdr");
        if (!to.street().isEmpty()) {
            xml.text("StrtNm", to.street());
        }
        xml.text("TwnNm", to.town()).text("Ctry", corridor.country()).close().close();
        xml.open("CdtrAcct").open("Id");
        if (corridor.scheme() == AccountScheme.IBAN) {
            xml.text("IBAN", to.account());
        } else {
            xml.open("Othr").text("Id", to.account()).close();
        }
        xml.close().close();
    }

    /// An IBAN without a BIC: the bank is named by what the IBAN says of it.
    private static void bank(Xml xml, Beneficiary to, Corridor corridor) throws XMLStreamException {
        xml.open("CdtrAgt").open("FinInstnId");
        String system = corridor.scheme().clearingSystem();
        if (system != null) {
            xml.open("ClrSysMmbId");
            xml.open("ClrSysId").text("Cd", system).close();
            xml.text("MmbId", to.bank()).close();
        } else if (!to.bank().isEmpty()) {
            xml.text("BICFI", to.bank());
        } else {
            xml.open("Othr").text("Id", "NOTPROVIDED").close();
        }
        xml.close().close();
    }

    String recall(Transfer transfer) {
        var offer = transfer.quote().offer();
        return write(
                CAMT,
                xml -> {
                    xml.open("FIToFIPmtCxlReq");
                    xml.open("Assgnmt").text("Id", Ids.print("mg", Ids.next()));
                    xml.open("Assgnr");
                    agent(xml, "Agt", settings.bic());
                    xml.close();
                    xml.open("Assgne");
                    agent(xml, "Agt", settings.correspondentBic());
                    xml.close();
                    xml.text("CreDtTm", now()).close();
                    xml.open("Undrlyg").open("TxInf");
                    xml.text("CxlId", "rc" + transfer.payment().toString().substring(2));
                    xml.text("OrgnlInstrId", transfer.payment().toString());
                    xml.text("OrgnlEndToEndId", transfer.payment().toString());
                    xml.text("OrgnlUETR", transfer.uetr().toString());
                    xml.amount("OrgnlIntrBkSttlmAmt", offer.payout());
                    xml.open("CxlRsnInf").open("Rsn").text("Cd", "CUST").close().close();
                    xml.close().close().close();
                });
    }

    private static void agent(Xml xml, String name, String bic) throws XMLStreamException {
        xml.open(name).open("FinInstnId").text("BICFI", bic).close().close();
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    private interface Body {
        void write(Xml xml) throws XMLStreamException;
    }

    private static String write(String namespace, Body body) {
        var text = new StringWriter();
        try {
            var xml = new Xml(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text));
            xml.begin(namespace);
            body.write(xml);
            xml.end();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An XML writer that can be read aloud.
    private record Xml(XMLStreamWriter out) {

        void begin(String namespace) throws XMLStreamException {
            out.writeStartDocument("UTF-8", "1.0");
            out.writeStartElement("Document");
            out.writeDefaultNamespace(namespace);
        }

        Xml open(String name) throws XMLStreamException {
            out.writeStartElement(name);
            return this;
        }

        Xml close() throws XMLStreamException {
            out.writeEndElement();
            return this;
        }

        Xml text(String name, @Nullable String value) throws XMLStreamException {
            out.writeStartElement(name);
            out.writeCharacters(value);
            out.writeEndElement();
            return this;
        }

        void amount(String name, Money amount) throws XMLStreamException {
            out.writeStartElement(name);
            out.writeAttribute("Ccy", amount.currency().getCurrencyCode());
            out.writeCharacters(amount.digits());
            out.writeEndElement();
        }

        void end() throws XMLStreamException {
            out.writeEndElement();
            out.writeEndDocument();
            out.flush();
        }
    }
}
